import { textOf, type Unit } from "../unit.ts";
import { hullOfUnits, isChar, unknownUnits } from "./syntax.ts";
import { findValue, type ValueContext } from "./variable.ts";

export interface PercentContext extends ValueContext {
  readonly batch: boolean;
  /** What a subroutine was called with; null for the file itself, whose arguments nobody knows. */
  readonly parameters: readonly (readonly Unit[])[] | null;
}

/**
 * The first thing that cmd.exe does to a line: `%X%` becomes X's value. At the prompt what is not set stays as written; in a
 * batch file it vanishes, `%1` is an argument, and `%%` a percent sign. A variable that the text does not set is a named
 * unknown if it looks like one, else taken as not set.
 */
export function expandPercent(line: readonly Unit[], context: PercentContext): Unit[] {
  const loops = context.batch ? "" : loopVariables(line);
  const units: Unit[] = [];
  let at = 0;
  for (let unit = line[at]; unit; unit = line[at]) {
    if (!isChar(unit, "%")) {
      units.push(unit);
      at++;
    } else
      at = context.batch ? expandInBatch(line, at, context, units) : expandAtPrompt(line, at, context, units, loops);
  }
  return units;
}

/** The letters that a `for` of this line runs over: `%i%` in its body is no variable's value. */
function loopVariables(line: readonly Unit[]): string {
  const head = textOf(line.slice(0, 4096));
  return [...head.matchAll(/\bfor\b[^%]{0,80}%([A-Za-z])\s+in\b/gi)].map((match) => match[1]).join("");
}

function expandAtPrompt(
  line: readonly Unit[],
  at: number,
  context: PercentContext,
  units: Unit[],
  loops: string,
): number {
  const close = findClose(line, at);
  const isLoop = close === at + 2 && loops.includes(line[at + 1]?.text ?? " ");
  const value = close === undefined || isLoop ? undefined : findValue(line.slice(at, close + 1), context);
  if (close === undefined || !value) {
    units.push({ text: "%", span: line[at]?.span ?? { start: 0, end: 0 } });
    return at + 1;
  }
  for (const unit of value) units.push(unit);
  return close + 1;
}

function expandInBatch(line: readonly Unit[], at: number, context: PercentContext, units: Unit[]): number {
  if (isChar(line[at + 1], "%")) {
    units.push({ text: "%", span: hullOfUnits(line.slice(at, at + 2)) });
    return at + 2;
  }
  const written = /^%(?:~[a-zA-Z]{0,12})?[0-9*]/.exec(textOf(line.slice(at, at + 16)))?.[0] ?? "";
  if (written !== "") {
    const end = at + written.length;
    for (const unit of parameter(line.slice(at, end), line[end], context)) units.push(unit);
    return end;
  }
  const close = findClose(line, at);
  if (close === undefined) return at + 1;
  for (const unit of findValue(line.slice(at, close + 1), context) ?? []) units.push(unit);
  return close + 1;
}

/** `%1`, `%~1`, `%*`. In front of a hex digit it is what is left of a percent-encoded byte, and no argument is there. */
function parameter(
  reference: readonly Unit[],
  next: Unit | undefined,
  { parameters, notes, given }: PercentContext,
): readonly Unit[] {
  const written = textOf(reference);
  const span = hullOfUnits(reference);
  const isByte = /^%[0-9]$/.test(written) && /^[0-9A-Fa-f]$/.test(next?.text ?? "");
  const isKnown = isByte || parameters !== null;
  notes.push({ kind: "expansion", span, data: { name: written.slice(1), quotes: "none", known: String(isKnown) } });
  if (!isKnown || written.endsWith("0")) return isByte ? [] : unknownUnits(given, written, written, span);
  if (isByte && parameters === null) return [];
  if (written === "%*")
    return (parameters ?? []).slice(1).flatMap((one, i) => (i > 0 ? [{ text: " ", span }, ...one] : one));
  const value = parameters?.[Number(written.at(-1))] ?? [];
  if (written.length === 2) return value;
  const isPlain = written.length === 3;
  return isPlain ? unquote(value) : unknownUnits(given, written, written, span);
}

/** Without the quotes around it. */
export function unquote(value: readonly Unit[]): readonly Unit[] {
  const start = isChar(value[0], '"') ? 1 : 0;
  return value.slice(start, value.length > start && isChar(value.at(-1), '"') ? -1 : undefined);
}

/** Names are short: a percent sign far away closes nothing that anybody meant, and looking for it stays cheap. */
function findClose(line: readonly Unit[], at: number): number | undefined {
  const most = Math.min(line.length, at + 1025);
  for (let close = at + 1; close < most; close++) {
    if (isChar(line[close], "%")) return close === at + 1 ? undefined : close;
  }
  return undefined;
}
