import { describe, expect, test } from "vitest";
import { inspect } from "../../lib/diagnose/from-text.ts";
import { encodeBytes, toBase64 } from "../../lib/text/bytes.ts";
import { toRequestText, toRightText } from "./as-text.ts";
import { type Box, bytesIn, type Caught, pathOf, secretsOf } from "./caught.ts";
import { toHar } from "./har.ts";
import { toRecipes } from "./recipes.ts";
import { lineForCaught, wordsForCaught } from "./words.ts";

const ID = "0123456789abcdef0123456789abcdef";
const base64 = (text: string) => toBase64(encodeBytes(text));
const JSON_BODY = '{"grant_type":"refresh_token","refresh_token":"rt-canary"}';

function caught(change: Partial<Caught> = {}): Caught {
  return {
    id: "1",
    receivedAt: "2026-11-24T12:00:00.000Z",
    raw: { base64: base64("POST /") },
    request: {
      method: "POST",
      url: `http://127.0.0.1:3001/${ID}/oauth/token?x=1`,
      headers: [
        ["Host", "127.0.0.1:3001"],
        ["Authorization", "Basic aWQ6c2VjcmV0"],
        ["Content-Type", "application/json"],
        ["Content-Length", "58"],
      ],
      body: { base64: base64(JSON_BODY) },
    },
    malformed: null,
    understood: [
      { name: "client_id", value: "id", from: "authorization" },
      { name: "client_secret", value: "secret", from: "authorization" },
    ],
    findings: [],
    cleared: [],
    answer: { status: 400, body: '{"error":"invalid_grant"}' },
    fidelity: "bytes",
    ...change,
  };
}

test("the path is told below the box, wherever the box is", () => {
  expect(pathOf(caught(), { id: ID })).toBe("/oauth/token");
  const below = (url: string) =>
    pathOf(caught({ request: { method: "GET", url, headers: [], body: null } }), { id: ID });
  expect(below(`http://127.0.0.1:3000/catch/${ID}/in`)).toBe("/");
  expect(below("http://api.example.com/token")).toBe("/token");
  expect(pathOf(caught({ request: null }), { id: ID })).toBe("");
});

test.each(["", "a", "ab", "abc", "abcd"])("bytes in base64 of %j", (text) => {
  expect(bytesIn(base64(text))).toBe(text.length);
});

test("credentials are secrets, in the answer too", () => {
  const answer = { status: 200, body: '{"access_token":"at_1234","token_type":"Bearer"}' };
  expect(secretsOf(caught({ answer }))).toEqual(["secret", "aWQ6c2VjcmV0", "at_1234"]);
});

test("as text it is read as the request that it was", () => {
  const { request, findings } = inspect({ text: toRequestText(caught()) ?? "" });
  expect(request?.method.text).toBe("POST");
  expect(request?.body?.text).toBe(JSON_BODY);
  expect(findings[0]?.rule).toBe("json-body");
  expect(toRequestText(caught({ request: null }))).toBeUndefined();
});

test("what it should be has nothing wrong in it, and its own values", () => {
  const text = toRightText(caught()) ?? "";
  expect(text).toContain("refresh_token=rt-canary");
  expect(inspect({ text }).findings.filter(({ severity }) => severity === "error")).toEqual([]);
});

test("a HAR that the text door reads", () => {
  const har = JSON.stringify(toHar([caught(), caught({ request: null })]));
  expect(JSON.parse(har).log.entries).toHaveLength(1);
  const { format, findings } = inspect({ text: har });
  expect([format, findings[0]?.rule]).toEqual(["har", "json-body"]);
});

describe("words", () => {
  test.each([
    ["nothing yet", null, "info", "Waiting for the first request."],
    ["a right one", caught(), "ok", "Nothing wrong is to be seen in this request."],
    ["TLS", caught({ request: null, malformed: "TLS was spoken." }), "error", "TLS was spoken."],
    ["a bare LF", caught({ malformed: "A line ends in LF alone." }), "warning", "A line ends in LF alone."],
  ])("%s", (_, each, tone, title) => {
    expect(wordsForCaught(each)).toMatchObject({ tone, title });
  });
  test("in the list", () => {
    expect(lineForCaught(caught())).toEqual({ tone: "ok", word: "Right:", line: "answered 400" });
  });
});

test("recipes hold the address; those that need the catch port are left out without it", () => {
  const box = (url: string, fidelity: Box["fidelity"]) => toRecipes({ id: ID, url, fidelity });
  const own = box(`http://127.0.0.1:3001/${ID}`, "bytes");
  expect(own.map(({ code }) => code).join("\n")).toContain(`http://${ID}:x@127.0.0.1:3001`);
  const hosted = box(`https://regrant.example/catch/${ID}/in`, "http");
  expect(hosted.map(({ code }) => code).join("\n")).not.toContain("connect-to");
  expect(hosted.length).toBeLessThan(own.length);
});
