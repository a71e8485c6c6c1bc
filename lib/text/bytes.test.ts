import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBytes, encodeBytes, fromBase64, hasLoneSurrogate, toBase64 } from "./bytes.ts";

test("any bytes survive the way to text and back", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect([...encodeBytes(decodeBytes(bytes))]).toEqual([...bytes]);
    }),
    { numRuns: 500 },
  );
});

test("well-formed text is what the platform's decoder says", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      const bytes = Buffer.from(text, "utf8");
      expect(decodeBytes(bytes)).toBe(text);
      expect([...encodeBytes(text)]).toEqual([...bytes]);
    }),
  );
});

test.each([
  ["overlong slash", [0xc0, 0xaf]],
  ["surrogate in UTF-8", [0xed, 0xa0, 0x80]],
  ["beyond U+10FFFF", [0xf4, 0x90, 0x80, 0x80]],
  ["cut sequence", [0xe2, 0x82]],
])("%s is not text: each byte is escaped", (_name, bytes) => {
  const text = decodeBytes(Uint8Array.from(bytes));
  expect([...text].map((char) => (char.codePointAt(0) ?? 0) - 0xdc00)).toEqual(bytes);
});

test("base64 agrees with the platform", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const text = Buffer.from(bytes).toString("base64");
      expect(toBase64(bytes)).toBe(text);
      expect([...(fromBase64(text) ?? [])]).toEqual([...bytes]);
    }),
  );
  expect(toBase64(new Uint8Array(1_000_000)).length).toBe(1_333_336);
});

test.each(["abc", "ab-_", "YQ", "YQ=", "Y===", "YQ==\n", "a b="])("%j is no base64", (text) => {
  expect(fromBase64(text)).toBeUndefined();
});

test("lone surrogates are seen, pairs are not", () => {
  expect(hasLoneSurrogate("a\uD800")).toBe(true);
  expect(hasLoneSurrogate("\uDC00b")).toBe(true);
  expect(hasLoneSurrogate("😀é")).toBe(false);
});
