import type { Cursor } from "./cursor.ts";

export const TAB = 9;
export const LINE_FEED = 10;
export const SPACE = 32;
export const DOUBLE = 34;
export const HASH = 35;
export const DOLLAR = 36;
export const SINGLE = 39;
export const OPEN = 40;
export const BACKSLASH = 92;
export const BACKTICK = 96;

/** Ends a run of characters that stand for themselves outside of quotes. */
const END = 1;
/** May be a reference to the history. */
export const BANG = 2;
/** May make another word of it, or several: braces, tildes, patterns of file names. */
export const EXPANDS = 4;
/** What an author may not have typed: a carriage return, a curly quote. */
export const ODD = 8;

const MARKS = new Uint8Array(128);
for (const char of " \t\n|&;()<>\\'\"`$") MARKS[char.charCodeAt(0)] = END;
for (const char of "{~?*[") MARKS[char.charCodeAt(0)] = EXPANDS;
MARKS["!".charCodeAt(0)] = BANG;
MARKS["\r".charCodeAt(0)] = ODD;

function markOf(code: number): number {
  if (code < 128) return MARKS[code] ?? 0;
  return code >= 0x2018 && code <= 0x201f ? ODD : 0;
}

/** True at the end, and for characters that end a run. */
export function isEnd(code: number): boolean {
  return !(code >= 0) || markOf(code) === END;
}

/** True for what goes on with a word, but not with the characters of its text. */
export function isQuote(code: number): boolean {
  return code === BACKSLASH || code === DOLLAR || code === BACKTICK || code === SINGLE || code === DOUBLE;
}

/** Takes the run of characters that stand for themselves outside of quotes; `cursor.marks` tells what is special in it. */
export function takePlain(cursor: Cursor): string {
  const { text, pos: start } = cursor;
  let at = start;
  let marks = 0;
  for (; at < text.length; at++) {
    const mark = markOf(text.charCodeAt(at));
    if (mark === END) break;
    marks |= mark;
  }
  cursor.marks = marks;
  cursor.pos = at;
  return text.slice(start, at);
}
