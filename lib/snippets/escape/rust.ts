import { escapeShort, escapeText, hex } from "./escape-text.ts";

/** A text as a Rust string literal (reference, "String literals") in ASCII. */
export function quoteRust(text: string): string {
  return `"${escapeText(text, '"\\', (char, code) => escapeShort(char) ?? `\\u{${hex(code, 1)}}`)}"`;
}
