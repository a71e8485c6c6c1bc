import type { Word } from "./reading.ts";
import { fromUnits, type Unit } from "./unit.ts";

/**
 * A command line as programs with the Microsoft C runtime split it (since 2008): blanks and tabs part words outside of
 * quotes; backslashes count only before a quote, where two make one and an odd one makes the quote a character; `""`
 * inside quotes is a quote.
 */
export function splitArguments(line: readonly Unit[]): Word[] {
  const words: Word[] = [];
  let at = 0;
  for (;;) {
    while (isBlank(line[at])) at++;
    const first = line[at];
    if (!first) return words;
    const value: Unit[] = [];
    let quoted = false;
    let last = first;
    for (;;) {
      const unit = line[at];
      if (!unit || (!quoted && isBlank(unit))) break;
      last = unit;
      if (unit.text === "\\" && unit.unknown === undefined) {
        at = takeBackslashes(line, at, value);
        last = line[at - 1] ?? last;
        continue;
      }
      at++;
      if (unit.text !== '"' || unit.unknown !== undefined) value.push(unit);
      else if (quoted && line[at]?.text === '"') {
        const second = line[at++] ?? unit;
        value.push({ text: '"', span: { start: unit.span.start, end: second.span.end } });
        last = second;
      } else quoted = !quoted;
    }
    words.push({
      value: fromUnits(value),
      span: { start: first.span.start, end: Math.max(first.span.end, last.span.end) },
    });
  }
}

function isBlank(unit: Unit | undefined): boolean {
  return unit?.unknown === undefined && (unit?.text === " " || unit?.text === "\t");
}

/** Takes a run of backslashes, and the quote behind it if that is a character; where to go on. */
function takeBackslashes(line: readonly Unit[], start: number, value: Unit[]): number {
  let end = start;
  while (line[end]?.text === "\\") end++;
  const run = line.slice(start, end);
  const quote = line[end];
  if (quote?.text !== '"') {
    for (const unit of run) value.push(unit);
    return end;
  }
  for (let i = 0; i + 1 < run.length; i += 2) value.push(joined("\\", run[i], run[i + 1]));
  if (run.length % 2 === 0) return end;
  value.push(joined('"', run.at(-1), quote));
  return end + 1;
}

function joined(text: string, first: Unit | undefined, last: Unit | undefined): Unit {
  return { text, span: { start: first?.span.start ?? 0, end: last?.span.end ?? 0 } };
}
