import { escapeShort, escapeText, hex } from "./escape-text.ts";

/** A text as a PHP string literal in ASCII: single quotes where they can hold it, double quotes with escapes otherwise. */
export function quotePhp(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return `'${text.replace(/['\\]/g, "\\$&")}'`;
  const inner = escapeText(text, /[^\x20-\x7e]|["\\$]/gu, (char, code) => {
    if (char === "$") return "\\$";
    return escapeShort(char) ?? (code < 0x80 ? `\\x${hex(code, 2)}` : `\\u{${hex(code, 1)}}`);
  });
  return `"${inner}"`;
}
