import fc from "fast-check";
import { expect, test } from "vitest";
import { applyEdits, type Edit } from "./edit.ts";

test.each<[name: string, edits: Edit[], text: string]>([
  ["none", [], "abcdef"],
  [
    "a replacement and an insertion at its edge",
    [
      { start: 1, end: 3, text: "X" },
      { start: 1, end: 1, text: "<" },
    ],
    "a<Xdef",
  ],
  [
    "of two that overlap the first wins",
    [
      { start: 2, end: 5, text: "X" },
      { start: 1, end: 3, text: "Y" },
    ],
    "abXf",
  ],
  [
    "the same insertion twice",
    [
      { start: 2, end: 2, text: "+" },
      { start: 2, end: 2, text: "+" },
    ],
    "ab+cdef",
  ],
  [
    "out of order",
    [
      { start: 4, end: 5, text: "" },
      { start: 0, end: 1, text: "A" },
    ],
    "Abcdf",
  ],
])("%s", (_, edits, text) => expect(applyEdits("abcdef", edits)).toBe(text));

test("what no kept edit touches stays as it is", () => {
  const edit = fc.tuple(fc.nat(20), fc.nat(6), fc.constantFrom("", "X", "YY"));
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), (list) => {
      const source = "abcdefghijklmnopqrstuvwxyz";
      const edits = list.map(([start, length, text]) => ({ start, end: start + length, text }));
      const untouched = [...source].filter((_, i) => !edits.some(({ start, end }) => start <= i && i < end));
      const left = applyEdits(source, edits);
      expect(untouched.every((letter) => left.includes(letter))).toBe(true);
    }),
  );
});

test("half a million edits are applied at once", () => {
  const source = "ab".repeat(250_000);
  const edits = Array.from({ length: 250_000 }, (_, i) => ({ start: i * 2, end: i * 2 + 1, text: "X" }));
  const start = performance.now();
  expect(applyEdits(source, edits).length).toBe(source.length);
  expect(performance.now() - start).toBeLessThan(5_000);
});
