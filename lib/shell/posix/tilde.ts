import type { Shell } from "./shell.ts";
import { sliceText, splitAssignment } from "./simple.ts";
import type { Part } from "./syntax.ts";

/**
 * Tildes become named unknowns: `~` is HOME, `~+` PWD, `~-` OLDPWD. bash looks at the start of a word and, in a word that
 * is shaped like an assignment, behind its first `=` and each `:` after it. "value": the parts are what follows `=`.
 */
export function expandTildes(shell: Shell, parts: readonly Part[], role: "word" | "value"): readonly Part[] {
  const hasTilde = parts.some((part) => part.kind === "text" && !part.quoted && part.value.text.includes("~"));
  if (!hasTilde) return parts;
  const isAssignment = role === "value" || splitAssignment({ parts }) !== undefined;
  let behindEquals = role === "value";
  return parts.flatMap((part, index) => {
    if (part.kind !== "text" || part.quoted) return [part];
    const { text } = part.value;
    const out: Part[] = [];
    let done = 0;
    for (let at = text.indexOf("~"); at >= 0; at = text.indexOf("~", at + 1)) {
      const before = text.slice(0, at);
      behindEquals ||= isAssignment && before.includes("=");
      const isStart = at === 0 ? index === 0 : isBehindSign(before, isAssignment, behindEquals);
      const name = isStart ? nameOf(text, at, index + 1 < parts.length, isAssignment) : undefined;
      if (name === undefined) continue;
      const end = at + name.written.length;
      if (at > done) out.push(sliceText(part, done, at));
      const tilde = sliceText(part, at, end);
      shell.note("expansion", tilde.span, { name: name.unknown, quotes: "none", known: "false" });
      out.push({ kind: "opaque", name: name.unknown, written: name.written, span: tilde.span, quoted: false });
      done = end;
    }
    behindEquals ||= isAssignment && text.includes("=");
    if (done < text.length || done === 0) out.push(sliceText(part, done));
    return out;
  });
}

function isBehindSign(before: string, isAssignment: boolean, behindEquals: boolean): boolean {
  if (!isAssignment) return false;
  if (before.endsWith(":")) return behindEquals;
  return before.endsWith("=") && before.indexOf("=") === before.length - 1;
}

/** The login name, if the tilde stands for a folder that is not to be found out here. */
function nameOf(
  text: string,
  at: number,
  continues: boolean,
  isAssignment: boolean,
): { written: string; unknown: string } | undefined {
  const pattern = isAssignment ? /~([^/:]*)/y : /~([^/]*)/y;
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  const login = match?.[1] ?? "";
  if (continues && pattern.lastIndex === text.length) return undefined;
  if (login === "") return { written: "~", unknown: "HOME" };
  if (login === "+") return { written: "~+", unknown: "PWD" };
  if (login === "-") return { written: "~-", unknown: "OLDPWD" };
  return undefined;
}
