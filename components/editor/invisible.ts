import type { Span } from "../../lib/text/span.ts";

/** A character that cannot be seen, or that looks like another blank; `glyph` is what stands for it, "" for none. */
export interface Invisible extends Span {
  readonly glyph: string;
  readonly name: string;
}

const NAMED: Readonly<Record<number, readonly [glyph: string, name: string]>> = {
  9: ["⇥", "tab"],
  10: ["␊", "newline"],
  13: ["␍", "carriage return"],
  32: ["␠", "blank"],
  160: ["⍽", "no-break space"],
  173: ["", "soft hyphen"],
  8203: ["", "zero width space"],
  8204: ["", "zero width non-joiner"],
  8205: ["", "zero width joiner"],
  8206: ["", "left-to-right mark"],
  8207: ["", "right-to-left mark"],
  8232: ["␊", "line separator"],
  8233: ["␊", "paragraph separator"],
  8239: ["⍽", "narrow no-break space"],
  8288: ["", "word joiner"],
  12288: ["⍽", "ideographic space"],
  65279: ["", "byte order mark"],
};
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}]/gu;
const ODD_IN_TEXT = /(?!\r\n|\n| )[\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}]/gu;

/** `U+200B`, as the Unicode standard writes a code point. */
export function formatCodePoint(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

function toInvisible(char: string, start: number): Invisible {
  const code = char.codePointAt(0) ?? 0;
  const control = code < 32 ? String.fromCharCode(0x2400 + code) : "";
  const [glyph, name] = NAMED[code] ?? [control, code < 32 ? "control character" : "invisible character"];
  return { start, end: start + char.length, glyph, name: `${name} (${formatCodePoint(code)})` };
}

/** In a value (an id, a secret, a token, an address) every blank and every invisible character counts. */
export function findInvisibleInValue(text: string): Invisible[] {
  return [...text.matchAll(INVISIBLE)].map((match) => toInvisible(match[0], match.index));
}

/** In a pasted text plain blanks and line ends are no news, but blanks before a line's end are: `\\ ` continues nothing. */
export function findInvisibleInText(text: string): Invisible[] {
  const found: Invisible[] = [];
  for (const match of text.matchAll(ODD_IN_TEXT)) found.push(toInvisible(match[0], match.index));
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) {
    let at = text[end - 1] === "\r" ? end - 2 : end - 1;
    for (; text[at] === " " || text[at] === "\t"; at--) if (text[at] === " ") found.push(toInvisible(" ", at));
  }
  return found.sort((a, b) => a.start - b.start);
}

/** What the value is without them: the offered repair, never done in silence. */
export function removeInvisible(text: string): string {
  return text.replace(INVISIBLE, "");
}

/** "a newline (U+000A) at the end": which, and where, for the message at the field. */
export function describeInvisible(found: readonly Invisible[], length: number): string {
  const first = found[0];
  const last = found.at(-1);
  if (!first || !last) return "";
  const names = [...new Set(found.map(({ name }) => name))];
  const what = found.length === 1 ? `a ${first.name}` : `${found.length} invisible characters: ${names.join(", ")}`;
  const isRun = found.every(({ start }, i) => i === 0 || found[i - 1]?.end === start);
  if (isRun && last.end === length) return `${what}, at the end`;
  if (isRun && first.start === 0) return `${what}, at the start`;
  return `${what}, after ${first.start} characters`;
}
