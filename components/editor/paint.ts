import type { Span } from "../../lib/text/span.ts";
import type { Invisible } from "./invisible.ts";

/** A stretch of text and how it is drawn; where stretches overlap their classes add up. */
export interface Mark extends Span {
  readonly className: string;
  /** Names the first run of the mark, so that the gutter can find its line. */
  readonly anchor?: string;
}

/** Text drawn in one way. `glyph` stands over a character that cannot be seen. */
export interface Run {
  readonly start: number;
  readonly text: string;
  readonly className: string;
  readonly anchor: string | undefined;
  readonly glyph: string | undefined;
}

const KEPT_OF_SECRET = 4;

/** The text with each secret's tail as bullets, one for a character, so that nothing moves. */
export function maskSpans(text: string, masks: readonly Span[]): string {
  let out = "";
  let at = 0;
  for (const { start, end } of masks) {
    if (start < at) continue;
    const kept = end - start > 2 * KEPT_OF_SECRET ? start + KEPT_OF_SECRET : start;
    const hidden = text
      .slice(kept, end)
      .replace(/[^\p{Cc}\p{Cf}\p{Zs}\p{Zl}\p{Zp}]/gu, (char) => "•".repeat(char.length));
    out += text.slice(at, kept) + hidden;
    at = end;
  }
  return out + text.slice(at);
}

/** Cuts a text into runs at every edge of a mark or an invisible character. The runs' texts, joined, are the text. */
export function toRuns(text: string, marks: readonly Mark[], invisible: readonly Invisible[] = []): Run[] {
  const edges = new Set([0, text.length]);
  for (const { start, end } of [...marks, ...invisible]) {
    if (start < text.length) edges.add(start);
    if (end < text.length) edges.add(end);
  }
  const cuts = [...edges].sort((a, b) => a - b);
  const glyphs = new Map(invisible.map((each) => [each.start, each]));
  const opening = [...marks].sort((a, b) => a.start - b.start);
  let next = 0;
  let open: Mark[] = [];
  const runs: Run[] = [];
  for (const [i, start] of cuts.entries()) {
    const end = cuts[i + 1];
    if (end === undefined) break;
    open = open.filter((mark) => mark.end > start);
    for (let mark = opening[next]; mark && mark.start <= start; mark = opening[++next])
      if (mark.end > start) open.push(mark);
    const shown = glyphs.get(start);
    const classes = [...new Set(open.map(({ className }) => className)), ...(shown ? [toClass(shown)] : [])];
    runs.push({
      start,
      text: text.slice(start, end),
      className: classes.join(" "),
      anchor: open.find((mark) => mark.start === start && mark.anchor !== undefined)?.anchor,
      glyph: shown?.glyph,
    });
  }
  return runs;
}

function toClass({ glyph }: Invisible): string {
  return glyph === "" ? "inv bad zero" : "inv bad";
}
