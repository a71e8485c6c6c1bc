import type { Given } from "../../text/given.ts";
import type { ShellNote } from "../reading.ts";
import { toUnits, type Unit } from "../unit.ts";

/** The variables that the text has set so far; names in upper case. Null: emptied by the text. */
export type Variables = Map<string, readonly Unit[] | null>;

export interface PercentContext {
  readonly batch: boolean;
  readonly variables: Variables;
  readonly notes: ShellNote[];
  readonly given: Given;
}

/** What may be a variable's name, not the hex digits of a percent-encoded byte and what follows them. */
const NAME = /^(?![0-9A-Fa-f]?[0-9][0-9A-Fa-f]?|[A-Fa-f]{2}$)[A-Za-z_][A-Za-z0-9_().-]*$/;

/**
 * The first thing that cmd.exe does to a line: `%X%` becomes X's value. At the prompt what is not set stays as written; in a
 * batch file it vanishes, `%1` is an argument, and `%%` a percent sign. A variable that the text does not set is a named
 * unknown if it looks like one, else taken as not set.
 */
export function expandPercent(source: string, start: number, end: number, context: PercentContext): Unit[] {
  const units: Unit[] = [];
  let at = start;
  while (at < end) {
    const percent = source.indexOf("%", at);
    if (percent < 0 || percent >= end) break;
    for (const unit of toUnits(source, at, percent)) units.push(unit);
    at = context.batch
      ? expandInBatch(source, percent, end, context, units)
      : expandAtPrompt(source, percent, end, context, units);
  }
  for (const unit of toUnits(source, at, end)) units.push(unit);
  return units;
}

function expandAtPrompt(source: string, at: number, end: number, context: PercentContext, units: Unit[]): number {
  const close = findClose(source, at, end);
  const value = close === undefined ? undefined : findValue(source, at, close, context);
  if (close === undefined || !value) {
    units.push({ text: "%", span: { start: at, end: at + 1 } });
    return at + 1;
  }
  for (const unit of value) units.push(unit);
  return close + 1;
}

function expandInBatch(source: string, at: number, end: number, context: PercentContext, units: Unit[]): number {
  const next = at + 1 < end ? (source[at + 1] ?? "") : "";
  if (next === "%") {
    units.push({ text: "%", span: { start: at, end: at + 2 } });
    return at + 2;
  }
  const argument = /%(?:~[a-zA-Z]*)?[0-9*]/y;
  argument.lastIndex = at;
  const written = argument.exec(source)?.[0] ?? "";
  if (written !== "" && at + written.length <= end) {
    // The file is taken to be run without arguments, as a text that is pasted into one is.
    const span = { start: at, end: at + written.length };
    context.notes.push({ kind: "expansion", span, data: { name: written.slice(1), quotes: "none", known: "true" } });
    return span.end;
  }
  const close = findClose(source, at, end);
  if (close === undefined) return at + 1;
  for (const unit of findValue(source, at, close, context) ?? []) units.push(unit);
  return close + 1;
}

/** Names are short: a percent sign far away closes nothing that anybody meant, and looking for it stays cheap. */
function findClose(source: string, at: number, end: number): number | undefined {
  const near = source.slice(at + 1, Math.min(end, at + 1024));
  const close = near.indexOf("%");
  return close < 1 ? undefined : at + 1 + close;
}

/** The value of `%name%`; undefined if there is no such variable. */
function findValue(source: string, at: number, close: number, context: PercentContext): readonly Unit[] | undefined {
  const written = source.slice(at + 1, close);
  const colon = written.indexOf(":");
  const name = colon > 0 ? written.slice(0, colon) : written;
  const set = context.variables.get(name.toUpperCase());
  if (set === null || (set === undefined && !NAME.test(name))) return undefined;
  const span = { start: at, end: close + 1 };
  const known = set && colon <= 0;
  context.notes.push({ kind: "expansion", span, data: { name, quotes: "none", known: String(known === true) } });
  const given = set ? undefined : context.given.get(written);
  if (given) return [...given].map((text) => ({ text, span }));
  return known ? set : [{ text: source.slice(at, close + 1), span, unknown: written }];
}
