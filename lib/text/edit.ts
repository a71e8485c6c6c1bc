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
  for (const edit of edits) if (!kept.some((other) => overlap(edit, other))) kept.push(edit);
  kept.sort((a, b) => a.start - b.start || a.end - b.end);
  let out = "";
  let at = 0;
  for (const edit of kept) {
    out += source.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return out + source.slice(at);
}

function overlap(a: Edit, b: Edit): boolean {
  if (a.start === a.end && b.start === b.end) return a.start === b.start && a.text === b.text;
  return a.start < b.end && b.start < a.end;
}
