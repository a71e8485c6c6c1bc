import fc from "fast-check";
import { expect, test } from "vitest";
import { parseReplyText } from "./reply-text.ts";

test.each([
  ['{"error":"invalid_grant"}', { status: 400, body: '{"error":"invalid_grant"}' }],
  ['The response is {"error":"invalid_grant"} again', { status: 400, body: '{"error":"invalid_grant"}' }],
  ["curl: (6) Could not resolve host: x", { status: 0, body: "curl: (6) Could not resolve host: x" }],
  ["-bash: !W7Q: event not found", { status: 0, body: "-bash: !W7Q: event not found" }],
  [
    'HTTP/1.1 401 Unauthorized\r\nA: b\r\n\r\n{"error":"x"}',
    { status: 401, headers: [["A", "b"]], body: '{"error":"x"}' },
  ],
  ["HTTP/2 405", { status: 405, headers: [], body: "" }],
  ["<!DOCTYPE html><p>{}</p>", { status: 400, body: "<!DOCTYPE html><p>{}</p>" }],
  ['{"access_token":"a"}', { status: 200 }],
  ["AADSTS700082: The refresh token has expired", { status: 400, body: "AADSTS700082: The refresh token has expired" }],
])("%s", (text, reply) => {
  expect(parseReplyText(text)).toMatchObject(reply);
});

test("any text is answered", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void parseReplyText(text)));
  const start = performance.now();
  parseReplyText("{".repeat(500_000) + "\n".repeat(500_000));
  expect(performance.now() - start).toBeLessThan(5_000);
});
