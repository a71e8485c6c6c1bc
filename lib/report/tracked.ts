/**
 * The characters of a text that a stand-in changes: letters and digits that are no part of an escape. Quotes, escapes,
 * blanks and all other characters stay, so that what a shell, a form or JSON makes of the text stays as well.
 */

/** Escapes of forms (also encoded several times), of strings in programs and JSON, and of HTML. */
const ESCAPE =
  /%(?:25)*[0-9A-Fa-f]{2}|\\+(?:u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\}|x[0-9A-Fa-f]{2}|[0-7]{3}|[abefnrtv])|&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[a-zA-Z]{2,8});/g;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/gu;

/** Characters of a text, picked out, and where each stands (UTF-16 offsets; one of two units stands once). */
export interface Tracked {
  readonly chars: string;
  readonly at: readonly number[];
}

/** Letters and digits outside of escapes. */
export function trackOutsideEscapes(text: string): Tracked {
  if (!/[%\\&]/.test(text)) return trackAll(text);
  let masked = "";
  let last = 0;
  for (const match of text.matchAll(ESCAPE)) {
    masked += text.slice(last, match.index) + " ".repeat(match[0].length);
    last = match.index + match[0].length;
  }
  return trackAll(masked + text.slice(last));
}

/** All letters and digits. */
export function trackAll(text: string): Tracked {
  const at: number[] = [];
  let chars = "";
  for (const match of text.matchAll(LETTER_OR_DIGIT)) {
    chars += match[0];
    for (let i = 0; i < match[0].length; i++) at.push(match.index + i);
  }
  return { chars, at };
}

/** True where an escape stands for a letter, a digit or a character beyond ASCII: `%41`, `\u00e9`. */
export function escapesLetters(text: string): boolean {
  return /%(?:25)*(?:3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|[89A-Fa-f][0-9A-Fa-f])|\\+u00(?:3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa]|[89A-Fa-f])|\\+u(?!00)[0-9A-Fa-f]{4}|\\+u\{|\\+x(?:3[0-9]|[4-7]|[89A-Fa-f])|&#/.test(
    text,
  );
}

/** The offset itself, or the end of the escape that it stands in the middle of. */
export function afterEscape(text: string, at: number): number {
  const start = Math.max(0, at - 12);
  for (const match of text.slice(start, at + 12).matchAll(ESCAPE)) {
    const [from, to] = [start + match.index, start + match.index + match[0].length];
    if (from < at && to > at) return to;
  }
  return at;
}
