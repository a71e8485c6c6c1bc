import { readAnsiC } from "./ansi-c.ts";
import { BACKSLASH, BACKTICK, DOLLAR, DOUBLE } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { noteHistory } from "./history.ts";
import { readBackticks, readDollar } from "./substitution.ts";
import type { Part } from "./syntax.ts";

const DOLLAR_NAME = /\$(?:\{[^}'\s]*\}|[A-Za-z_][A-Za-z0-9_]*|\()/g;

/** `'…'`; the cursor stands on the first quote. Like all these readers it puts what it has read to `cursor.parts`. */
export function readSingle(cursor: Cursor): void {
  const start = cursor.pos;
  const end = cursor.text.indexOf("'", start + 1);
  if (end < 0) {
    cursor.fail("open-quote", start, start + 1, "This single quote is never closed.");
    return;
  }
  cursor.pos = end + 1;
  const text = cursor.slice(start + 1, end);
  noteLines(cursor, start);
  if (text.includes("$")) {
    for (const match of text.matchAll(DOLLAR_NAME)) {
      const at = start + 1 + match.index;
      cursor.note("literal-dollar", at, at + match[0].length, { name: match[0].replace(/[${}(]/g, "") });
    }
  }
  cursor.parts.push({
    kind: "text",
    value: cursor.traced(text, start + 1, end),
    span: cursor.span(start),
    quoted: true,
  });
}

/** `$'…'`; the cursor stands on the dollar. */
export function readDollarSingle(cursor: Cursor): void {
  const start = cursor.pos;
  cursor.pos += 2;
  const value = readAnsiC(cursor);
  if (!value) {
    cursor.fail("open-quote", start, start + 2, "This quote is never closed.");
    return;
  }
  noteLines(cursor, start);
  cursor.note("dash-dollar-quote", start, cursor.pos);
  cursor.parts.push({ kind: "text", value, span: cursor.span(start), quoted: true });
}

function noteLines(cursor: Cursor, start: number): void {
  const written = cursor.slice(start);
  if (written.includes("\n")) cursor.fetchedInQuote = start + written.lastIndexOf("\n") + 1;
}

/** `"…"` and `$"…"`; the cursor stands on the first quote, `start` at the dollar if there is one. */
export function readDouble(cursor: Cursor, start = cursor.pos): void {
  const open = cursor.pos;
  const before = cursor.parts.length;
  cursor.pos++;
  readExpanded(cursor, '"');
  if (cursor.done) {
    cursor.fail("open-quote", open, open + 1, "This double quote is never closed.");
    cursor.parts.length = before;
    return;
  }
  cursor.pos++;
  if (start < open) cursor.note("dash-dollar-quote", start, cursor.pos);
  if (cursor.parts.length === before) cursor.parts.push(quotedText(cursor, "", start));
}

/** A text with expansions up to `closer`: inside double quotes, or, with null, a whole here-document. */
export function readExpanded(cursor: Cursor, closer: '"' | null): void {
  const escaped = closer === null ? "\\$`" : '\\$`"';
  while (!cursor.done) {
    const start = cursor.pos;
    cursor.count(start);
    cursor.pos = endOfPlain(cursor.text, start, closer !== null);
    if (cursor.pos > start) {
      const run = cursor.slice(start);
      if (run.includes("!")) noteHistory(cursor, run, start, closer !== null);
      cursor.parts.push(quotedText(cursor, run, start));
      continue;
    }
    if (cursor.char === closer) return;
    if (cursor.char === "$") readDollar(cursor, true);
    else if (cursor.char === "`") readBackticks(cursor, closer !== null);
    else readBackslash(cursor, escaped);
  }
}

/** Where the characters from `start` on end that mean themselves. */
function endOfPlain(text: string, start: number, inDouble: boolean): number {
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH || code === DOLLAR || code === BACKTICK || (inDouble && code === DOUBLE)) return at;
  }
  return text.length;
}

function readBackslash(cursor: Cursor, escaped: string): void {
  const start = cursor.pos;
  const next = cursor.text[start + 1] ?? "";
  if (next === "\n") {
    cursor.pos += 2;
    return;
  }
  const isEscape = next !== "" && escaped.includes(next);
  cursor.pos += isEscape ? 2 : 1;
  cursor.parts.push(quotedText(cursor, isEscape ? next : "\\", start));
  // The character behind a backslash that stays is no history reference either.
  if (!isEscape && next === "!") {
    cursor.pos++;
    cursor.parts.push(quotedText(cursor, "!", start + 1));
  }
}

function quotedText(cursor: Cursor, text: string, start: number): Part {
  return { kind: "text", value: cursor.traced(text, start), span: cursor.span(start), quoted: true };
}
