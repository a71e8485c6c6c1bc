import { escapeShort, escapeText, hex, QUOTED } from "./escape-text.ts";

/** A text as a Rust string literal (reference, "String literals") in ASCII. */
export function quoteRust(text: string): string {
  return `"${escapeText(text, QUOTED, (char, code) => escapeShort(char) ?? `\\u{${hex(code, 1)}}`)}"`;
}
