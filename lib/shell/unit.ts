import type { Span } from "../text/span.ts";
import { fromPieces, type Piece, type Traced } from "../text/traced.ts";

/** One character with its place in the pasted text, or, with `unknown`, a whole value that the text cannot tell. */
export interface Unit {
  readonly text: string;
  readonly span: Span;
  readonly unknown?: string;
}

/** The units one after the other, neighbours in the text joined. */
export function fromUnits(units: readonly Unit[]): Traced {
  const pieces: Piece[] = [];
  let run: Unit[] = [];
  const flush = () => {
    const first = run[0];
    const last = run.at(-1);
    if (!first || !last) return;
    const text = run.map((unit) => unit.text).join("");
    pieces.push({ text, origin: { door: "text", start: first.span.start, end: last.span.end } });
    run = [];
  };
  for (const unit of units) {
    const isExact = unit.unknown === undefined && unit.span.end - unit.span.start === unit.text.length;
    const last = run.at(-1);
    if (!isExact || (last && last.span.end !== unit.span.start)) flush();
    if (isExact) run.push(unit);
    else pieces.push({ ...unit, origin: { door: "text", ...unit.span } } satisfies Piece & Unit);
  }
  flush();
  return fromPieces(
    pieces.map(({ text, origin, unknown }) => (unknown === undefined ? { text, origin } : { text, origin, unknown })),
  );
}

/** The characters `start` to `end` of the pasted text. */
export function toUnits(source: string, start: number, end: number): Unit[] {
  const units: Unit[] = [];
  for (let at = start; at < end; at++) units.push({ text: source[at] ?? "", span: { start: at, end: at + 1 } });
  return units;
}

export function textOf(units: readonly Unit[]): string {
  return units.map((unit) => unit.text).join("");
}
