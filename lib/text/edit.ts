import type { Span } from "./span.ts";

/** Replaces the characters `start` to `end` of a text by `text`. */
export interface Edit extends Span {
  readonly text: string;
}

/**
 * Applies edits to the text that their offsets count in. Of edits that overlap the first in the list wins and the later
 * one is dropped whole; an insertion at an edge of another edit is kept.
 */
export function applyEdits(source: string, edits: readonly Edit[]): string {
  const kept: Edit[] = [];
  for (const edit of edits) keep(edit, kept);
  let out = "";
  let at = 0;
  for (const edit of kept) {
    out += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + source.slice(at);
}

/** Puts the edit at its place among those kept, which are in order and apart, unless it overlaps one of them. */
function keep(edit: Edit, kept: Edit[]): void {
  let low = 0;
  let high = kept.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = kept[middle];
    if (other && (other.start < edit.start || (other.start === edit.start && other.end <= edit.end))) low = middle + 1;
    else high = middle;
  }
  const before = kept[low - 1];
  const behind = kept[low];
  if (!(before && overlap(edit, before)) && !(behind && overlap(edit, behind))) kept.splice(low, 0, edit);
}

function overlap(a: Edit, b: Edit): boolean {
  if (a.start === a.end && b.start === b.end) return a.start === b.start && a.text === b.text;
  return a.start < b.end && b.start < a.end;
}
