import { addedBy, concatAll, NOTHING, type Traced } from "../../text/traced.ts";
import { splitArguments } from "../c-runtime.ts";
import type { Word } from "../reading.ts";
import { fromUnits, type Unit } from "../unit.ts";
import { hullOfUnits, isChar, isDelimiter } from "./syntax.ts";

/** The end of a line that `echo` writes. */
export const LINE_END = "\r\n";

/** Where the program's name ends: at the first blank, comma, semicolon or equals sign outside of quotes. */
export function nameLength(units: readonly Unit[]): number {
  let quoted = false;
  let end = 0;
  for (; end < units.length; end++) {
    const unit = units[end];
    if (isChar(unit, '"')) quoted = !quoted;
    else if (!quoted && isDelimiter(unit)) break;
  }
  return end;
}

/** The program's name is cmd.exe's to find, the rest the program's to split. */
export function toWords(units: readonly Unit[]): Word[] {
  const end = nameLength(units);
  const name = units.slice(0, end);
  if (name.length === 0) return [];
  const value = fromUnits(name.filter((unit) => !isChar(unit, '"')));
  return [
    { value: value.pieces.length > 0 ? value : NOTHING, span: hullOfUnits(name) },
    ...splitArguments(units.slice(end)),
  ];
}

/** What was printed, as the next program reads it. */
export function toInput(output: readonly Unit[]): Traced {
  const parts: Traced[] = [];
  let start = 0;
  for (const [i, unit] of output.entries()) {
    if (unit.text !== LINE_END) continue;
    parts.push(fromUnits(output.slice(start, i)), addedBy("echo", LINE_END));
    start = i + 1;
  }
  return concatAll([...parts, fromUnits(output.slice(start))]);
}
