import { mergeSpans, type Span } from "./span.ts";

/**
 * Where a piece of a value came from: a span of the pasted text, a span of a form field's value, a range of the bytes
 * that arrived, or nobody's hand (a default that the client adds).
 */
export type Origin =
  | { readonly door: "text"; readonly start: number; readonly end: number }
  | { readonly door: "field"; readonly field: string; readonly start: number; readonly end: number }
  | { readonly door: "wire"; readonly start: number; readonly end: number }
  | { readonly door: "added"; readonly by: string };

/**
 * A run of text with one origin. If it is as long as its origin's span, its characters stand in it one by one; otherwise
 * (an escape, an encoded byte) the run as a whole comes from the span as a whole. `unknown` names a value that the text
 * alone cannot tell (`CLIENT_SECRET` of `$CLIENT_SECRET`); `text` is then what was written.
 */
export interface Piece {
  readonly text: string;
  readonly origin: Origin;
  readonly unknown?: string;
}

/** A text that knows the origin of each of its characters. `text` is its pieces, joined. */
export interface Traced {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

export const NOTHING: Traced = { text: "", pieces: [] };

export function fromPieces(pieces: readonly Piece[]): Traced {
  const [only] = pieces;
  if (only && pieces.length === 1 && only.text !== "") return { text: only.text, pieces };
  const kept = pieces.filter((piece) => piece.text !== "" || piece.unknown !== undefined);
  return { text: kept.map((piece) => piece.text).join(""), pieces: kept };
}

/** One run. */
export function traced(text: string, origin: Origin): Traced {
  return text === "" ? NOTHING : { text, pieces: [{ text, origin }] };
}

/** The characters `start` to `end` of the pasted text, as they stand. */
export function fromText(source: string, start = 0, end = source.length): Traced {
  return traced(source.slice(start, end), { door: "text", start, end });
}

/** The whole value of a form field. */
export function fromField(field: string, value: string): Traced {
  return traced(value, { door: "field", field, start: 0, end: value.length });
}

/** Text that a client adds by itself, such as curl's User-Agent. */
export function addedBy(by: string, text: string): Traced {
  return traced(text, { door: "added", by });
}

/** A value that cannot be known from the text, standing where `written` was written. */
export function unknownValue(name: string, written: string, origin: Origin): Traced {
  return { text: written, pieces: [{ text: written, origin, unknown: name }] };
}

export function concat(...parts: readonly Traced[]): Traced {
  return concatAll(parts);
}

/** As `concat`, for more parts than a call takes arguments. */
export function concatAll(parts: readonly Traced[]): Traced {
  if (parts.length === 1 && parts[0]) return parts[0];
  return fromPieces(joinAdjacent(parts.flatMap((part) => part.pieces)));
}

/** Joins runs that follow each other both in the value and in their source, so that long texts stay few pieces. */
function joinAdjacent(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const next = last && follow(last, piece);
    if (next) joined[joined.length - 1] = next;
    else joined.push(piece);
  }
  return joined;
}

function follow(a: Piece, b: Piece): Piece | undefined {
  if (a.unknown !== undefined || b.unknown !== undefined || !isExact(a) || !isExact(b)) return undefined;
  if (a.origin.door === "added" || b.origin.door === "added" || a.origin.door !== b.origin.door) return undefined;
  if (a.origin.door === "field" && b.origin.door === "field" && a.origin.field !== b.origin.field) return undefined;
  if (a.origin.end !== b.origin.start) return undefined;
  return { text: a.text + b.text, origin: { ...a.origin, end: b.origin.end } };
}

function isExact(piece: Piece): boolean {
  return piece.origin.door !== "added" && piece.origin.end - piece.origin.start === piece.text.length;
}

/** The characters `start` to `end` (as String.prototype.slice for offsets that are not negative). */
export function slice(value: Traced, start: number, end = value.text.length): Traced {
  if (start <= 0 && end >= value.text.length) return value;
  return slicer(value)(start, end);
}

/** Slices of one value whose starts never go back, all together in time linear in its pieces. */
export function slicer(value: Traced): (start: number, end: number) => Traced {
  let index = 0;
  let at = 0;
  return (start, end) => {
    const pieces: Piece[] = [];
    for (;;) {
      const piece = value.pieces[index];
      if (!piece) break;
      if (piece.text === "") {
        // An unknown value of which nothing was written belongs to what touches it.
        if (at > end) break;
        if (at >= start) pieces.push(piece);
        index++;
        continue;
      }
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, piece.text.length);
      if (from < to) pieces.push(from === 0 && to === piece.text.length ? piece : cut(piece, from, to));
      if (at + piece.text.length > end) break;
      at += piece.text.length;
      index++;
    }
    return fromPieces(pieces);
  };
}

function cut(piece: Piece, from: number, to: number): Piece {
  const text = piece.text.slice(from, to);
  if (piece.origin.door === "added" || !isExact(piece)) return { ...piece, text };
  return {
    ...piece,
    text,
    origin: { ...piece.origin, start: piece.origin.start + from, end: piece.origin.start + to },
  };
}

/** The parts between the separators; each separator is dropped. As String.prototype.split for a plain string. */
export function split(value: Traced, separator: string): Traced[] {
  const parts: Traced[] = [];
  const take = slicer(value);
  let start = 0;
  for (let i = value.text.indexOf(separator); i >= 0; i = value.text.indexOf(separator, start)) {
    parts.push(take(start, i));
    start = i + separator.length;
  }
  parts.push(take(start, value.text.length));
  return parts;
}

/**
 * Replaces each match of `pattern` (with the flag g) by what `change` returns. The new text's origin is the hull of the
 * origins that it replaces; what is not matched keeps its own.
 */
export function rewrite(value: Traced, pattern: RegExp, change: (match: string) => string): Traced {
  const pieces: Piece[] = [];
  const take = slicer(value);
  let start = 0;
  for (const match of value.text.matchAll(pattern)) {
    for (const piece of take(start, match.index).pieces) pieces.push(piece);
    const found = take(match.index, match.index + match[0].length);
    const text = change(match[0]);
    const origin = hullOrigin(found);
    const unknown = found.pieces.find((piece) => piece.unknown !== undefined)?.unknown;
    if (origin) pieces.push(unknown === undefined ? { text, origin } : { text, origin, unknown });
    start = match.index + match[0].length;
  }
  if (start === 0) return value;
  for (const piece of take(start, value.text.length).pieces) pieces.push(piece);
  return fromPieces(pieces);
}

/** One origin that covers all of the value's: the hull where they share a door, else the first one that somebody wrote. */
export function hullOrigin(value: Traced): Origin | undefined {
  let hull: Origin | undefined;
  for (const { origin } of value.pieces) {
    if (origin.door === "added") hull ??= origin;
    else if (!hull || hull.door === "added") hull = origin;
    else if (origin.door === hull.door && sameField(origin, hull)) {
      hull = { ...hull, start: Math.min(hull.start, origin.start), end: Math.max(hull.end, origin.end) };
    }
  }
  return hull;
}

function sameField(a: Origin, b: Origin): boolean {
  return a.door !== "field" || (b.door === "field" && a.field === b.field);
}

/** The places in the pasted text that the value came from, merged and in order. */
export function textSpans(value: Traced): Span[] {
  return mergeSpans(
    value.pieces.flatMap(({ origin }) => (origin.door === "text" ? [{ start: origin.start, end: origin.end }] : [])),
  );
}

/** The names of the values in it that the text alone cannot tell, each once. */
export function unknownsOf(value: Traced): string[] {
  return [...new Set(value.pieces.flatMap((piece) => piece.unknown ?? []))];
}

export function isKnown(value: Traced): boolean {
  return value.pieces.every((piece) => piece.unknown === undefined);
}
