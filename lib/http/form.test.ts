import fc from "fast-check";
import { expect, test } from "vitest";
import { fromText, textSpans } from "../text/traced.ts";
import { decodeFormText, encodeComponent, formatForm, parseForm } from "./form.ts";

test("the parser reads what URLSearchParams reads", () => {
  // Node's URLSearchParams damages characters beyond ASCII that stand beside broken escapes, so the two are not mixed.
  const ascii = [..."ab&=+%;# ", "%41", "%C3%A9", "%zz"];
  const char = fc.constantFrom(...ascii, "%E2%82");
  fc.assert(
    fc.property(fc.array(char, { maxLength: 30 }), (chars) => {
      const body = chars.join("");
      const pairs = parseForm(fromText(body)).map(({ name, value }) => [name.text, value.text]);
      const expected = [...new URLSearchParams(body)];
      // URLSearchParams puts U+FFFD for bytes that are no UTF-8, where this parser keeps them.
      const shown = (text: string) => text.replace(/[\uDC80-\uDCFF]+/g, "?").replace(/\uFFFD+/g, "?");
      expect(pairs.map((pair) => pair.map(shown))).toEqual(expected.map((pair) => pair.map(shown)));
    }),
    { numRuns: 1000 },
  );
});

test("the serializer writes what URLSearchParams writes, and decoding undoes it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (name, value) => {
      expect(formatForm([[name, value]])).toBe(new URLSearchParams([[name, value]]).toString());
      expect(decodeFormText(encodeComponent(value))).toBe(value);
    }),
    { numRuns: 1000 },
  );
});

test("each value knows the characters it was made of", () => {
  const [first, second] = parseForm(fromText("a=x&b=%41%42z"));
  expect(first && textSpans(first.value)).toEqual([{ start: 2, end: 3 }]);
  expect(second?.value.text).toBe("ABz");
  expect(second && textSpans(second.value)).toEqual([{ start: 6, end: 13 }]);
});

test("a pair without = has an empty value, and says so", () => {
  expect(parseForm(fromText('{"grant_type":"refresh_token"}'))).toMatchObject([
    { name: { text: '{"grant_type":"refresh_token"}' }, value: { text: "" }, hasEquals: false },
  ]);
});
