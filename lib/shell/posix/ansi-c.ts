import { decodeBytes, encodeBytes } from "../../text/bytes.ts";
import { addPiece, fromPieces, type Piece, rewrite, type Traced } from "../../text/traced.ts";
import type { Cursor } from "./cursor.ts";

const SIMPLE: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  e: "\u001B",
  E: "\u001B",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
  "?": "?",
};
const PLAIN = /[^'\\]+/y;
const CODE = /[0-7]{1,3}|x(?:\{[0-9A-Fa-f]*\}?|[0-9A-Fa-f]{1,2})|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|c(?:\\\\|[\s\S])/y;

/**
 * The inside of `$'…'`, from the cursor to the closing quote, which is taken (bash manual, ANSI-C Quoting). Bytes above
 * 0x7F are as `lib/text/bytes.ts` writes them. A NUL cuts the text off, as in bash. Undefined where the quote stays open.
 */
export function readAnsiC(cursor: Cursor): Traced | undefined {
  const pieces: Piece[] = [];
  let cut = false;
  const add = (text: string, start: number) => {
    const { pos } = cursor;
    const origin = { door: "text", start: cursor.offset(start), end: cursor.offset(pos) } as const;
    if (!cut) addPiece(pieces, { text, origin });
  };
  for (;;) {
    const start = cursor.pos;
    cursor.count(start);
    const plain = cursor.take(PLAIN);
    if (plain !== "") add(plain, start);
    if (cursor.done) return undefined;
    const at = cursor.pos;
    if (cursor.char === "'") break;
    const text = readEscape(cursor);
    if (text === "\0") cut = true;
    else add(text, at);
  }
  cursor.pos++;
  return joinBytes(fromPieces(pieces));
}

/** One escape; the cursor stands on its backslash. */
function readEscape(cursor: Cursor): string {
  cursor.pos++;
  const simple = SIMPLE[cursor.char];
  if (simple !== undefined) {
    cursor.pos++;
    return simple;
  }
  const code = cursor.take(CODE);
  if (code === "") return "\\";
  if (code[0] === "c") return controlOf(code.slice(1));
  const digits = code.replace(/^[xuU]|[{}]/g, "");
  if (code[0] === "u" || code[0] === "U") return fromCodePoint(Number.parseInt(digits, 16));
  // bash keeps the lowest byte of a longer number.
  const byte = (Number.parseInt(digits.slice(-8) || "0", code[0] === "x" ? 16 : 8) & 0xff) >>> 0;
  return byteText(byte);
}

function controlOf(written: string): string {
  const char = written === "\\\\" ? "\\" : written;
  return char === "?" ? "\u007F" : byteText((encodeBytes(char.toUpperCase())[0] ?? 0) & 0x1f);
}

/** One byte as `lib/text/bytes.ts` writes it. */
export function byteText(byte: number): string {
  return String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte);
}

/** A code point as UTF-8 holds it; one that is none is written in bytes as bash does. */
export function fromCodePoint(code: number): string {
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return longForm(code).map(byteText).join("");
  return String.fromCodePoint(code);
}

/** UTF-8 by its first definition (RFC 2279), up to six bytes, surrogates included. */
function longForm(code: number): number[] {
  const tail = (shift: number) => 0x80 | ((code >>> shift) & 0x3f);
  if (code < 0x10000) return [0xe0 | (code >>> 12), tail(6), tail(0)];
  if (code < 0x200000) return [0xf0 | (code >>> 18), tail(12), tail(6), tail(0)];
  if (code < 0x4000000) return [0xf8 | (code >>> 24), tail(18), tail(12), tail(6), tail(0)];
  return [0xfc | ((code >>> 30) & 1), tail(24), tail(18), tail(12), tail(6), tail(0)];
}

/** Single bytes that together are UTF-8 become the characters that they stand for. */
export function joinBytes(value: Traced): Traced {
  if (!/[\uDC80-\uDCFF]{2}/.test(value.text)) return value;
  return rewrite(value, /[\uDC80-\uDCFF]{2,}/gu, (run) => decodeBytes(encodeBytes(run)));
}
