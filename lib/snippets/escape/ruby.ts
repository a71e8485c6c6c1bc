import { escapeShort, escapeText, hex } from "./escape-text.ts";

/** A text as a double-quoted Ruby string literal in ASCII. `#` is escaped, since `#{`, `#$` and `#@` interpolate. */
export function quoteRuby(text: string): string {
  const inner = escapeText(text, /[^\x20-\x7e]|["\\#]/gu, (char, code) => {
    if (char === "#") return "\\#";
    return escapeShort(char) ?? `\\u{${hex(code, 1)}}`;
  });
  return `"${inner}"`;
}
