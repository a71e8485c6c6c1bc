/** What no literal in ASCII can hold as it is, and the double quote and the backslash. */
export const QUOTED = /[^\x20-\x7e]|["\\]/gu;

/** A text with every match of `pattern`, a whole character, written by `write`, which gets it and its code point. */
export function escapeText(text: string, pattern: RegExp, write: (char: string, code: number) => string): string {
  return text.replace(pattern, (char) => write(char, char.codePointAt(0) ?? 0));
}

/** The number in hexadecimal, lower case, with at least `digits` digits. */
export function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}

/** `\uXXXX` for each UTF-16 unit of a character, as JavaScript, JSON, C# and Java write it. */
export function escapeUnits(char: string): string {
  return [...Array(char.length).keys()].map((i) => `\\u${hex(char.charCodeAt(i), 4)}`).join("");
}

/** The escapes that all the C-like languages share; undefined for other characters. */
export function escapeShort(char: string): string | undefined {
  return { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" }[char];
}
