import type { Span } from "../text/span.ts";

/** Spans that are asked again and again what they hold: each answer costs a binary search, however many they are. */
export interface Cover {
  /** The first of the spans, in the order of starts and the longer before the shorter, that holds the offset; -1 for none. */
  find(offset: number): number;
  /** True if one of the spans holds all of this one. */
  holds(span: Span): boolean;
  /** True if one of the spans overlaps this one. */
  touches(span: Span): boolean;
}

/** `spans` must be in the order of starts, the longer before the shorter. */
export function toCover(spans: readonly Span[]): Cover {
  // How far the spans up to each one reach: it never goes back, so it can be searched.
  const reach: number[] = [];
  let end = 0;
  for (const span of spans) {
    end = Math.max(end, span.end);
    reach.push(end);
  }
  const startsBefore = (offset: number) => lowest(spans.length, (i) => (spans[i]?.start ?? 0) >= offset);
  return {
    find(offset) {
      const first = lowest(spans.length, (i) => (reach[i] ?? 0) > offset);
      const span = spans[first];
      return span && span.start <= offset ? first : -1;
    },
    holds(span) {
      const count = startsBefore(span.start + 1);
      return count > 0 && (reach[count - 1] ?? 0) >= span.end;
    },
    touches(span) {
      const count = startsBefore(span.end);
      return count > 0 && (reach[count - 1] ?? 0) > span.start;
    },
  };
}

/** As `toCover`, for spans in any order. */
export function coverOf(spans: readonly Span[]): Cover {
  return toCover([...spans].sort(byPlace));
}

/** The order that covers need. */
export function byPlace(a: Span, b: Span): number {
  return a.start - b.start || b.end - a.end;
}

/** The lowest index below `length` from which on `holds` is true; `length` if there is none. */
function lowest(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
