import { fromPieces, type Origin, type Traced } from "./traced.ts";

/** Values that a person gave for named unknowns, by the name that the unknown goes by. An empty one is none. */
export type Given = ReadonlyMap<string, string>;

export const NOTHING_GIVEN: Given = new Map();

/** The value that was given for an unknown, standing where the unknown was written; undefined where none was. */
export function findGiven(given: Given, name: string, origin: Origin): Traced | undefined {
  const text = given.get(name);
  return text === undefined || text === "" ? undefined : fromPieces([{ text, origin }]);
}
