import { escapeShort, escapeText, hex, QUOTED } from "./escape-text.ts";

/** A text as a Python string literal (reference section 2.4.1) in ASCII. Surrogate pairs are one `\U` escape. */
export function quotePython(text: string): string {
  const inner = escapeText(text, QUOTED, (char, code) => {
    if (code < 0x80) return escapeShort(char) ?? `\\x${hex(code, 2)}`;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  });
  return `"${inner}"`;
}
