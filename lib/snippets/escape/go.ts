import { escapeShort, escapeText, hex, QUOTED } from "./escape-text.ts";

/** A text as an interpreted Go string literal (specification, "String literals") in ASCII. */
export function quoteGo(text: string): string {
  const inner = escapeText(text, QUOTED, (char, code) => {
    if (code < 0x80) return escapeShort(char) ?? `\\x${hex(code, 2)}`;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  });
  return `"${inner}"`;
}
