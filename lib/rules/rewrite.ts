import type { UsedOption } from "../curl/reading.ts";
import { type Quoted, quoteCmd, quotePosix, quotePowershell } from "../shell/quote.ts";
import type { ShellName, Word } from "../shell/reading.ts";
import type { Edit } from "../text/edit.ts";
import { hullOf, type Span } from "../text/span.ts";
import { isKnown, type Traced, textSpans } from "../text/traced.ts";
import type { Evidence } from "./evidence.ts";

/** The text and the command that edits are made in. */
type Source = Pick<Evidence, "door" | "text" | "shell" | "command" | "format">;

/** The word that covers the span. */
export function findWord({ command }: Source, span: Span): Word | undefined {
  return command?.words.find((word) => word.span.start <= span.start && span.end <= word.span.end);
}

/**
 * Edits that put `text` where `part` stands in the pasted text, in the author's manner of quoting. Undefined where that is
 * not safe: the part holds unknown values, was not written in one piece, or the shell would change the new text.
 */
export function replacePart(source: Source, part: Traced, text: string): Edit[] | undefined {
  if (source.door !== "text" || !part.pieces.every(({ origin }) => origin.door === "text")) return undefined;
  const span = hullOf(textSpans(part));
  if (!span || textSpans(part).length !== 1) return undefined;
  if (!source.command) return isPlainLine(text) && source.format === "http" ? [{ ...span, text }] : undefined;
  const word = findWord(source, span);
  if (!word) return undefined;
  if (isSafeIn(quoteAt(source.text, word, span), text, source.shell?.shell ?? "posix")) return [{ ...span, text }];
  const value = splice(word.value, part, text);
  const edit = value === undefined ? undefined : rewriteWord(source, word, value);
  return edit && [edit];
}

function isPlainLine(text: string): boolean {
  return !/[\r\n]/.test(text);
}

/** The word's value with `part` exchanged; undefined if it holds unknown values or the part cannot be found in it. */
function splice(word: Traced, part: Traced, text: string): string | undefined {
  const first = part.pieces[0]?.origin;
  if (!isKnown(word) || first?.door !== "text") return undefined;
  let at = 0;
  for (const { text: run, origin } of word.pieces) {
    if (origin.door === "text" && origin.start <= first.start && first.end <= origin.end) {
      const from = at + (origin.end - origin.start === run.length ? first.start - origin.start : 0);
      return word.text.startsWith(part.text, from)
        ? word.text.slice(0, from) + text + word.text.slice(from + part.text.length)
        : undefined;
    }
    at += run.length;
  }
  return undefined;
}

type Quote = "'" | '"' | "";

/** The quote that encloses the span; "" for none. Only a word that is one quoted stretch is told for certain. */
function quoteAt(text: string, word: Word, span: Span): Quote | undefined {
  const source = text.slice(word.span.start, word.span.end);
  const first = source[0];
  if ((first === "'" || first === '"') && source.indexOf(first, 1) === source.length - 1 && source.length > 1)
    return first;
  const before = text.slice(word.span.start, span.start);
  return /["'\\^`]/.test(source)
    ? /^[^"'\\^`]*$/.test(before + text.slice(span.start, span.end))
      ? ""
      : undefined
    : "";
}

/** Letters that no shell changes between these quotes. */
function isSafeIn(quote: Quote | undefined, text: string, shell: ShellName): boolean {
  if (quote === undefined) return false;
  const percent = shell === "cmd" ? "" : "%";
  if (quote === "") return new RegExp(`^[A-Za-z0-9_./:+=${shell === "posix" ? "@," : ""}${percent}-]*$`).test(text);
  return new RegExp(`^[A-Za-z0-9_./:@+=&;,?#~*()<>|{} \\[\\]${percent}-]*$`).test(text);
}

/** The word anew, with another value, in the quotes it had where they hold. */
export function rewriteWord(source: Source, word: Word, value: string): Edit | undefined {
  const written = source.text.slice(word.span.start, word.span.end);
  const text = quoteLike(written, value, source.shell?.shell ?? "posix");
  return text === undefined ? undefined : { ...word.span, text };
}

function quoteLike(written: string, value: string, shell: ShellName): string | undefined {
  if (/^["“”]/.test(written) && /^[^"\\$`!%\r\n]*$/.test(value)) return `"${value}"`;
  if (/^['‘’]/.test(written) && shell !== "cmd" && /^[^'\\\r\n]*$/.test(value)) return `'${value}'`;
  const quoted = quoteWord(value, shell);
  return quoted.ok ? quoted.text : undefined;
}

/** One argument as the shell needs it. */
export function quoteWord(value: string, shell: ShellName): Quoted {
  if (shell === "posix") return quotePosix(value);
  return shell === "cmd" ? quoteCmd(value) : quotePowershell(value);
}

/** Takes an option away, with the blanks and the continued line break before it. */
export function removeOption({ text }: Source, option: Pick<UsedOption, "span">): Edit {
  const before = text.slice(0, option.span.start);
  const blanks = /(?:[ \t]|[\\^`]\r?\n)+$/.exec(before)?.[0].length ?? 0;
  return { start: option.span.start - blanks, end: option.span.end, text: "" };
}

/** Adds options behind the command's last word; undefined where there is no command. */
export function appendOptions(source: Source, ...words: readonly string[]): Edit | undefined {
  const { command, shell } = source;
  const last = command?.words.at(-1);
  // A word of nothing but white space is a continuation that broke: behind it the command does not go on as meant.
  if (!last || (last.value.text !== "" && last.value.text.trim() === "")) return undefined;
  const quoted = words.map((word) => quoteWord(word, shell?.shell ?? "posix"));
  if (!quoted.every((one) => one.ok)) return undefined;
  return { start: last.span.end, end: last.span.end, text: quoted.map((one) => ` ${one.ok ? one.text : ""}`).join("") };
}

/** The option that brought this value in. */
export function findOption({ curl }: Pick<Evidence, "curl">, part: Traced): UsedOption | undefined {
  const span = hullOf(textSpans(part));
  return span && curl?.options.find((option) => option.span.start <= span.start && span.end <= option.span.end);
}
