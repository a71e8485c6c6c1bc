import fc from "fast-check";
import { expect, test } from "vitest";
import { byPlace, toCover } from "./cover.ts";

const span = fc.tuple(fc.nat(30), fc.nat(8)).map(([start, length]) => ({ start, end: start + length }));

test("a cover answers as a look at each span does", () => {
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), span, (spans, asked) => {
      const sorted = spans.toSorted(byPlace);
      const cover = toCover(sorted);
      const at = asked.start;
      expect(cover.find(at)).toBe(sorted.findIndex(({ start, end }) => start <= at && at < end));
      expect(cover.holds(asked)).toBe(sorted.some(({ start, end }) => start <= asked.start && asked.end <= end));
      expect(cover.touches(asked)).toBe(sorted.some(({ start, end }) => start < asked.end && asked.start < end));
    }),
  );
});
