import { describe, expect, test } from "vitest";
import { describeReply, findEvidence, parseReply } from "./reply-text.ts";

describe("a reply as people paste it", () => {
  const cases = [
    { name: "an OAuth error alone", text: '{"error":"invalid_request"}', status: 400, headers: 0 },
    { name: "with a forum's curly quotes", text: "{“error”:“invalid_client”}", status: 401, headers: 0 },
    {
      name: "curl -i",
      text: "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\n\r\n<html>",
      status: 403,
      headers: 1,
    },
    { name: "curl -v", text: "< HTTP/2 401\n< www-authenticate: Basic\n<\n{}", status: 401, headers: 1 },
    { name: "tokens", text: '{"access_token":"a"}', status: 200, headers: 0 },
    { name: "a page", text: "<!DOCTYPE html>", status: 200, headers: 0 },
    { name: "what curl said", text: "curl: (6) Could not resolve host: x", status: 0, headers: 0 },
  ];
  test.each(cases)("$name", ({ text, status, headers }) => {
    const reply = parseReply(text);
    expect([reply.status, reply.headers.length]).toEqual([status, headers]);
  });
  test("the body follows the headers", () => {
    expect(parseReply("HTTP/1.1 400 Bad Request\nA: b\n\n{}").body).toBe("{}");
    expect(parseReply("HTTP/1.1 204 No Content").body).toBe("");
  });
});

test("evidence is the values, not their names", () => {
  const text = '{"error":"invalid_grant","error_description":"no such token"}';
  expect(findEvidence(text).map(({ start, end }) => text.slice(start, end))).toEqual([
    "invalid_grant",
    "no such token",
  ]);
});

test("nothing pasted is not read as anything", () => {
  expect(describeReply("  ")).toBeUndefined();
});
