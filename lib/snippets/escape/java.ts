import { escapeShort, escapeText, escapeUnits, QUOTED } from "./escape-text.ts";

/**
 * A text as a Java string literal (JLS section 3.10.5) in ASCII. Control characters are octal escapes: Java reads `\u`
 * escapes before it looks for quotes and line ends (section 3.3), so that `\u0022` would end the literal.
 */
export function quoteJava(text: string): string {
  const inner = escapeText(text, QUOTED, (char, code) => {
    if (code < 0x80) return escapeShort(char) ?? `\\${code.toString(8).padStart(3, "0")}`;
    return escapeUnits(char);
  });
  return `"${inner}"`;
}
