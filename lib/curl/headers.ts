import type { HeaderField } from "../http/request.ts";
import { addedBy, concatAll, NOTHING, slice, type Traced } from "../text/traced.ts";
import { maskUnknowns } from "./opaque.ts";
import type { Placed } from "./operation.ts";
import { isSince, type Release } from "./version.ts";

/** A header line that curl writes by itself. */
export function ownHeader(name: string, value: Traced | string): HeaderField {
  return { name: addedBy("curl", name), value: typeof value === "string" ? addedBy("curl", value) : value };
}

/**
 * The first -H of that name in any case, whatever it says: it keeps curl from sending its own. A semicolon behind the
 * name counts as much as a colon.
 */
export function findUserHeader(headers: readonly Placed[], name: string): Placed | undefined {
  const wanted = name.toLowerCase();
  return headers.find(({ value }) => {
    const text = maskUnknowns(value);
    const separator = text[wanted.length];
    return (separator === ":" || separator === ";") && text.slice(0, wanted.length).toLowerCase() === wanted;
  });
}

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
  const rest = text.slice(colon + 1);
  const seen = isSince(release, "8.21.0") ? (/^[^\r\n]*/.exec(rest)?.[0] ?? "") : rest;
  if (/^[ \t-\r]*$/.test(seen)) return null;
  return { name: slice(header.value, 0, colon), value: valueBehind(header.value, colon) };
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
    (header) => findUserHeader([header], "connection") && trimmedValue(header.value, 10).pieces.length > 0,
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
