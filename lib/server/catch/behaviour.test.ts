import { afterEach, describe, expect, test } from "vitest";
import { issuePracticeTokens } from "../practice-store.ts";
import { answerCall, type Behaviour } from "./behaviour.ts";
import { openTrap, statusesOf, type Trap } from "./client.testing.ts";

let trap: Trap;
afterEach(() => trap.listener.close());

const BASIC = Buffer.from("practice:practice-secret").toString("base64");

/** What a client gets for a refresh from a box that behaves like this. */
async function ask(
  behaviour: Behaviour,
  { path = "/oauth/token", method = "POST", token = "r1" } = {},
): Promise<{ answer: string; body: string }> {
  trap = await openTrap({}, { behaviour });
  const body = method === "POST" ? `grant_type=refresh_token&refresh_token=${encodeURIComponent(token)}` : "";
  const head = `${method} /${trap.box.id}${path} HTTP/1.1\r\nHost: h\r\nAuthorization: Basic ${BASIC}\r\nContent-Type: application/x-www-form-urlencoded\r\n`;
  const answer = await trap.send([`${head}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`], true);
  return { answer, body: answer.split("\r\n\r\n").slice(1).join("\r\n\r\n") };
}

describe("strict", () => {
  test("a token of the practice server is refreshed and rotated", async () => {
    const family = (await issuePracticeTokens()).find(({ client }) => client.id === "practice")?.family;
    const { answer, body } = await ask({ kind: "strict" }, { token: family?.current ?? "" });
    expect(statusesOf(answer)).toEqual([200]);
    expect(JSON.parse(body)).toMatchObject({ token_type: "Bearer", refresh_token: expect.stringMatching(/^rt_/) });
    expect((await ask({ kind: "strict" }, { token: family?.current ?? "" })).body).toContain("invalid_grant");
  });
  test("GET is refused, as a token endpoint must", async () => {
    const { answer } = await ask({ kind: "strict" }, { method: "GET" });
    expect(statusesOf(answer)).toEqual([405]);
    expect(answer).toContain("Allow: POST");
  });
  test("the answer to HEAD has no body", async () => {
    const { answer, body } = await ask({ kind: "strict" }, { method: "HEAD" });
    expect([statusesOf(answer), body]).toEqual([[405], ""]);
  });
});

test("keap: a dead token is invalid_request, whatever the address says of dialects", async () => {
  const { body } = await ask({ kind: "keap" }, { path: "/token?dialect=rfc" });
  expect(JSON.parse(body)).toEqual({ error: "invalid_request", error_description: "Invalid Refresh Token" });
});

test("success: new tokens each time", async () => {
  const [first, second] = [(await ask({ kind: "success" })).body, (await ask({ kind: "success" })).body];
  expect(JSON.parse(first)).toMatchObject({ access_token: expect.any(String), refresh_token: expect.any(String) });
  expect(first).not.toBe(second);
});

test("fixed: status, type and body as they were given, and harmless to a browser", async () => {
  const { answer, body } = await ask({ kind: "fixed", status: 502, contentType: "text/html", body: "<h1>é</h1>" });
  expect(statusesOf(answer)).toEqual([502]);
  expect(answer).toContain("Content-Type: text/html\r\n");
  expect(answer).toContain("Content-Length: 11\r\n");
  expect(answer).toContain("Content-Security-Policy: sandbox");
  expect(Buffer.from(body, "latin1").toString()).toBe("<h1>é</h1>");
});

test.each([204, 304])("fixed %i: no body and no length", async (status) => {
  const { answer, body } = await ask({ kind: "fixed", status, contentType: "text/plain", body: "x" });
  expect([statusesOf(answer), body]).toEqual([[status], ""]);
  expect(answer).not.toContain("Content-Length");
});

test("redirect: to another path of the same box, and no further", async () => {
  const behaviour = { kind: "redirect", status: 301, path: "/moved" } as const;
  const { answer } = await ask(behaviour);
  expect(answer).toContain(`Location: /${trap.box.id}/moved\r\n`);
  expect(statusesOf((await ask(behaviour, { path: "/moved?x" })).answer)).toEqual([400]);
});

test("html: a page with status 200", async () => {
  const { answer, body } = await ask({ kind: "html" });
  expect([statusesOf(answer), body]).toEqual([[200], expect.stringContaining("<!DOCTYPE html>")]);
});

test("rate-limited: when to come again", async () => {
  const { answer } = await ask({ kind: "rate-limited", retryAfter: 7 });
  expect(statusesOf(answer)).toEqual([429]);
  expect(answer).toContain("Retry-After: 7\r\n");
});

test("slow: the strict answer, after a wait", async () => {
  const call = { method: "GET", below: "", headers: [], body: new Uint8Array(), malformed: null };
  expect(await answerCall({ kind: "slow", delayMs: 9_000 }, call, "")).toMatchObject({ status: 405, delayMs: 9_000 });
  expect((await ask({ kind: "slow", delayMs: 20 })).body).toContain("invalid_grant");
});

test("reset: nothing comes back, and the request is kept", async () => {
  expect((await ask({ kind: "reset" })).answer).toBe("");
  expect(await trap.kept(1)).toMatchObject([{ answer: { status: 0, body: "" } }]);
});
