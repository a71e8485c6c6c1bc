import type { Cursor } from "./cursor.ts";
import { readExpanded } from "./quoting.ts";
import type { HereDocument, Part, WordNode } from "./syntax.ts";

/** The here-document that `<<` or `<<-` announces; its body follows the line. `start` and the cursor enclose the word. */
export function announceDocument(cursor: Cursor, word: WordNode, start: number, operator: string): HereDocument {
  const written = cursor.slice(start);
  const quoted = /['"\\]/.test(written);
  const document = {
    parts: [],
    delimiter: quoted ? unquote(word, written) : written,
    quoted,
    stripTabs: operator === "<<-",
    span: cursor.span(start),
  };
  cursor.pending.push(document);
  return document;
}

/** The delimiter's quotes go, its dollars stay. */
function unquote(word: WordNode, written: string): string {
  const isPlain = word.parts.every((part) => part.kind === "text");
  if (!isPlain) return written.replace(/["']|\\(?=.)/g, "");
  return word.parts.map((part) => (part.kind === "text" ? part.value.text : "")).join("");
}

/** Reads the bodies of all here-documents announced on the line that just ended; the cursor stands behind its end. */
export function readDocuments(cursor: Cursor): void {
  for (const document of cursor.pending.splice(0)) document.parts = readBody(cursor, document);
}

function readBody(cursor: Cursor, document: HereDocument): Part[] {
  if (document.quoted && !document.stripTabs) {
    const parts = readVerbatim(cursor, document);
    if (parts) return parts;
  }
  const start = cursor.pos;
  const chars: string[] = [];
  const offsets: number[] = [];
  while (!cursor.done) {
    const line = readLine(cursor, document);
    if (line.text.replace(/\n$/, "") === document.delimiter) {
      offsets.push(line.start);
      return toParts(cursor, document, chars.join(""), offsets);
    }
    chars.push(line.raw);
    for (const offset of line.offsets) offsets.push(offset);
  }
  const { start: from, end: to } = document.span;
  // bash warns and takes the rest of the text; at a prompt it would wait.
  cursor.notes.push({
    kind: "unfinished-here-document",
    span: { start: from, end: to },
    data: { delimiter: document.delimiter },
  });
  const end = Math.max(start, cursor.pos);
  if (chars.length > 0 && !chars.at(-1)?.endsWith("\n")) {
    chars.push("\n");
    offsets.push(end);
  }
  offsets.push(end);
  return toParts(cursor, document, chars.join(""), offsets);
}

/** A body that stays as it stands, in one piece; undefined, with the cursor where it was, where its end is not found. */
function readVerbatim(cursor: Cursor, { delimiter }: HereDocument): Part[] | undefined {
  const { text, pos: start } = cursor;
  for (let at = start; at < text.length; ) {
    const feed = text.indexOf("\n", at);
    const end = feed < 0 ? text.length : feed;
    if (end - at === delimiter.length && text.startsWith(delimiter, at)) {
      cursor.pos = feed < 0 ? end : end + 1;
      const value = cursor.traced(text.slice(start, at), start, at);
      return [{ kind: "text", value, span: cursor.span(start, at), quoted: true }];
    }
    at = end + 1;
  }
  return undefined;
}

interface Line {
  readonly start: number;
  /** As compared with the delimiter: broken lines joined. */
  readonly text: string;
  /** As it goes into the body. */
  readonly raw: string;
  readonly offsets: readonly number[];
}

/** One line with its end, or several that backslashes join where the document is not quoted. */
function readLine(cursor: Cursor, document: HereDocument): Line {
  const start = cursor.pos;
  const text: string[] = [];
  const raw: string[] = [];
  const offsets: number[] = [];
  if (document.stripTabs) cursor.take(/\t+/y);
  for (;;) {
    const from = cursor.pos;
    const line = cursor.take(/[^\n]*\n?/y);
    const continues = !document.quoted && line.endsWith("\n") && endsOddly(line);
    raw.push(line);
    text.push(continues ? line.slice(0, -2) : line);
    for (let i = 0; i < line.length; i++) offsets.push(from + i);
    if (!continues || cursor.done) break;
  }
  return { start, text: text.join(""), raw: raw.join(""), offsets };
}

/** True if an odd number of backslashes stands before the line's end. */
function endsOddly(line: string): boolean {
  let at = line.length - 2;
  while (at >= 0 && line[at] === "\\") at--;
  return (line.length - 2 - at) % 2 === 1;
}

function toParts(cursor: Cursor, document: HereDocument, text: string, offsets: readonly number[]): Part[] {
  const inner = cursor.derive(text, offsets);
  if (!document.quoted) {
    const base = inner.parts.length;
    readExpanded(inner, null);
    const parts = inner.takeParts(base);
    if (inner.problem) cursor.problem ??= inner.problem;
    return parts;
  }
  inner.pos = text.length;
  return [{ kind: "text", value: inner.traced(text, 0), span: inner.span(0), quoted: true }];
}
