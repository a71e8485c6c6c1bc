import { expect, test } from "vitest";
import type { Exchange } from "../../lib/http/exchange.ts";
import { findTokens, formatDuration, formatEnv, secondsLeft } from "./token-set.ts";

function exchange(status: number, body: string): Exchange {
  const base64 = Buffer.from(body).toString("base64");
  const response = {
    status,
    reason: "",
    httpVersion: "1.1",
    headers: [],
    body: { base64, truncated: false, bytes: body.length },
    raw: { base64 },
  };
  return {
    id: "x",
    request: { method: "POST", url: "http://a/", headers: [], body: null, raw: { base64: "" } },
    response,
    failure: null,
    timings: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: null },
    remote: null,
  };
}

test("a new refresh token is told from the one that was sent", () => {
  const rotated = findTokens(exchange(200, '{"access_token":"a","refresh_token":"new","expires_in":60}'), "old", 0);
  expect(rotated).toMatchObject({ accessToken: "a", refreshToken: "new", rotated: true, spent: "old" });
  expect(findTokens(exchange(200, '{"access_token":"a","refresh_token":"old"}'), "old", 0)?.rotated).toBe(false);
  expect(findTokens(exchange(200, '{"access_token":"a"}'), "old", 0)?.rotated).toBe(false);
  expect(findTokens(exchange(400, '{"error":"invalid_grant"}'), "old", 0)).toBeUndefined();
});

test("the clock runs down to nothing and no further", () => {
  const tokens = findTokens(exchange(200, '{"access_token":"a","expires_in":60}'), "old", 1_000);
  expect(tokens && secondsLeft(tokens, 1_000)).toBe(60);
  expect(tokens && secondsLeft(tokens, 31_500)).toBe(30);
  expect(tokens && secondsLeft(tokens, 99_000)).toBe(0);
  expect(formatDuration(86_352)).toBe("23:59:12");
  expect(formatDuration(90_000)).toBe("1 d 01:00:00");
});

test("a .env file keeps the spent token where no new one came", () => {
  const tokens = findTokens(exchange(200, '{"access_token":"a\'b"}'), "old", 0);
  expect(tokens && formatEnv(tokens)).toBe("ACCESS_TOKEN='a'\\''b'\nREFRESH_TOKEN='old'\n");
});
