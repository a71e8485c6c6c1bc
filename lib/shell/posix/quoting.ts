import { readAnsiC } from "./ansi-c.ts";
import type { Cursor } from "./cursor.ts";
import { noteHistory } from "./history.ts";
import { readBackticks, readDollar } from "./substitution.ts";
import type { Part } from "./syntax.ts";

const DOLLAR_NAME = /\$(?:\{[^}'\s]*\}|[A-Za-z_][A-Za-z0-9_]*|\()/g;

/** `'…'`; the cursor stands on the first quote. */
export function readSingle(cursor: Cursor): Part[] {
  const start = cursor.pos;
  const end = cursor.text.indexOf("'", start + 1);
  if (end < 0) {
    cursor.fail("open-quote", start, start + 1, "This single quote is never closed.");
    return [];
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
  return [{ kind: "text", value: cursor.traced(text, start + 1, end), span: cursor.span(start), quoted: true }];
}

/** `$'…'`; the cursor stands on the dollar. */
export function readDollarSingle(cursor: Cursor): Part[] {
  const start = cursor.pos;
  cursor.pos += 2;
  const value = readAnsiC(cursor);
  if (!value) {
    cursor.fail("open-quote", start, start + 2, "This quote is never closed.");
    return [];
  }
  noteLines(cursor, start);
  cursor.note("dash-dollar-quote", start, cursor.pos);
  return [{ kind: "text", value, span: cursor.span(start), quoted: true }];
}

function noteLines(cursor: Cursor, start: number): void {
  const last = cursor.slice(start).lastIndexOf("\n");
  if (last >= 0) cursor.fetchedInQuote = start + last + 1;
}

/** `"…"` and `$"…"`; the cursor stands on the first quote, `start` at the dollar if there is one. */
export function readDouble(cursor: Cursor, start = cursor.pos): Part[] {
  const open = cursor.pos;
  cursor.pos++;
  const parts = readExpanded(cursor, '"');
  if (cursor.done) {
    cursor.fail("open-quote", open, open + 1, "This double quote is never closed.");
    return [];
  }
  cursor.pos++;
  if (start < open) cursor.note("dash-dollar-quote", start, cursor.pos);
  if (parts.length > 0) return parts;
  return [{ kind: "text", value: cursor.traced("", start), span: cursor.span(start), quoted: true }];
}

/** A text with expansions up to `closer`: inside double quotes, or, with null, a whole here-document. */
export function readExpanded(cursor: Cursor, closer: '"' | null): Part[] {
  const parts: Part[] = [];
  const plain = closer === null ? /[^\\$`]+/y : /[^"\\$`]+/y;
  const escaped = closer === null ? "\\$`" : '\\$`"';
  while (!cursor.done) {
    const start = cursor.pos;
    const run = cursor.take(plain);
    if (run !== "") {
      noteHistory(cursor, run, start, closer !== null);
      parts.push(quotedText(cursor, run, start));
      continue;
    }
    if (cursor.char === closer) break;
    if (cursor.char === "$") parts.push(...readDollar(cursor, true));
    else if (cursor.char === "`") parts.push(...readBackticks(cursor, closer !== null));
    else readBackslash(cursor, escaped, parts);
  }
  return parts;
}

function readBackslash(cursor: Cursor, escaped: string, parts: Part[]): void {
  const start = cursor.pos;
  const next = cursor.text[start + 1] ?? "";
  if (next === "\n") {
    cursor.pos += 2;
    return;
  }
  const isEscape = next !== "" && escaped.includes(next);
  cursor.pos += isEscape ? 2 : 1;
  parts.push(quotedText(cursor, isEscape ? next : "\\", start));
  // The character behind a backslash that stays is no history reference either.
  if (!isEscape && next === "!") {
    cursor.pos++;
    parts.push(quotedText(cursor, "!", start + 1));
  }
}

function quotedText(cursor: Cursor, text: string, start: number): Part {
  return { kind: "text", value: cursor.traced(text, start), span: cursor.span(start), quoted: true };
}
