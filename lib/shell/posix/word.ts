import { addPiece, fromPieces, type Piece, type Traced } from "../../text/traced.ts";
import { joinBytes } from "./ansi-c.ts";
import { BANG, EXPANDS, ODD, takePlain } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { noteHistory } from "./history.ts";
import { readDouble, readSingle } from "./quoting.ts";
import { readBackticks, readCommand, readDollar } from "./substitution.ts";
import type { CommandWord, WordNode } from "./syntax.ts";

const BROKEN = /\\[ \t\r\u00A0]+(?=\n)/y;
const SMART = /[\u2018-\u201F]/g;

/** One word up to the next blank or operator that is not quoted; empty where none begins here. */
export function readWord(cursor: Cursor): WordNode {
  const start = cursor.pos;
  const base = cursor.parts.length;
  const expands = readParts(cursor);
  return { parts: cursor.takeParts(base), span: cursor.span(start), expands };
}

/** As `readWord`, but a word in which nothing is left to be expanded comes as the program receives it. */
export function readSettled(cursor: Cursor): CommandWord {
  const start = cursor.pos;
  const base = cursor.parts.length;
  const expands = readParts(cursor);
  const span = cursor.span(start);
  const value = expands ? undefined : takeText(cursor, base);
  return value ? { value, span } : { parts: cursor.takeParts(base), span, expands };
}

/** The word as `readSettled` gives it. */
export function settle(cursor: Cursor, word: WordNode): CommandWord {
  const base = cursor.parts.length;
  for (const part of word.parts) cursor.parts.push(part);
  const value = word.expands ? undefined : takeText(cursor, base);
  if (value) return { value, span: word.span };
  cursor.takeParts(base);
  return word;
}

/** The parts of a word; true if braces, tildes, patterns or zsh may make another word of it. */
function readParts(cursor: Cursor): boolean {
  const base = cursor.parts.length;
  let expands = false;
  while (!cursor.done) {
    const at = cursor.pos;
    const run = takePlain(cursor);
    if (run !== "") {
      cursor.count(at);
      const { marks } = cursor;
      if ((marks & BANG) > 0) noteHistory(cursor, run, at, false);
      if ((marks & ODD) > 0) noteCharacters(cursor, run, at);
      // zsh looks up a program for a word that begins with an equals sign.
      if ((marks & EXPANDS) > 0 || (cursor.parts.length === base && run.startsWith("="))) expands = true;
      cursor.parts.push({ kind: "text", value: cursor.traced(run, at), span: cursor.span(at), quoted: false });
    } else if (readSpecial(cursor)) cursor.count(at);
    else break;
  }
  return expands;
}

/** Takes the parts from `base` on as one text; undefined, with the parts where they are, if one of them is none. */
function takeText(cursor: Cursor, base: number): Traced | undefined {
  const { parts } = cursor;
  for (let i = base; i < parts.length; i++) if (parts[i]?.kind !== "text") return undefined;
  if (parts.length === base) return undefined;
  if (parts.length === base + 1) {
    const only = parts.pop();
    return only?.kind === "text" ? only.value : undefined;
  }
  const pieces: Piece[] = [];
  for (const part of cursor.takeParts(base)) {
    if (part.kind === "text") for (const piece of part.value.pieces) addPiece(pieces, piece);
  }
  return joinBytes(fromPieces(pieces));
}

/** What a character begins that does not stand for itself; false if it ends the word. */
function readSpecial(cursor: Cursor): boolean {
  switch (cursor.char) {
    case "'":
      readSingle(cursor);
      return true;
    case '"':
      readDouble(cursor);
      return true;
    case "$":
      readDollar(cursor, false);
      return true;
    case "`":
      readBackticks(cursor, false);
      return true;
    case "\\":
      readBackslash(cursor);
      return true;
    case "<":
    case ">":
      if (cursor.text[cursor.pos + 1] !== "(") return false;
      readCommand(cursor, false);
      return true;
    default:
      return false;
  }
}

function readBackslash(cursor: Cursor): void {
  const start = cursor.pos;
  const code = cursor.text.codePointAt(start + 1);
  if (code === 10) {
    cursor.pos += 2;
    return;
  }
  const broken = isBlank(code) ? cursor.peek(BROKEN) : "";
  if (broken !== "") cursor.note("broken-continuation", start, start + broken.length);
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
  cursor.parts.push({ kind: "text", value: cursor.traced(escaped, start), span: cursor.span(start), quoted: true });
}

function isBlank(code: number | undefined): boolean {
  return code === 32 || code === 9 || code === 13 || code === 0xa0;
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
