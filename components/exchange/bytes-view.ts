import { decodeBytes } from "../../lib/text/bytes.ts";

/** One line of a message: what it says, and how it ends. */
export interface ByteLine {
  readonly text: string;
  /** "␍␊", "␊", or "" for the last one. */
  readonly end: string;
}

/** The bytes as text, line by line. Bytes that are no UTF-8 show as `\xHH`, control characters as their pictures. */
export function toLines(bytes: Uint8Array): ByteLine[] {
  const lines = decodeBytes(bytes).split("\n");
  return lines.map((line, i) => {
    if (i === lines.length - 1) return { text: printable(line), end: "" };
    const carriage = line.endsWith("\r");
    return { text: printable(carriage ? line.slice(0, -1) : line), end: carriage ? "␍␊" : "␊" };
  });
}

function printable(text: string): string {
  return text
    .replace(/[\uDC80-\uDCFF]/g, (char) => `\\x${(char.charCodeAt(0) - 0xdc00).toString(16)}`)
    .replace(/[\0-\x08\x0b-\x1f]/g, (char) => String.fromCharCode(0x2400 + char.charCodeAt(0)))
    .replace(/\x7f/g, "␡");
}

export interface HexRow {
  readonly offset: string;
  readonly hex: string;
  readonly text: string;
}

const WIDTH = 12;

/** A hex dump, twelve bytes a row. `hidden` are byte ranges whose values are not shown. */
export function toHexRows(
  bytes: Uint8Array,
  hidden: readonly { readonly start: number; readonly end: number }[],
): HexRow[] {
  const rows: HexRow[] = [];
  for (let at = 0; at < bytes.length; at += WIDTH) {
    let hex = "";
    let text = "";
    for (let i = at; i < Math.min(at + WIDTH, bytes.length); i++) {
      const byte = bytes[i] ?? 0;
      const isHidden = hidden.some(({ start, end }) => start <= i && i < end);
      hex += `${isHidden ? "••" : byte.toString(16).padStart(2, "0")} `;
      text += isHidden ? "•" : byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·";
    }
    rows.push({ offset: at.toString(16).padStart(4, "0"), hex: hex.trimEnd().padEnd(WIDTH * 3 - 1), text });
  }
  return rows;
}

/** Where the secrets stand in the bytes, in the spellings that a message may give them. */
export function findHidden(bytes: Uint8Array, spellings: readonly string[]): { start: number; end: number }[] {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  const encoder = new TextEncoder();
  return spellings.flatMap((spelling) => {
    const wanted = Array.from(encoder.encode(spelling), (byte) => String.fromCharCode(byte)).join("");
    const found: { start: number; end: number }[] = [];
    if (wanted.length < 4) return found;
    for (let at = binary.indexOf(wanted); at >= 0; at = binary.indexOf(wanted, at + wanted.length)) {
      found.push({ start: at, end: at + wanted.length });
    }
    return found;
  });
}
