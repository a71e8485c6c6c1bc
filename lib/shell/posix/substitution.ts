import type { Cursor } from "./cursor.ts";
import { readParameter } from "./parameter.ts";
import { readDollarSingle, readDouble } from "./quoting.ts";
import type { Part, Script } from "./syntax.ts";

const NAME = /[A-Za-z_][A-Za-z0-9_]*|[0-9@*#?$!-]/y;
const EMPTY: Script = { items: [] };

/** Whatever a `$` begins, or the dollar itself; the cursor stands on it. */
export function readDollar(cursor: Cursor, quoted: boolean): Part[] {
  const start = cursor.pos;
  const next = cursor.text[start + 1] ?? "";
  if (!quoted && next === "'") return readDollarSingle(cursor);
  if (!quoted && next === '"') {
    cursor.pos++;
    return readDouble(cursor, start);
  }
  if (next === "{") return readParameter(cursor, quoted);
  if (next === "[") return readOldArithmetic(cursor, quoted);
  if (next === "(") {
    if (cursor.startsWith("$((")) {
      const arithmetic = readArithmetic(cursor, quoted);
      if (arithmetic) return arithmetic;
    }
    return readCommand(cursor, quoted);
  }
  cursor.pos++;
  const name = cursor.take(NAME);
  const span = cursor.span(start);
  if (name === "") return [{ kind: "text", value: cursor.traced("$", start), span, quoted }];
  const parameter = { name, operator: "", operand: [], index: null };
  return [{ kind: "parameter", parameter, written: cursor.slice(start), span, quoted }];
}

/** `$(…)`, `<(…)` and `>(…)`: the cursor stands on the first character. */
export function readCommand(cursor: Cursor, quoted: boolean): Part[] {
  const start = cursor.pos;
  const process = cursor.char !== "$";
  cursor.pos += 2;
  const script = cursor.nest(start, EMPTY, () => cursor.readScript(cursor, ")"));
  if (cursor.char !== ")") {
    cursor.fail("open-substitution", start, start + 2, "This command substitution is never closed.");
    return [];
  }
  cursor.pos++;
  const written = cursor.slice(start);
  const span = cursor.span(start);
  if (process) return [{ kind: "opaque", name: written, written, span, quoted: true }];
  return [{ kind: "command", script, written, span, quoted }];
}

/** `$((…))`; undefined, with the cursor where it was, if the parentheses turn out to be those of a command. */
function readArithmetic(cursor: Cursor, quoted: boolean): Part[] | undefined {
  const start = cursor.pos;
  const end = cursor.findDoubleClose(start + 3);
  if (end === undefined) return undefined;
  cursor.pos = end;
  const written = cursor.slice(start);
  return [{ kind: "arithmetic", expression: written.slice(3, -2), written, span: cursor.span(start), quoted }];
}

/** `$[…]`, the old way to write `$((…))`. */
function readOldArithmetic(cursor: Cursor, quoted: boolean): Part[] {
  const start = cursor.pos;
  const end = cursor.text.indexOf("]", start);
  if (end < 0) {
    cursor.fail("open-substitution", start, start + 2, "This arithmetic expansion is never closed.");
    return [];
  }
  cursor.pos = end + 1;
  const written = cursor.slice(start);
  return [{ kind: "arithmetic", expression: written.slice(2, -1), written, span: cursor.span(start), quoted }];
}

/** `` `…` ``; inside double quotes `\"` is a quote, too. The commands are read from the text without its backslashes. */
export function readBackticks(cursor: Cursor, quoted: boolean): Part[] {
  const start = cursor.pos;
  const chars: string[] = [];
  const offsets: number[] = [];
  let at = start + 1;
  for (;;) {
    const char = cursor.text[at];
    if (char === undefined) {
      cursor.fail("open-substitution", start, start + 1, "This backtick is never closed.");
      return [];
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
  const part = { kind: "command", script: inner.problem ? EMPTY : script, written, span: cursor.span(start) } as const;
  return [{ ...part, quoted }];
}
