import { describe, expect, test } from "vitest";
import { encodeBytes, toBase64 } from "../../lib/text/bytes.ts";
import { findGrant, formatEnv, isRotated, type SentExchange } from "./sent.ts";

const REQUEST = {
  tokenEndpoint: "https://id.example.com/token",
  clientId: "id",
  clientSecret: "s",
  refreshToken: "old",
  clientAuth: "client_secret_basic",
} as const;

function answer(status: number, body: string): SentExchange {
  const base64 = toBase64(encodeBytes(body));
  return {
    id: "x",
    request: { method: "POST", url: REQUEST.tokenEndpoint, headers: [], body: null, raw: { base64: "" } },
    response: {
      status,
      reason: "",
      httpVersion: "1.1",
      headers: [],
      body: { base64, truncated: false, bytes: body.length },
      raw: { base64 },
    },
    failure: null,
    timings: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: null },
    remote: null,
    findings: [],
  };
}

describe("what an answer grants", () => {
  const cases = [
    {
      name: "tokens",
      status: 200,
      body: '{"access_token":"a","refresh_token":"new","expires_in":3600}',
      rotated: true,
    },
    { name: "the same token again", status: 200, body: '{"access_token":"a","refresh_token":"old"}', rotated: false },
    { name: "no refresh token", status: 200, body: '{"access_token":"a"}', rotated: false },
    { name: "seconds as a string", status: 200, body: '{"access_token":"a","expires_in":"3600"}', rotated: false },
  ];
  test.each(cases)("$name", ({ status, body, rotated }) => {
    const exchange = answer(status, body);
    expect(findGrant(exchange)?.accessToken).toBe("a");
    expect(isRotated({ exchange, request: REQUEST })).toBe(rotated);
  });
  test.each([
    ["an error in a success", 200, '{"access_token":"a","error":"x"}'],
    ["a refusal", 400, '{"access_token":"a"}'],
    ["a page", 200, "<html>"],
    ["null", 200, "null"],
    ["a list", 200, "[]"],
  ])("nothing: %s", (_, status, body) => {
    expect(findGrant(answer(status, body))).toBeUndefined();
  });
});

test("a .env file keeps every character", () => {
  const exchange = answer(200, JSON.stringify({ access_token: "a b$c", refresh_token: "it's\nnew" }));
  const grant = findGrant(exchange);
  expect(grant && formatEnv(grant, REQUEST)).toBe(
    "CLIENT_ID=id\nCLIENT_SECRET=s\nACCESS_TOKEN='a b$c'\nREFRESH_TOKEN=\"it's\\nnew\"\n",
  );
});
