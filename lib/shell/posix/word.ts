import type { Cursor } from "./cursor.ts";
import { noteHistory } from "./history.ts";
import { readDouble, readSingle } from "./quoting.ts";
import { readBackticks, readCommand, readDollar } from "./substitution.ts";
import type { Part, WordNode } from "./syntax.ts";

const PLAIN = /[^ \t\n|&;()<>\\'"`$]+/y;
const BROKEN = /\\[ \t\r\u00A0]+(?=\n)/y;
const SMART = /[\u2018-\u201F]/g;

/** One word up to the next blank or operator that is not quoted; empty where none begins here. */
export function readWord(cursor: Cursor): WordNode {
  const start = cursor.pos;
  const parts: Part[] = [];
  while (!cursor.done) {
    const at = cursor.pos;
    const run = cursor.take(PLAIN);
    if (run !== "") {
      noteHistory(cursor, run, at, false);
      noteCharacters(cursor, run, at);
      parts.push({ kind: "text", value: cursor.traced(run, at), span: cursor.span(at), quoted: false });
      continue;
    }
    const { char } = cursor;
    if (char === "'") parts.push(...readSingle(cursor));
    else if (char === '"') parts.push(...readDouble(cursor));
    else if (char === "$") parts.push(...readDollar(cursor, false));
    else if (char === "`") parts.push(...readBackticks(cursor, false));
    else if (char === "\\") readBackslash(cursor, parts);
    else if (cursor.startsWith("<(") || cursor.startsWith(">(")) parts.push(...readCommand(cursor, false));
    else break;
  }
  return { parts, span: cursor.span(start) };
}

function readBackslash(cursor: Cursor, parts: Part[]): void {
  const start = cursor.pos;
  const broken = cursor.peek(BROKEN);
  if (broken !== "") cursor.note("broken-continuation", start, start + broken.length);
  const code = cursor.text.codePointAt(start + 1);
  if (code === 10) {
    cursor.pos += 2;
    return;
  }
  // A backslash that ends the text stands for itself, but on a line that a single-quoted text reaches into bash has put a
  // line break behind it.
  const atEnd =
    code === undefined && cursor.fetchedInQuote >= 0 && cursor.text.indexOf("\n", cursor.fetchedInQuote) < 0;
  if (atEnd) {
    cursor.pos++;
    return;
  }
  const escaped = code === undefined ? "\\" : String.fromCodePoint(code);
  cursor.pos += code === undefined ? 1 : 1 + escaped.length;
  if (escaped === "\r") cursor.note("carriage-return", start + 1, start + 2);
  parts.push({ kind: "text", value: cursor.traced(escaped, start), span: cursor.span(start), quoted: true });
}

/** Characters that the shell takes as they are, where an author may have meant something else. */
function noteCharacters(cursor: Cursor, run: string, start: number): void {
  for (let i = run.indexOf("\r"); i >= 0; i = run.indexOf("\r", i + 1)) {
    cursor.note("carriage-return", start + i, start + i + 1);
  }
  for (const match of run.matchAll(SMART)) {
    cursor.note("smart-quote", start + match.index, start + match.index + 1, { character: match[0] });
  }
}
