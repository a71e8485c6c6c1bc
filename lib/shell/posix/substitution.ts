import type { Cursor } from "./cursor.ts";
import { readParameter } from "./parameter.ts";
import { readDollarSingle, readDouble } from "./quoting.ts";
import type { Part, Script } from "./syntax.ts";

const NAME = /[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]/y;
const EMPTY: Script = { items: [] };
const NO_PARTS: readonly Part[] = [];

/** Whatever a `$` begins, or the dollar itself; the cursor stands on it. */
export function readDollar(cursor: Cursor, quoted: boolean): void {
  const start = cursor.pos;
  switch (cursor.text[start + 1]) {
    case "'":
      if (quoted) readName(cursor, quoted);
      else readDollarSingle(cursor);
      return;
    case '"':
      if (quoted) readName(cursor, quoted);
      else {
        cursor.pos++;
        readDouble(cursor, start);
      }
      return;
    case "{":
      readParameter(cursor, quoted);
      return;
    case "[":
      readOldArithmetic(cursor, quoted);
      return;
    case "(":
      if (!cursor.startsWith("$((") || !readArithmetic(cursor, quoted)) readCommand(cursor, quoted);
      return;
    default:
      readName(cursor, quoted);
  }
}

/** `$NAME`, or a dollar that begins nothing. */
function readName(cursor: Cursor, quoted: boolean): void {
  const start = cursor.pos++;
  const name = cursor.take(NAME);
  if (name === "") {
    cursor.parts.push({ kind: "text", value: cursor.traced("$", start), span: cursor.span(start), quoted });
    return;
  }
  cursor.count(start);
  const parameter = { name, operator: "", operand: NO_PARTS, isPlain: true, index: null };
  cursor.parts.push({ kind: "parameter", parameter, written: cursor.slice(start), span: cursor.span(start), quoted });
}

/** `$(…)`, `<(…)` and `>(…)`: the cursor stands on the first character. */
export function readCommand(cursor: Cursor, quoted: boolean): void {
  const start = cursor.pos;
  const process = cursor.char !== "$";
  cursor.pos += 2;
  const script = cursor.nest(start, EMPTY, () => cursor.readScript(cursor, ")"));
  if (cursor.char !== ")") {
    cursor.fail("open-substitution", start, start + 2, "This command substitution is never closed.");
    return;
  }
  cursor.pos++;
  const written = cursor.slice(start);
  const span = cursor.span(start);
  if (process) cursor.parts.push({ kind: "opaque", name: written, written, span, quoted: true });
  else cursor.parts.push({ kind: "command", script, written, span, quoted });
}

/** `$((…))`; false, with the cursor where it was, if the parentheses turn out to be those of a command. */
function readArithmetic(cursor: Cursor, quoted: boolean): boolean {
  const start = cursor.pos;
  const end = cursor.findDoubleClose(start + 3);
  if (end === undefined) return false;
  cursor.pos = end;
  addArithmetic(cursor, start, 3, quoted);
  return true;
}

/** `$[…]`, the old way to write `$((…))`. */
function readOldArithmetic(cursor: Cursor, quoted: boolean): void {
  const start = cursor.pos;
  const end = cursor.text.indexOf("]", start);
  if (end < 0) {
    cursor.fail("open-substitution", start, start + 2, "This arithmetic expansion is never closed.");
    return;
  }
  cursor.pos = end + 1;
  addArithmetic(cursor, start, 2, quoted);
}

/** The expression from `start` to the cursor; `opening` characters stand before it, one less behind it. */
function addArithmetic(cursor: Cursor, start: number, opening: number, quoted: boolean): void {
  const written = cursor.slice(start);
  const expression = written.slice(opening, 1 - opening);
  const span = cursor.span(start);
  cursor.count(start);
  cursor.parts.push({ kind: "arithmetic", expression, written, span, quoted });
}

/** `` `…` ``; inside double quotes `\"` is a quote, too. The commands are read from the text without its backslashes. */
export function readBackticks(cursor: Cursor, quoted: boolean): void {
  const start = cursor.pos;
  const chars: string[] = [];
  const offsets: number[] = [];
  let at = start + 1;
  for (;;) {
    const char = cursor.text[at];
    if (char === undefined) {
      cursor.fail("open-substitution", start, start + 1, "This backtick is never closed.");
      return;
    }
    if (char === "`") break;
    offsets.push(at);
    const next = cursor.text[at + 1] ?? "";
    const isEscape = char === "\\" && next !== "" && ("\\`$".includes(next) || (quoted && next === '"'));
    chars.push(isEscape ? next : char);
    at += isEscape ? 2 : 1;
  }
  offsets.push(at);
  cursor.pos = at + 1;
  const written = cursor.slice(start);
  const inner = cursor.derive(chars.join(""), offsets);
  const script = cursor.nest(start, EMPTY, () => cursor.readScript(inner, null));
  // bash reads backticks when it comes to them: what is wrong inside leaves nothing, and the command still runs.
  if (inner.problem) cursor.notes.push({ kind: "broken-substitution", span: inner.problem.span });
  const span = cursor.span(start);
  cursor.parts.push({ kind: "command", script: inner.problem ? EMPTY : script, written, span, quoted });
}
