import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findSecrets, maskText } from "./secrets.ts";

describe("secrets in a text", () => {
  const cases = [
    { name: "a form", text: "-d grant_type=refresh_token -d refresh_token=abc123def", values: ["abc123def"] },
    {
      name: "JSON in curly quotes",
      text: "{“refresh_token”:“abc123”, “grant_type”:“refresh_token”}",
      values: ["abc123"],
    },
    { name: "escaped JSON", text: '"{\\"client_secret\\": \\"s3cret\\"}"', values: ["s3cret"] },
    { name: "Basic", text: "-H 'Authorization: Basic azN0cTg='", values: ["azN0cTg="] },
    { name: "-u", text: "curl -u id:s3cret https://x", values: ["s3cret"] },
    { name: "a Postman pair", text: '{ "key": "password",\n  "value": "s3cret" }', values: ["s3cret"] },
    { name: "a Postman variable is none", text: '{"key":"password","value":"{{secret}}"}', values: [] },
    { name: "a redaction is none", text: "Authorization: Basic ########", values: [] },
    { name: "a variable is none", text: "-d refresh_token=$REFRESH_TOKEN", values: [] },
    { name: "the grant type is none", text: "grant_type=refresh_token&scope=a", values: [] },
  ];
  test.each(cases)("$name", ({ text, values }) => {
    expect(findSecrets(text).map(({ start, end }) => text.slice(start, end))).toEqual(values);
  });
});

test("a known secret shows in no spelling", () => {
  const masked = maskText("a=s3cr%26t+x%2B&b=s3cr&t x+", ["s3cr&t x+"]);
  expect(masked).toBe("a=s3cr••••••••&b=s3cr••••••••");
  expect(maskText("short: abc", ["abc"])).toBe("short: abc");
});

test("linear on a megabyte, whatever it holds", () => {
  for (const unit of ["refresh_token", "Basic ", " -u a", '"refresh_token":', " ", "\\"]) {
    const start = performance.now();
    findSecrets(unit.repeat(1_000_000 / unit.length));
    expect(performance.now() - start).toBeLessThan(3_000);
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(findSecrets(text).every(({ start, end }) => start < end && end <= text.length)).toBe(true);
    }),
  );
});
