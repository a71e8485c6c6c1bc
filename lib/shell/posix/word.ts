import { addPiece, fromPieces, type Piece, type Traced } from "../../text/traced.ts";
import type { Word } from "../reading.ts";
import { joinBytes } from "./ansi-c.ts";
import { BANG, EXPANDS, ODD, takePlain } from "./characters.ts";
import type { Cursor } from "./cursor.ts";
import { noteHistory } from "./history.ts";
import { readDouble, readSingle } from "./quoting.ts";
import { readBackticks, readCommand, readDollar } from "./substitution.ts";
import type { Part, WordNode } from "./syntax.ts";

const BROKEN = /\\[ \t\r\u00A0]+(?=\n)/y;
const SMART = /[\u2018-\u201F]/g;

/** One word up to the next blank or operator that is not quoted; empty where none begins here. */
export function readWord(cursor: Cursor): WordNode {
  const start = cursor.pos;
  const parts: Part[] = [];
  let expands = false;
  while (!cursor.done) {
    const at = cursor.pos;
    const run = takePlain(cursor);
    if (run !== "") {
      const { marks } = cursor;
      if ((marks & BANG) > 0) noteHistory(cursor, run, at, false);
      if ((marks & ODD) > 0) noteCharacters(cursor, run, at);
      // zsh looks up a program for a word that begins with an equals sign.
      if ((marks & EXPANDS) > 0 || (parts.length === 0 && run.startsWith("="))) expands = true;
      parts.push({ kind: "text", value: cursor.traced(run, at), span: cursor.span(at), quoted: false });
    } else if (!readSpecial(cursor, parts)) break;
  }
  return { parts, span: cursor.span(start), expands };
}

/** What a character begins that does not stand for itself; false if it ends the word. */
function readSpecial(cursor: Cursor, parts: Part[]): boolean {
  switch (cursor.char) {
    case "'":
      readSingle(cursor, parts);
      return true;
    case '"':
      readDouble(cursor, parts);
      return true;
    case "$":
      readDollar(cursor, false, parts);
      return true;
    case "`":
      readBackticks(cursor, false, parts);
      return true;
    case "\\":
      readBackslash(cursor, parts);
      return true;
    case "<":
    case ">":
      if (cursor.text[cursor.pos + 1] !== "(") return false;
      readCommand(cursor, false, parts);
      return true;
    default:
      return false;
  }
}

/** The word as the program receives it, where nothing in it is left to be expanded; else as it is. */
export function settle(word: WordNode): Word | WordNode {
  if (word.expands) return word;
  const { parts, span } = word;
  for (const part of parts) if (part.kind !== "text") return word;
  return { value: joinTexts(parts), span };
}

function joinTexts(parts: readonly Part[]): Traced {
  const first = parts[0];
  if (parts.length === 1 && first?.kind === "text") return first.value;
  const pieces: Piece[] = [];
  for (const part of parts) {
    if (part.kind === "text") for (const piece of part.value.pieces) addPiece(pieces, piece);
  }
  return joinBytes(fromPieces(pieces));
}

function readBackslash(cursor: Cursor, parts: Part[]): void {
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
  parts.push({ kind: "text", value: cursor.traced(escaped, start), span: cursor.span(start), quoted: true });
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
