import { MOST_PAIRS } from "../http/form.ts";
import type { ShellNote } from "../shell/reading.ts";
import { once } from "../text/once.ts";
import type { Span } from "../text/span.ts";
import type { Evidence } from "./evidence.ts";

/** True for a text that is typed into a shell, whatever the program. */
export function isTyped({ door, format }: Evidence): boolean {
  return door === "text" && (format === "curl" || format === "wget" || format === "httpie" || format === "powershell");
}

/** The shell's notes of one kind that lie within the command that sends the request, or anywhere if there is none. */
export function notesOf({ shell, command }: Evidence, kind: string): ShellNote[] {
  if (!shell || shell.notes.length === 0) return [];
  const notes = shell.notes.filter((note) => note.kind === kind);
  return command ? notes.filter(({ span }) => isWithin(span, command.span)) : notes;
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** The `&` in the middle of a word that ends the command before its end, with what is cut off. */
export function findCuttingAmpersand({
  command,
  text,
}: Evidence): { readonly span: Span; readonly rest: string } | undefined {
  const ended = command?.endedBy;
  if (ended?.operator !== "&") return undefined;
  const rest = /^[^\s]*/.exec(text.slice(ended.span.end))?.[0] ?? "";
  return /\S/.test(text[ended.span.start - 1] ?? " ") && rest !== "" ? { span: ended.span, rest } : undefined;
}

/** The first command behind the request's that begins with an option: a line that was meant to go on did not. */
export function findOrphanLine({ shell, command }: Evidence): Span | undefined {
  if (!shell || !command) return undefined;
  const orphan = shell.commands.find(
    ({ words, span }) => span.start >= command.span.end && /^-{1,2}[A-Za-z]/.test(words[0]?.value.text ?? ""),
  );
  return orphan?.span;
}

/**
 * True if the shell hands over only a part of what was typed, or more parameters came than are read, so that what is missing
 * may stand in the rest.
 */
export const isCutShort = once((evidence: Evidence): boolean => {
  if (evidence.meant.length >= MOST_PAIRS) return true;
  if (evidence.door !== "text" || !evidence.shell) return false;
  return (
    findCuttingAmpersand(evidence) !== undefined ||
    findOrphanLine(evidence) !== undefined ||
    evidence.shell.problem !== null ||
    evidence.shell.notes.some(({ kind }) => kind === "comment-swallows" || kind === "broken-continuation") ||
    evidence.curl?.refusal != null
  );
});
