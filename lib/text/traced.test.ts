import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdits } from "./edit.ts";
import {
  addedBy,
  concat,
  fromPieces,
  fromText,
  hullOrigin,
  isKnown,
  type Piece,
  rewrite,
  slice,
  split,
  type Traced,
  textSpans,
  unknownsOf,
  unknownValue,
} from "./traced.ts";

const SOURCE = "curl -d 'a=b&c=%41' https://x.example/t";
const piece = fc
  .tuple(fc.nat(SOURCE.length), fc.nat(SOURCE.length))
  .map(([a, b]) => fromText(SOURCE, Math.min(a, b), Math.max(a, b)));
const value = fc
  .array(
    fc.oneof(
      piece,
      fc.string({ maxLength: 5 }).map((text) => addedBy("curl", text)),
    ),
  )
  .map((parts) => concat(...parts));

/** What every traced value promises: its text is its pieces, and what is as long as its span stands there to the letter. */
function holds(traced: Traced): void {
  expect(traced.pieces.map((part) => part.text).join("")).toBe(traced.text);
  for (const { origin, text } of traced.pieces) {
    if (origin.door !== "text" || origin.end - origin.start !== text.length) continue;
    expect(SOURCE.slice(origin.start, origin.end)).toBe(text);
  }
}

test("slices, splits and joins keep text and origins", () => {
  fc.assert(
    fc.property(value, fc.nat(60), fc.nat(60), (traced, a, b) => {
      const [start, end] = [Math.min(a, b), Math.max(a, b)];
      const part = slice(traced, start, end);
      holds(part);
      expect(part.text).toBe(traced.text.slice(start, end));
      const parts = split(traced, "a");
      expect(parts.map((each) => each.text)).toEqual(traced.text.split("a"));
      for (const each of parts) holds(each);
      const rejoined = concat(slice(traced, 0, start), slice(traced, start));
      expect(rejoined.text).toBe(traced.text);
      expect(textSpans(rejoined)).toEqual(textSpans(traced));
    }),
    { numRuns: 500 },
  );
});

test("what is rewritten takes the place of what it replaces", () => {
  const body = fromText(SOURCE, 9, 18);
  const decoded = rewrite(body, /%[0-9A-F]{2}/g, () => "A");
  expect(decoded.text).toBe("a=b&c=A");
  expect(textSpans(slice(decoded, 6))).toEqual([{ start: 15, end: 18 }]);
  expect(textSpans(slice(decoded, 0, 1))).toEqual([{ start: 9, end: 10 }]);
  expect(rewrite(body, /zzz/g, () => "")).toBe(body);
});

test("neighbours in value and source become one piece; others do not", () => {
  expect(concat(fromText(SOURCE, 0, 2), fromText(SOURCE, 2, 4)).pieces).toHaveLength(1);
  expect(concat(fromText(SOURCE, 0, 2), fromText(SOURCE, 3, 4)).pieces).toHaveLength(2);
  expect(concat(fromText(SOURCE, 0, 2), addedBy("curl", "x")).pieces).toHaveLength(2);
});

test("an unknown value is named, also where it is empty or decoded", () => {
  const unknown = unknownValue("CLIENT_SECRET", "$CLIENT_SECRET", { door: "text", start: 3, end: 17 });
  const mixed = concat(addedBy("curl", "id:"), unknown);
  expect(unknownsOf(mixed)).toEqual(["CLIENT_SECRET"]);
  expect(isKnown(mixed)).toBe(false);
  expect(isKnown(slice(mixed, 0, 3))).toBe(true);
  expect(unknownsOf(rewrite(mixed, /\$/g, () => ""))).toEqual(["CLIENT_SECRET"]);
});

test("the hull prefers what somebody wrote to what a client added", () => {
  const origin = hullOrigin(concat(addedBy("curl", "Basic "), fromText(SOURCE, 3, 4), fromText(SOURCE, 8, 9)));
  expect(origin).toEqual({ door: "text", start: 3, end: 9 });
});

test("a megabyte in a hundred thousand pieces is split in one pass", () => {
  const many = fromPieces(
    Array.from({ length: 100_000 }, (_, i) => ({
      text: "abcdefghi&",
      origin: { door: "text" as const, start: i * 20, end: i * 20 + 10 },
    })),
  );
  expect(split(many, "&")).toHaveLength(100_001);
  expect(rewrite(many, /&/g, () => "+").text.length).toBe(1_000_000);
});

test("edits apply to the text that they count in; the first of two that overlap wins", () => {
  const edits = [
    { start: 8, end: 19, text: "B" },
    { start: 0, end: 4, text: "A" },
    { start: 9, end: 10, text: "lost" },
    { start: 19, end: 19, text: "!" },
  ];
  expect(applyEdits(SOURCE, edits)).toBe("A -d B! https://x.example/t");
  expect(applyEdits(SOURCE, [])).toBe(SOURCE);
});

test("an unknown value of which nothing was written is kept by slices and splits", () => {
  const nothing: Piece = { text: "", origin: { door: "text", start: 9, end: 12 }, unknown: "output" };
  const value = fromPieces([...fromText("a=b&c=", 0, 6).pieces, nothing]);
  expect(unknownsOf(slice(value, 6))).toEqual(["output"]);
  expect(unknownsOf(slice(value, 0, 5))).toEqual([]);
  expect(split(value, "&").map(unknownsOf)).toEqual([[], ["output"]]);
  const inside = fromPieces([...fromText("a=", 0, 2).pieces, nothing, ...fromText("&c=", 0, 3).pieces]);
  expect(split(inside, "&").map(unknownsOf)).toEqual([["output"], []]);
});
