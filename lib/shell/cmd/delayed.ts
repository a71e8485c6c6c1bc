import type { Unit } from "../unit.ts";
import { isChar } from "./syntax.ts";
import { findValue, type ValueContext } from "./variable.ts";

/**
 * Delayed expansion of one command: where an exclamation mark stands in it, `!X!` becomes X's value, quoted or not; a
 * caret, even a quoted one, makes the next character ordinary and is gone; a mark without a partner vanishes.
 */
export function expandDelayed(units: readonly Unit[], context: ValueContext): readonly Unit[] {
  if (!units.some((unit) => isChar(unit, "!"))) return units;
  const expanded: Unit[] = [];
  let at = 0;
  for (let unit = units[at]; unit; unit = units[at]) {
    if (isChar(unit, "^")) {
      const next = units[at + 1];
      if (next) expanded.push(next);
      at += 2;
    } else if (isChar(unit, "!")) {
      const close = findClose(units, at);
      if (close !== undefined) {
        for (const value of findValue(units.slice(at, close + 1), context) ?? []) expanded.push(value);
      }
      at = (close ?? at) + 1;
    } else {
      expanded.push(unit);
      at++;
    }
  }
  return expanded;
}

function findClose(units: readonly Unit[], at: number): number | undefined {
  const most = Math.min(units.length, at + 1025);
  for (let close = at + 1; close < most; close++)
    if (isChar(units[close], "!")) return close > at + 1 ? close : undefined;
  return undefined;
}
