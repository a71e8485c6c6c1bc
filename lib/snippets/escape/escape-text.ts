/**
 * A text with every character written by `write`, which gets the character (a whole code point) and its number.
 * Printable ASCII other than `special` is kept.
 */
export function escapeText(text: string, special: string, write: (char: string, code: number) => string): string {
  let out = "";
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    out += code >= 0x20 && code < 0x7f && !special.includes(char) ? char : write(char, code);
  }
  return out;
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
