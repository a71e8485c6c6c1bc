import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toWireRequest } from "../http/request.ts";
import { formatRequestBytes } from "../http/request-bytes.ts";
import { type RefreshRequest, toHttpRequest } from "../oauth/refresh-request.ts";
import { encodeBytes, toBase64 } from "../text/bytes.ts";
import { type ComparedSend, compareExchanges } from "./compare-exchanges.ts";

const REFRESH: RefreshRequest = {
  tokenEndpoint: "https://id.example/token",
  clientId: "app",
  clientSecret: "a secret+1",
  clientAuth: "client_secret_basic",
  refreshToken: "token-one",
};
const TOKENS = { access_token: "at-1", token_type: "Bearer", expires_in: 3600, refresh_token: "token-two" };

interface Reply {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: readonly (readonly [string, string])[];
}

function sent(change: Partial<RefreshRequest> = {}, reply: Reply | null = {}): ComparedSend {
  const refresh = { ...REFRESH, ...change };
  const request = toHttpRequest(refresh, "regrant");
  const { status = 200, body = TOKENS, headers = [["Content-Type", "application/json"]] } = reply ?? {};
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    refresh,
    provider: null,
    exchange: {
      id: "x",
      request: { ...toWireRequest(request), raw: { base64: toBase64(formatRequestBytes(request)) } },
      response: reply && {
        status,
        reason: "",
        httpVersion: "1.1",
        headers,
        body: { base64: toBase64(encodeBytes(text)), truncated: false, bytes: text.length },
        raw: { base64: "" },
      },
      failure: reply ? null : { kind: "timeout", message: "No answer within 10 s." },
      timings: { dnsMs: null, connectMs: 1, tlsMs: 1, firstByteMs: 1, totalMs: 1 },
      remote: null,
    },
  };
}

const keysOf = (differences: readonly { key: string; weight: string }[]) =>
  differences.filter(({ weight }) => weight !== "cosmetic").map(({ key }) => key);

describe("two sends", () => {
  test("the same twice: nothing differs but what each refresh gives anew", () => {
    const again = sent({}, { body: { ...TOKENS, access_token: "at-2", refresh_token: "token-three" } });
    const { isByOutcome, requests, replies } = compareExchanges(sent(), again);
    expect([isByOutcome, requests, keysOf(replies)]).toEqual([false, [], []]);
  });

  test("one change is one difference, named as such, whoever succeeded", () => {
    const refused: Reply = { status: 401, body: { error: "invalid_client" } };
    const found = compareExchanges(sent({ clientAuth: "client_secret_post" }, refused), sent());
    expect(found).toMatchObject({ isByOutcome: true, isSwapped: true });
    expect(keysOf(found.requests)).toEqual(["client"]);
    expect(found.requests[0]).toMatchObject({ works: "client_secret_basic", fails: "client_secret_post" });
    expect(keysOf(found.replies)).toEqual(expect.arrayContaining(["status", "member error", "member access_token"]));
  });

  test("of two that failed no sentence says that one works", () => {
    const refused: Reply = { status: 400, body: { error: "invalid_request", error_description: "one" } };
    const { requests, replies } = compareExchanges(
      sent({ scope: "read", refreshToken: "token-one " }, refused),
      sent({ refreshToken: "token-one" }, { ...refused, body: { error: "invalid_request", error_description: "two" } }),
    );
    expect(keysOf(requests)).toEqual(expect.arrayContaining(["parameter scope", "parameter refresh_token"]));
    for (const { why } of requests) expect(why).not.toMatch(/works|failing|takes the first/);
    expect(keysOf(replies)).toEqual(["member error_description"]);
  });

  test("no answer against an answer", () => {
    const { replies } = compareExchanges(sent({}, null), sent());
    expect(replies.find(({ key }) => key === "failure")).toMatchObject({ works: null });
    expect(replies.find(({ key }) => key === "status")).toMatchObject({ works: "200", fails: null });
  });

  test("a page for people in the place of JSON, and what a server asks for", () => {
    const html: Reply = {
      status: 503,
      body: "<html>",
      headers: [
        ["Content-Type", "text/html"],
        ["Retry-After", "30"],
      ],
    };
    expect(keysOf(compareExchanges(sent(), sent({}, html)).replies)).toEqual(
      expect.arrayContaining(["status", "reply type", "reply body", "header retry-after"]),
    );
  });

  test("any two bodies are compared", () => {
    const body = fc.oneof(fc.string(), fc.json(), fc.constant("[".repeat(20_000)), fc.constant(`{"__proto__":1}`));
    fc.assert(
      fc.property(body, body, (a, b) => {
        const { replies } = compareExchanges(sent({}, { body: a }), sent({}, { body: b }));
        if (a === b) expect(replies).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
