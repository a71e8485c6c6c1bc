import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeInvisible, findInvisibleInText, findInvisibleInValue, removeInvisible } from "./invisible.ts";

const ODD = fc.constantFrom("a", "b", " ", "\t", "\n", "\r", "\0", "\u200b", "\u00a0", "\ufeff", "é", "😀");

describe("in a value every blank counts", () => {
  const cases = [
    { name: "a newline copied along", value: "abc\n", said: "a newline (U+000A), at the end" },
    { name: "a blank before", value: " abc", said: "a blank (U+0020), at the start" },
    { name: "a zero width space inside", value: "ab\u200bc", said: "a zero width space (U+200B), after 2 characters" },
    {
      name: "two at the end",
      value: "abc\r\n",
      said: "2 invisible characters: carriage return (U+000D), newline (U+000A), at the end",
    },
    { name: "a NUL", value: "\0", said: "a control character (U+0000), at the end" },
    { name: "nothing", value: "abc", said: "" },
  ];
  test.each(cases)("$name", ({ value, said }) => {
    expect(describeInvisible(findInvisibleInValue(value), value.length)).toBe(said);
  });
});

describe("in a pasted text only what breaks things", () => {
  const cases = [
    { name: "blanks and lines", text: "curl -d a=b \\\n  -d c=d\n", starts: [] },
    { name: "a blank after the backslash", text: "curl \\ \n -d c=d", starts: [6] },
    { name: "two blanks at a line's end", text: "a  \nb c", starts: [1, 2] },
    { name: "blanks before CR LF", text: "a \r\nb", starts: [1] },
    { name: "a no-break space", text: "curl\u00a0-d", starts: [4] },
    { name: "a lone CR", text: "a\rb", starts: [1] },
    { name: "a tab", text: "a\tb", starts: [1] },
    { name: "blanks at the end of all", text: "a b ", starts: [] },
  ];
  test.each(cases)("$name", ({ text, starts }) => {
    expect(findInvisibleInText(text).map(({ start }) => start)).toEqual(starts);
  });
});

test("what is found lies in order, and what is left after removing holds none", () => {
  fc.assert(
    fc.property(fc.string({ unit: ODD }), (text) => {
      const found = findInvisibleInValue(text);
      expect(found.every(({ start, end }, i) => start >= (found[i - 1]?.end ?? 0) && end > start)).toBe(true);
      expect(findInvisibleInValue(removeInvisible(text))).toEqual([]);
    }),
  );
});

test("a megabyte of blanks takes linear time", () => {
  const start = performance.now();
  expect(findInvisibleInText(" ".repeat(1_000_000))).toEqual([]);
  expect(performance.now() - start).toBeLessThan(5_000);
});
