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

/** The pieces as one value; those that are nothing are left out. The list belongs to the value from now on. */
export function fromPieces(pieces: readonly Piece[]): Traced {
  const [only] = pieces;
  if (only && pieces.length === 1 && only.text !== "") return { text: only.text, pieces };
  let text = "";
  let isWhole = true;
  for (const piece of pieces) {
    text += piece.text;
    isWhole &&= !isNothing(piece);
  }
  return { text, pieces: isWhole ? pieces : pieces.filter((piece) => !isNothing(piece)) };
}

function isNothing(piece: Piece): boolean {
  return piece.text === "" && piece.unknown === undefined;
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
  const [first] = parts;
  if (first && parts.length === 1) return first;
  const pieces: Piece[] = [];
  for (const part of parts) for (const piece of part.pieces) addPiece(pieces, piece);
  return fromPieces(pieces);
}

/**
 * Puts a piece behind the others. Runs that follow each other both in the value and in their source become one, so that
 * long texts stay few pieces.
 */
export function addPiece(pieces: Piece[], piece: Piece): void {
  if (isNothing(piece)) return;
  const last = pieces[pieces.length - 1];
  const joined = last && follow(last, piece);
  if (joined) pieces[pieces.length - 1] = joined;
  else pieces.push(piece);
}

function follow(a: Piece, b: Piece): Piece | undefined {
  const { origin: from } = a;
  const { origin: to } = b;
  if (from.door === "added" || to.door !== from.door || from.end !== to.start) return undefined;
  if (!sameField(from, to) || !isExact(a) || !isExact(b)) return undefined;
  return { text: a.text + b.text, origin: withRange(from, from.start, to.end) };
}

/** True if its characters stand in its origin one by one. */
function isExact({ text, origin, unknown }: Piece): boolean {
  return unknown === undefined && origin.door !== "added" && origin.end - origin.start === text.length;
}

type Place = Exclude<Origin, { door: "added" }>;

function withRange(place: Place, start: number, end: number): Place {
  if (place.door === "field") return { door: "field", field: place.field, start, end };
  return { door: place.door, start, end };
}

/** The characters `start` to `end` (as String.prototype.slice for offsets that are not negative). */
export function slice(value: Traced, start: number, end = value.text.length): Traced {
  if (start <= 0 && end >= value.text.length) return value;
  const [only] = value.pieces;
  if (only && value.pieces.length === 1) return start < end ? whole(cut(only, start, end)) : NOTHING;
  return slicer(value)(start, end);
}

function whole(piece: Piece): Traced {
  return piece.text === "" ? NOTHING : { text: piece.text, pieces: [piece] };
}

/** Slices of one value whose starts never go back, all together in time linear in its pieces. */
export function slicer(value: Traced): (start: number, end: number) => Traced {
  const cutter = new Cutter(value.pieces);
  return (start, end) => {
    const pieces: Piece[] = [];
    cutter.copy(start, end, pieces);
    return fromPieces(pieces);
  };
}

/** Goes once through pieces. */
class Cutter {
  private readonly pieces: readonly Piece[];
  private index = 0;
  /** Where the current piece begins. */
  private at = 0;

  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces;
  }

  /** Adds what stands from `start` to `end`. */
  copy(start: number, end: number, into: Piece[]): void {
    for (; this.index < this.pieces.length; this.index++) {
      const piece = this.pieces[this.index];
      if (!piece) return;
      const { length } = piece.text;
      if (length === 0) {
        // An unknown value of which nothing was written belongs to what touches it.
        if (this.at > end) return;
        if (this.at >= start) into.push(piece);
        continue;
      }
      const from = start > this.at ? start - this.at : 0;
      const to = Math.min(end - this.at, length);
      if (from < to) into.push(to - from === length ? piece : cut(piece, from, to));
      if (this.at + length > end) return;
      this.at += length;
    }
  }
}

/** Its characters `from` to `to`, which stand in their part of the origin where it is known one by one. */
function cut(piece: Piece, from: number, to: number): Piece {
  const { origin, unknown } = piece;
  const text = piece.text.slice(from, to);
  const isPlaced = origin.door !== "added" && origin.end - origin.start === piece.text.length;
  const part = isPlaced ? withRange(origin, origin.start + from, origin.start + from + text.length) : origin;
  return unknown === undefined ? { text, origin: part } : { text, origin: part, unknown };
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
 * Replaces each match of `pattern` (with the flag g, and never an empty match) by what `change` returns. The new text's
 * origin is the hull of the origins that it replaces; what is not matched keeps its own.
 */
export function rewrite(value: Traced, pattern: RegExp, change: (match: string) => string): Traced {
  const { text } = value;
  pattern.lastIndex = 0;
  if (!pattern.test(text)) return value;
  const pieces: Piece[] = [];
  const cutter = new Cutter(value.pieces);
  const found: Piece[] = [];
  let done = 0;
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [written] = match;
    cutter.copy(done, match.index, pieces);
    done = match.index + written.length;
    found.length = 0;
    cutter.copy(match.index, done, found);
    const origin = hullOf(found);
    const unknown = found.find((piece) => piece.unknown !== undefined)?.unknown;
    const changed = change(written);
    if (origin) pieces.push(unknown === undefined ? { text: changed, origin } : { text: changed, origin, unknown });
    pattern.lastIndex = done;
  }
  cutter.copy(done, text.length, pieces);
  return fromPieces(pieces);
}

/** One origin that covers all of the value's: the hull where they share a door, else the first one that somebody wrote. */
export function hullOrigin(value: Traced): Origin | undefined {
  return hullOf(value.pieces);
}

function hullOf(pieces: readonly Piece[]): Origin | undefined {
  const [only] = pieces;
  if (pieces.length <= 1) return only?.origin;
  let hull: Origin | undefined;
  let start = 0;
  let end = 0;
  for (const { origin } of pieces) {
    if (origin.door === "added") hull ??= origin;
    else if (!hull || hull.door === "added") {
      hull = origin;
      start = origin.start;
      end = origin.end;
    } else if (origin.door === hull.door && sameField(origin, hull)) {
      if (origin.start < start) start = origin.start;
      if (origin.end > end) end = origin.end;
    }
  }
  return hull && hull.door !== "added" ? withRange(hull, start, end) : hull;
}

function sameField(a: Origin, b: Origin): boolean {
  return a.door !== "field" || (b.door === "field" && a.field === b.field);
}

/** The places in the pasted text that the value came from, merged and in order. */
export function textSpans(value: Traced): Span[] {
  const spans: Span[] = [];
  for (const { origin } of value.pieces) {
    if (origin.door === "text") spans.push({ start: origin.start, end: origin.end });
  }
  return spans.length > 1 ? mergeSpans(spans) : spans;
}

/** Changes what is known, run by run; what is unknown stays as it is written, and unknown. */
export function mapKnown(value: Traced, change: (text: string) => string): Traced {
  return fromPieces(
    value.pieces.map((piece): Piece => (piece.unknown === undefined ? { ...piece, text: change(piece.text) } : piece)),
  );
}

/** The names of the values in it that the text alone cannot tell, each once. */
export function unknownsOf(value: Traced): string[] {
  const names = new Set<string>();
  for (const { unknown } of value.pieces) if (unknown !== undefined) names.add(unknown);
  return [...names];
}

export function isKnown(value: Traced): boolean {
  for (const { unknown } of value.pieces) if (unknown !== undefined) return false;
  return true;
}
