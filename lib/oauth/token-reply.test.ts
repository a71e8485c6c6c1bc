import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBytes } from "../text/bytes.ts";
import { findDuplicateKeys } from "./duplicate-keys.ts";
import { readReply } from "./token-reply.ts";

const json = (status: number, value: unknown) => ({ status, headers: [], body: JSON.stringify(value) });

describe("errors in the shapes that servers use", () => {
  test.each([
    [
      "RFC 6749",
      json(400, { error: "invalid_grant", error_description: "gone" }),
      "oauth-error",
      "invalid_grant",
      "gone",
    ],
    ["a code of its own", json(400, { error: "invalid_client_id" }), "other-error", "invalid_client_id", null],
    [
      "Slack",
      json(200, { ok: false, error: "invalid_refresh_token" }),
      "error-in-success",
      "invalid_refresh_token",
      null,
    ],
    [
      "GitHub as a form",
      { status: 200, headers: [], body: "error=bad_refresh_token&error_description=The+token" },
      "error-in-success",
      "bad_refresh_token",
      "The token",
    ],
    [
      "Strava",
      json(400, {
        message: "Bad Request",
        errors: [{ resource: "RefreshToken", field: "refresh_token", code: "invalid" }],
      }),
      "other-error",
      "invalid",
      "Bad Request",
    ],
    [
      "Fitbit",
      json(401, { errors: [{ errorType: "invalid_client", message: "Client secret invalid" }], success: false }),
      "oauth-error",
      "invalid_client",
      "Client secret invalid",
    ],
    [
      "Zoom",
      json(400, { reason: "Invalid Token!", error: "invalid_grant" }),
      "oauth-error",
      "invalid_grant",
      "Invalid Token!",
    ],
    [
      "HubSpot",
      json(400, { status: "BAD_REFRESH_TOKEN", message: "missing or invalid refresh token" }),
      "other-error",
      "BAD_REFRESH_TOKEN",
      "missing or invalid refresh token",
    ],
    [
      "Twitch",
      json(400, { status: 400, message: "missing client secret" }),
      "other-error",
      "missing client secret",
      null,
    ],
    ["Reddit", json(429, { message: "Too Many Requests", error: 429 }), "other-error", "429", "Too Many Requests"],
    [
      "Withings",
      json(200, { status: 503, body: {}, error: "Invalid Params" }),
      "error-in-success",
      "Invalid Params",
      null,
    ],
    ["Withings, number alone", json(200, { status: 601, body: {} }), "error-in-success", "601", null],
    [
      "Facebook",
      json(400, { error: { message: "expired", type: "OAuthException", code: 190, error_subcode: 463 } }),
      "other-error",
      "OAuthException",
      "expired",
    ],
    [
      "a gateway",
      json(401, { fault: { faultstring: "Invalid", detail: { errorcode: "x.y" } } }),
      "other-error",
      "x.y",
      "Invalid",
    ],
  ])("%s", (_, reply, kind, error, description) => {
    const read = readReply(reply);
    expect(read).toMatchObject({ kind, error, description });
  });

  test("AADSTS numbers are codes to look up", () => {
    const read = readReply(
      json(400, { error: "invalid_grant", error_description: "AADSTS700082: …", error_codes: [700082] }),
    );
    expect(read.codes).toEqual(["invalid_grant", "700082"]);
  });

  test("the challenge tells where the body does not", () => {
    const headers: [string, string][] = [
      ["WWW-Authenticate", 'Basic realm="x", error="invalid_client", error_description="no"'],
    ];
    expect(readReply({ status: 401, headers, body: "" })).toMatchObject({
      kind: "oauth-error",
      error: "invalid_client",
      description: "no",
    });
  });
});

describe("tokens", () => {
  const tokens = { access_token: "a", token_type: "Bearer", expires_in: "3599", refresh_token: "r", scope: ["x", "y"] };
  test.each([
    ["plain", json(200, tokens)],
    ["inside body", json(200, { status: 0, body: tokens })],
    ["byte order mark", { status: 200, headers: [], body: `\uFEFF${JSON.stringify(tokens)}` }],
    [
      "UTF-16 little-endian",
      { status: 200, headers: [], body: decodeBytes(Buffer.from(`\uFEFF${JSON.stringify(tokens)}`, "utf16le")) },
    ],
    [
      "UTF-16 big-endian, no mark",
      { status: 200, headers: [], body: decodeBytes(Buffer.from(JSON.stringify(tokens), "utf16le").swap16()) },
    ],
  ])("%s", (_, reply) => {
    expect(readReply(reply)).toMatchObject({
      kind: "tokens",
      tokens: { accessToken: "a", tokenType: "Bearer", expiresIn: 3599, refreshToken: "r", scope: "x y" },
    });
  });
  test.each([["1e400"], ["-5"], ['"soon"'], ["null"], ["[1]"]])("expires_in %s is none", (text) => {
    const body = `{"access_token":"a","expires_in":${text}}`;
    expect(readReply({ status: 200, headers: [], body }).tokens?.expiresIn).toBeNull();
  });
  test("as a form", () => {
    const read = readReply({ status: 200, headers: [], body: "access_token=a&expires_in=60&token_type=bearer" });
    expect(read).toMatchObject({ kind: "tokens", format: "form", tokens: { accessToken: "a", expiresIn: 60 } });
  });
  test("a name twice is told", () => {
    const body = '{"access_token":"a","b":{"c":1,"c":2},"access\\u005ftoken":"z"}';
    expect(readReply({ status: 200, headers: [], body }).duplicateKeys).toEqual(["access_token"]);
  });
});

test.each([
  ["empty", " \r\n", "empty"],
  ["a page", "<!DOCTYPE html><html><title>Log in</title></html>", "html"],
  ["a page behind a comment", "<!-- x --><HTML></HTML>", "html"],
  ["XML", "<OAuth><error>invalid_grant</error></OAuth>", "not-json"],
  ["plain text", "upstream connect error", "not-json"],
  ["cut-off JSON", '{"access_token":"a', "not-json"],
  ["a list", "[1,2]", "not-json"],
  ["an object that says nothing", '{"hello":1}', "unrecognised"],
])("%s", (_, body, kind) => {
  expect(readReply({ status: 200, headers: [], body }).kind).toBe(kind);
});

test("quotes that a forum made curly", () => {
  const body = "{“error”:“invalid_request”,“error_description”:“response_type or grant_type is required”}";
  expect(readReply({ status: 400, headers: [], body })).toMatchObject({
    kind: "oauth-error",
    error: "invalid_request",
  });
});

test("no HTTP reply", () => {
  expect(readReply({ status: 0, headers: [], body: "curl: (6) Could not resolve host: x" })).toMatchObject({
    kind: "no-http",
    words: "curl: (6) Could not resolve host: x",
  });
});

describe("hostile replies", () => {
  test.each([
    ["100,000 levels", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["100,000 objects deep", `${'{"error":'.repeat(100_000)}1${"}".repeat(100_000)}`],
    ["1 MB of open quotes", `{"${'"'.repeat(1_000_000)}`],
    ["1 MB of backslashes", `{"${"\\".repeat(1_000_000)}"}`],
    ["1 MB of angle brackets", "<".repeat(1_000_000)],
    ["1 MB of a form", "a=b&".repeat(250_000)],
    ["1 MB of comments", "<!--".repeat(250_000)],
    ["100,000 members", `{${Array.from({ length: 100_000 }, (_, i) => `"k${i}":1`).join(",")}}`],
    ["prototype names", '{"__proto__":{"error":"x"},"constructor":1,"error":{"toString":1}}'],
    ["a huge number", `{"error":${"9".repeat(100_000)}}`],
  ])("%s", (_, body) => {
    const start = performance.now();
    readReply({ status: 400, headers: [], body });
    expect(performance.now() - start).toBeLessThan(5_000);
  });
  test("any text, any status", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 0, max: 599 }), (body, status) => {
        expect(typeof readReply({ status, headers: [], body }).words).toBe("string");
      }),
    );
  });
  test("any JSON", () => {
    fc.assert(fc.property(fc.json(), (body) => void readReply({ status: 400, headers: [], body })));
  });
});

test("duplicate names are those that a stream of the pairs shows", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string({ unit: "binary" }), fc.jsonValue())), (pairs) => {
      const body = `{${pairs.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(" ,\n")}}`;
      const names = pairs.map(([name]) => name);
      const expected = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
      expect(findDuplicateKeys(body).sort()).toEqual(expected.sort());
    }),
  );
});
