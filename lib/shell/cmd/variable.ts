import type { Given } from "../../text/given.ts";
import type { ShellNote } from "../reading.ts";
import { textOf, type Unit } from "../unit.ts";
import { hullOfUnits, unknownUnits } from "./syntax.ts";

/** The variables that the text has set so far; names in upper case. Null: emptied by the text. */
export type Variables = Map<string, readonly Unit[] | null>;

/** What may be a variable's name, not the hex digits of a percent-encoded byte and what follows them. */
const NAME = /^(?![0-9A-Fa-f]?[0-9][0-9A-Fa-f]?|[A-Fa-f]{2}$)[A-Za-z_][A-Za-z0-9_().-]*$/;

export interface ValueContext {
  readonly variables: Variables;
  readonly notes: ShellNote[];
  readonly given: Given;
}

/**
 * The value of a reference, its marks and all: of `%X%`, `!X!`, `%X:~0,3%`, `%X:a=b%`. Undefined where there is no such
 * variable; one that the text does not set is a named unknown if it looks like one.
 */
export function findValue(
  reference: readonly Unit[],
  { variables, notes, given }: ValueContext,
): readonly Unit[] | undefined {
  const written = textOf(reference.slice(1, -1));
  const colon = written.indexOf(":");
  const name = colon > 0 ? written.slice(0, colon) : written;
  const set = variables.get(name.toUpperCase());
  if (set === null || (set === undefined && !NAME.test(name))) return undefined;
  const span = hullOfUnits(reference);
  const changed = set && colon > 0 ? change(set, written.slice(colon + 1)) : set;
  notes.push({ kind: "expansion", span, data: { name, quotes: "none", known: String(changed !== undefined) } });
  return changed ?? unknownUnits(given, written, textOf(reference), span);
}

/** `~2`, `~0,-3`: a part. `a=b`, `*a=b`: another text in place of one. Undefined where that cannot be told. */
function change(value: readonly Unit[], how: string): readonly Unit[] | undefined {
  if (value.some(({ unknown }) => unknown !== undefined)) return undefined;
  const part = /^~(-?[0-9]{1,6})(?:,(-?[0-9]{1,6}))?$/.exec(how);
  if (part) {
    const from = Number(part[1]);
    const start = from < 0 ? Math.max(0, value.length + from) : from;
    if (part[2] === undefined) return value.slice(start);
    const length = Number(part[2]);
    return value.slice(start, length < 0 ? Math.max(start, value.length + length) : start + length);
  }
  const equals = how.indexOf("=");
  if (equals < 1) return undefined;
  return replace(value, how.slice(0, equals), how.slice(equals + 1));
}

function replace(value: readonly Unit[], searched: string, by: string): readonly Unit[] {
  const toBegin = searched.startsWith("*") && searched.length > 1;
  const wanted = (toBegin ? searched.slice(1) : searched).toLowerCase();
  const text = textOf(value).toLowerCase();
  const units: Unit[] = [];
  let at = 0;
  for (let found = text.indexOf(wanted); found >= 0; found = text.indexOf(wanted, at)) {
    const end = found + wanted.length;
    if (!toBegin) for (const unit of value.slice(at, found)) units.push(unit);
    const span = hullOfUnits(value.slice(toBegin ? at : found, end));
    if (by !== "") units.push({ text: by, span });
    at = end;
    if (toBegin) break;
  }
  return [...units, ...value.slice(at)];
}
