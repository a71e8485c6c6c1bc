import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findInvisibleInValue } from "./invisible.ts";
import { maskSpans, toRuns } from "./paint.ts";

const ODD = fc.constantFrom("a", "b", " ", "\t", "\n", "\r", "\0", "\u200b", "\u00a0", "\ufeff", "é", "😀");

describe("runs", () => {
  test("marks that overlap add up", () => {
    const marks = [
      { start: 0, end: 4, className: "a" },
      { start: 2, end: 6, className: "b", anchor: "first" },
    ];
    expect(toRuns("abcdefgh", marks).map(({ text, className, anchor }) => [text, className, anchor])).toEqual([
      ["ab", "a", undefined],
      ["cd", "a b", "first"],
      ["ef", "b", undefined],
      ["gh", "", undefined],
    ]);
  });

  test("an invisible character is a run of its own, with its glyph", () => {
    expect(toRuns("a\n", [], findInvisibleInValue("a\n")).map(({ text, glyph }) => [text, glyph])).toEqual([
      ["a", undefined],
      ["\n", "␊"],
    ]);
  });

  test("the runs are the text, whatever the marks", () => {
    const span = fc.tuple(fc.nat(40), fc.nat(40)).map(([start, end]) => ({ start, end, className: "m" }));
    fc.assert(
      fc.property(fc.string({ unit: ODD }), fc.array(span), (text, marks) => {
        const runs = toRuns(text, marks, findInvisibleInValue(text));
        expect(runs.map((run) => run.text).join("")).toBe(text);
      }),
    );
  });
});

describe("masks", () => {
  const cases = [
    {
      name: "a long secret keeps its head",
      text: "x=abcdefghij&",
      masks: [{ start: 2, end: 12 }],
      out: "x=abcd••••••&",
    },
    { name: "a short one keeps nothing", text: "abc", masks: [{ start: 0, end: 3 }], out: "•••" },
    {
      name: "what is invisible stays to be seen",
      text: "abcdefghi\n",
      masks: [{ start: 0, end: 10 }],
      out: "abcd•••••\n",
    },
    { name: "the length stays", text: "😀😀😀😀😀x", masks: [{ start: 0, end: 11 }], out: "😀😀•••••••" },
  ];
  test.each(cases)("$name", ({ text, masks, out }) => {
    expect(maskSpans(text, masks)).toBe(out);
    expect(out).toHaveLength(text.length);
  });
});
