import type { HeaderField } from "../http/request.ts";
import { addedBy, concatAll, NOTHING, slice, type Traced } from "../text/traced.ts";
import { maskUnknowns } from "./opaque.ts";
import type { Placed } from "./operation.ts";
import { isSince, type Release } from "./version.ts";

/** A header line that curl writes by itself. */
export function ownHeader(name: string, value: Traced | string): HeaderField {
  return { name: ownName(name), value: typeof value === "string" ? addedBy("curl", value) : value };
}

const names = new Map<string, Traced>();

function ownName(name: string): Traced {
  const known = names.get(name) ?? addedBy("curl", name);
  names.set(name, known);
  return known;
}

/** The first -H of each name (in lower case), whatever it says: it keeps curl from sending its own. */
export type UserHeaders = ReadonlyMap<string, Placed>;

const NO_HEADERS: UserHeaders = new Map();

/** A semicolon behind the name counts as much as a colon. */
export function findUserHeaders(headers: readonly Placed[]): UserHeaders {
  if (headers.length === 0) return NO_HEADERS;
  const found = new Map<string, Placed>();
  for (const header of headers) {
    const text = maskUnknowns(header.value);
    const end = endOfName(text);
    if (end === text.length) continue;
    const name = text.slice(0, end).toLowerCase();
    if (!found.has(name)) found.set(name, header);
  }
  return found;
}

function endOfName(text: string): number {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === COLON || code === SEMICOLON) return i;
  }
  return text.length;
}

const COLON = 58;
const SEMICOLON = 59;

/**
 * The line that one -H puts on the wire; null for none. A blank value sends nothing (`Name:` takes curl's own header
 * away), `Name;` sends the name with an empty value, and what has neither colon nor semicolon is dropped in silence.
 */
export function toSentHeader(header: Placed, release: Release): HeaderField | null {
  const text = maskUnknowns(header.value);
  const colon = text.indexOf(":");
  if (colon < 0) {
    const semicolon = text.indexOf(";");
    const isWhole = isSince(release, "8.21.0")
      ? semicolon === text.length - 1
      : semicolon >= 0 && text.slice(semicolon + 1).trim() === "" && text.endsWith(";");
    return semicolon > 0 && isWhole ? { name: slice(header.value, 0, semicolon), value: NOTHING } : null;
  }
  if (colon === 0) return null;
  if (isBlank(text, colon + 1, isSince(release, "8.21.0"))) return null;
  return { name: slice(header.value, 0, colon), value: valueBehind(header.value, colon) };
}

/** True if nothing but blanks stands from `start` on; with `inLine`, up to the end of the line. */
function isBlank(text: string, start: number, inLine: boolean): boolean {
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (inLine && (code === 10 || code === 13)) return true;
    if (code !== 32 && (code < 9 || code > 13)) return false;
  }
  return true;
}

/** What stands behind the separator, one blank dropped. */
export function valueBehind(header: Traced, separator: number): Traced {
  const start = separator + (header.text[separator + 1] === " " ? 2 : 1);
  return start >= header.text.length ? NOTHING : slice(header, start);
}

/** The value of a -H without the blanks around it, as curl itself reads it. */
export function trimmedValue(header: Traced, nameLength: number): Traced {
  const text = maskUnknowns(header);
  let start = nameLength + 1;
  let end = text.length;
  while (start < end && /[ \t-\r]/.test(text[start] ?? "x")) start++;
  while (end > start && /[ \t-\r]/.test(text[end - 1] ?? "x")) end--;
  return start >= end ? NOTHING : slice(header, start, end);
}

/** `Connection` as 8.21 writes it: the user's first value and curl's own in one line, then the user's others. */
export function toConnectionHeaders(headers: readonly Placed[], own: readonly string[]): HeaderField[] {
  const users = headers.filter(
    ({ value }) => /^connection[:;]/i.test(maskUnknowns(value)) && trimmedValue(value, 10).pieces.length > 0,
  );
  const [first, ...others] = users;
  const values = [...(first ? [trimmedValue(first.value, 10)] : []), ...own.map((value) => addedBy("curl", value))];
  if (values.length === 0) return [];
  const joined = values.flatMap((value, index) => (index === 0 ? [value] : [addedBy("curl", ", "), value]));
  const line: HeaderField = {
    name: first ? slice(first.value, 0, 10) : addedBy("curl", "Connection"),
    value: concatAll(joined),
  };
  const name = line.name.text === "Connection" ? line.name : replaceName(line.name);
  return [
    { ...line, name },
    ...others.map((header) => ({ name: slice(header.value, 0, 10), value: valueBehind(header.value, 10) })),
  ];
}

/** curl writes the name in its own letters, wherever the user's stood. */
function replaceName(name: Traced): Traced {
  const [piece] = name.pieces;
  return piece ? { text: "Connection", pieces: [{ ...piece, text: "Connection" }] } : addedBy("curl", "Connection");
}
