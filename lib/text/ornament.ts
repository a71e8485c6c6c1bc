import type { Span } from "./span.ts";

/** One stretch of typography at a place where a shell needs the plain character. */
export interface Ornament {
  readonly span: Span;
  readonly kind: "quote" | "dash" | "blank" | "invisible";
  readonly plain: string;
}

const ORNAMENT =
  /[‘’‚‛“”„‟«»]|(?<=^|[\s\u00a0])[‐‑‒–—―−]+(?=[A-Za-z])|[\u00a0\u2000-\u200a\u202f\u205f\u3000]|[\u200b-\u200f\u2060\ufeff]/gmu;

/** More than any text has that somebody copied. */
const MOST = 5_000;

/** The ornaments outside of straight quotes, in order, the first `MOST` of them. What stands inside them may be meant. */
export function findOrnaments(text: string): Ornament[] {
  if (!/[^\x00-\x7f]/.test(text)) return [];
  const found: Ornament[] = [];
  const quoted = quotedSpans(text);
  let next = 0;
  for (const match of text.matchAll(ORNAMENT)) {
    if (found.length >= MOST) break;
    while ((quoted[next]?.end ?? Number.POSITIVE_INFINITY) <= match.index) next++;
    const around = quoted[next];
    if (around && around.start < match.index) continue;
    const ornament = toOrnament(text, match.index, match[0]);
    if (ornament) found.push(ornament);
  }
  return found;
}

function toOrnament(text: string, start: number, found: string): Ornament | undefined {
  const span = { start, end: start + found.length };
  if (/[‘’‚‛]/.test(found)) return { span, kind: "quote", plain: "'" };
  if (/[“”„‟«»]/.test(found)) return { span, kind: "quote", plain: '"' };
  if (/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/.test(found)) return { span, kind: "blank", plain: " " };
  if (/[\u200b-\u200f\u2060\ufeff]/.test(found)) {
    // In the middle of a word it may be part of a value that was sent as it is.
    const isInWord = /[\w%=]/.test(text[start - 1] ?? "") && /[\w%=]/.test(text[span.end] ?? "");
    return isInWord ? undefined : { span, kind: "invisible", plain: "" };
  }
  const name = /^[A-Za-z][\w-]*/.exec(text.slice(span.end, span.end + 40))?.[0] ?? "";
  return { span, kind: "dash", plain: /^[a-z][a-z0-9-]{2,}$/.test(name) ? "--" : "-" };
}

/** The stretches between straight quotes, as a POSIX shell pairs them; an open one does not count. */
function quotedSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === "\\") i++;
    if (char !== "'" && char !== '"') continue;
    const end = char === "'" ? text.indexOf("'", i + 1) : endOfDouble(text, i + 1);
    if (end < 0) continue;
    spans.push({ start: i, end: end + 1 });
    i = end;
  }
  return spans;
}

function endOfDouble(text: string, start: number): number {
  const end = /(?:[^"\\]|\\[\s\S])*/y;
  end.lastIndex = start;
  end.test(text);
  return text[end.lastIndex] === '"' ? end.lastIndex : -1;
}

/** The text with its ornaments made plain, and the way back from its offsets to those of the given text. */
export interface Straightened {
  readonly text: string;
  toOriginal(offset: number): number;
}

export function straighten(text: string, ornaments: readonly Ornament[]): Straightened {
  let plain = "";
  let at = 0;
  const shifts: { readonly from: number; readonly by: number }[] = [{ from: 0, by: 0 }];
  for (const { span, plain: replacement } of ornaments) {
    plain += text.slice(at, span.start) + replacement;
    at = span.end;
    const by = at - plain.length;
    if (by !== shifts.at(-1)?.by) shifts.push({ from: plain.length, by });
  }
  plain += text.slice(at);
  return { text: plain, toOriginal: (offset) => Math.min(offset + shiftAt(shifts, offset), text.length) };
}

function shiftAt(shifts: readonly { readonly from: number; readonly by: number }[], offset: number): number {
  let low = 0;
  let high = shifts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((shifts[middle]?.from ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return shifts[low]?.by ?? 0;
}
