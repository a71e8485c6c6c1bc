import type { Given } from "../../text/given.ts";
import { textOf, type Unit } from "../unit.ts";
import { hullOfUnits, isChar, unknownUnits } from "./syntax.ts";
import type { Variables } from "./variable.ts";

/**
 * `set A=b` and `set "A=b"`, where blanks at the end belong to the value; `set /a`, whose sums are unknown values unless they
 * are one number; `set /p`, which prints its text and reads what nobody knows.
 */
export function setVariable(
  command: readonly Unit[],
  input: readonly Unit[] | null,
  variables: Variables,
  given: Given,
): readonly Unit[] {
  let rest = skipBlanks(command.slice("set".length));
  const option = /^\/([ap])(?=[\s"=A-Za-z]|$)/i.exec(textOf(rest.slice(0, 3)))?.[1]?.toLowerCase();
  if (option) rest = skipBlanks(rest.slice(2));
  if (isChar(rest[0], '"')) {
    const close = rest.findLastIndex((unit) => isChar(unit, '"'));
    rest = rest.slice(1, close > 0 ? close : undefined);
  }
  const equals = rest.findIndex((unit) => isChar(unit, "="));
  if (equals < 0 || (equals === 0 && option !== "p") || isChar(rest[0], "/")) return [];
  const name = textOf(rest.slice(0, equals)).trim();
  const key = (option ? name : textOf(rest.slice(0, equals))).toUpperCase();
  const value = rest.slice(equals + 1);
  const span = hullOfUnits(rest);
  if (option === "p") {
    if (key !== "") variables.set(key, input ?? unknownUnits(given, name, name, span));
    return withoutQuotes(skipBlanks(value));
  }
  if (option === "a" && !/^\s*-?(?:0|[1-9][0-9]{0,9})\s*$/.test(textOf(value))) {
    variables.set(key.replace(/[-+*/%&^|]$/, ""), unknownUnits(given, name, textOf(value), span));
    return [];
  }
  variables.set(key, value.length > 0 ? named(value, name, given) : null);
  return [];
}

function skipBlanks(units: readonly Unit[]): readonly Unit[] {
  const start = units.findIndex((unit) => !isChar(unit, " ") && !isChar(unit, "\t"));
  return start < 0 ? [] : units.slice(start);
}

function withoutQuotes(units: readonly Unit[]): readonly Unit[] {
  if (!isChar(units[0], '"')) return units;
  const close = units.findLastIndex((unit) => isChar(unit, '"'));
  return units.slice(1, close > 0 ? close : undefined);
}

/** The output of a command is better known by the variable's name than by the command. */
function named(value: readonly Unit[], name: string, given: Given): readonly Unit[] {
  const [only] = value;
  return value.length === 1 && only?.unknown !== undefined && /\s/.test(only.unknown)
    ? unknownUnits(given, name, only.text, only.span)
    : value;
}
