import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatBasic } from "../http/basic.ts";
import { encodeBytes, toBase64 } from "../text/bytes.ts";
import { answer, type PracticeAnswer } from "./answer.ts";
import { PRACTICE_CLIENTS } from "./client.ts";
import { REFUSALS } from "./refusals.testing.ts";
import {
  basicOf,
  FORM,
  grant,
  ids,
  NOW,
  nasty,
  nastyFamily,
  plain,
  plainFamily,
  publicFamily,
  type Sent,
  START,
  send,
} from "./requests.testing.ts";
import { EMPTY_STATE, issueFamily, keepFamily } from "./state.ts";

const json = ({ reply }: PracticeAnswer) => JSON.parse(reply.body) as Record<string, unknown>;
const header = ({ reply }: PracticeAnswer, name: string) => reply.headers.find(([each]) => each === name)?.[1];
const b64 = (value: string) => toBase64(encodeBytes(value));

describe("success", () => {
  const cases: { name: string; sent: Sent; scope?: string }[] = [
    { name: "Basic", sent: {} },
    { name: "Basic with the scheme in another case", sent: { auth: basicOf(plain).replace("Basic", "bASIC") } },
    {
      name: "Basic beside the same client_id",
      sent: { body: grant(plainFamily.current, [["client_id", "practice"]]) },
    },
    {
      name: "the secret in the body",
      sent: {
        auth: null,
        body: grant(plainFamily.current, [
          ["client_id", "practice"],
          ["client_secret", "practice-secret"],
        ]),
      },
    },
    {
      name: "a public client",
      sent: { auth: null, body: grant(publicFamily.current, [["client_id", "practice-public"]]) },
    },
    { name: "nasty values, form-encoded", sent: { auth: basicOf(nasty), body: grant(nastyFamily.current) } },
    {
      name: "nasty values, blanks as %20",
      sent: { auth: `Basic ${b64(atobForm(basicOf(nasty)).replaceAll("+", "%20"))}`, body: grant(nastyFamily.current) },
    },
    {
      name: "nasty values in the body",
      sent: {
        auth: null,
        body: grant(nastyFamily.current, [
          ["client_id", nasty.id],
          ["client_secret", nasty.secret ?? ""],
        ]),
      },
    },
    { name: "a charset beside the type", sent: { type: `${FORM};charset=UTF-8` } },
    { name: "an unknown parameter", sent: { body: grant(plainFamily.current, [["audience", "x"]]) } },
    { name: "an empty scope, as if there were none", sent: { body: grant(plainFamily.current, [["scope", ""]]) } },
    {
      name: "an empty client_secret, as if there were none",
      sent: { body: grant(plainFamily.current, [["client_secret", ""]]) },
    },
    { name: "a narrower scope", sent: { body: grant(plainFamily.current, [["scope", "read"]]) }, scope: "read" },
    {
      name: "several resources (RFC 8707)",
      sent: {
        body: grant(plainFamily.current, [
          ["resource", "https://a.example"],
          ["resource", "https://b.example"],
        ]),
      },
    },
    { name: "another query parameter", sent: { query: "tenant=a" } },
  ];

  test.each(cases)("$name", ({ sent, scope }) => {
    const result = send(sent);
    expect(json(result)).toEqual({
      access_token: expect.stringMatching(/^at_/),
      token_type: "Bearer",
      expires_in: 3600,
      refresh_token: expect.stringMatching(/^rt_/),
      scope: scope ?? plain.scope,
    });
    expect(result.reply.status).toBe(200);
    expect(result.truth.rule).toBeNull();
    expect(header(result, "Cache-Control")).toBe("no-store");
    expect(header(result, "Pragma")).toBe("no-cache");
    expect(header(result, "Content-Type")).toMatch(/^application\/json/);
  });

  test("a narrower scope does not narrow the grant (RFC 6749 section 6)", () => {
    const first = send({ body: grant(plainFamily.current, [["scope", "read"]]) });
    const second = send({ body: grant(String(json(first).refresh_token)), state: first.state });
    expect(json(second).scope).toBe(plain.scope);
  });
});

function atobForm(basic: string): string {
  return atob(basic.slice("Basic ".length));
}

describe("refusals", () => {
  test.each(REFUSALS)("$name: $error, for $rule", ({ sent, status, error, rule }) => {
    const result = send(sent);
    expect(json(result)).toEqual({ error, error_description: expect.stringMatching(/^[ !#-[\]-~]+$/) });
    expect(result.truth.rule).toBe(rule);
    expect(result.reply.status).toBe(status);
    expect(header(result, "WWW-Authenticate")?.startsWith("Basic ")).toBe(status === 401 ? true : undefined);
    expect(header(result, "Cache-Control")).toBe("no-store");
    expect(header(result, "Pragma")).toBe("no-cache");
    expect(send({ state: result.state }).reply.status).toBe(200);
  });

  test("the longest runs of each base64 mistake still leave fixed words", () => {
    const canary = "C4n4ry";
    for (const auth of [`Basic ${canary}`, `Bearer ${canary}`, `${canary} x`, `Basic ${b64(`${canary}:${canary}`)}`]) {
      expect(JSON.stringify(send({ auth }).reply)).not.toContain(canary);
    }
    expect(JSON.stringify(send({ body: grant(canary, [["scope", canary]]) }).reply)).not.toContain(canary);
  });
});

describe("rotation", () => {
  test("a token works once; coming back it kills its whole family and no other", () => {
    const first = send();
    const second = send({ body: grant(String(json(first).refresh_token)), state: first.state });
    expect(second.reply.status).toBe(200);
    const reuse = send({ state: second.state });
    expect(reuse.truth.rule).toBe("refresh-token-rotated");
    const after = send({ body: grant(String(json(second).refresh_token)), state: reuse.state });
    expect(json(after).error).toBe("invalid_grant");
    expect(after.truth.rule).toBe("refresh-token-revoked");
    const other = send({ auth: basicOf(nasty), body: grant(nastyFamily.current), state: reuse.state });
    expect(other.reply.status).toBe(200);
  });

  test("a stranger who presents a used token does no harm", () => {
    const first = send();
    const stranger = send({ auth: basicOf(nasty), state: first.state });
    expect(stranger.truth.rule).toBe("wrong-client");
    expect(send({ body: grant(String(json(first).refresh_token)), state: stranger.state }).reply.status).toBe(200);
  });

  test("an access token is told apart", () => {
    const first = send();
    const second = send({ body: grant(String(json(first).access_token)), state: first.state });
    expect(second.truth.rule).toBe("access-token-as-refresh-token");
  });

  test("the state before is left as it was", () => {
    send();
    expect(send().reply.status).toBe(200);
  });
});

describe("Keap's dialect", () => {
  const keap = (sent: Sent) => send({ ...sent, query: "dialect=keap" });
  const required = { error: "invalid_request", error_description: "response_type or grant_type is required" };

  test.each([
    { name: "JSON", sent: { body: '{"grant_type":"refresh_token"}', type: "application/json" } },
    { name: "JSON under a form's type", sent: { body: '{"grant_type":"refresh_token"}' } },
    { name: "no grant_type", sent: { body: "refresh_token=x" } },
    { name: "an empty body", sent: { body: "" } },
  ])("$name", ({ sent }) => {
    expect(json(keap(sent))).toEqual(required);
    expect(keap(sent).reply.status).toBe(400);
  });

  test("a wrong client is told before the body is read", () => {
    const wrong = keap({ body: "{}", type: "application/json", auth: formatBasic("practice", "other", "form") });
    expect(json(wrong)).toEqual({ error: "invalid_client" });
    expect(wrong.reply.status).toBe(401);
  });

  test("the secret in the body is not taken", () => {
    const inBody = keap({
      auth: null,
      body: grant(plainFamily.current, [
        ["client_id", "practice"],
        ["client_secret", "practice-secret"],
      ]),
    });
    expect(json(inBody)).toEqual({ error: "invalid_client" });
    expect(inBody.truth.rule).toBe("wrong-auth-method");
  });

  test("a dead token is an invalid_request", () => {
    const dead = keap({ body: grant("rt_plain.x") });
    expect(json(dead)).toEqual({ error: "invalid_request", error_description: "Invalid Refresh Token" });
    expect(dead.reply.status).toBe(400);
  });

  test("a right request", () => {
    expect(json(keap({}))).toMatchObject({ token_type: "bearer", expires_in: 86_400, scope: plain.scope });
  });
});

describe("any input", () => {
  const word = fc.constantFrom(
    "grant_type",
    "refresh_token",
    "client_id",
    "client_secret",
    "scope",
    "=",
    "&",
    "%",
    "%ff",
    "+",
    "{",
    "\0",
    plainFamily.current,
    "practice",
    "practice-secret",
  );
  const soup = fc.oneof(
    fc.array(word).map((words) => words.join("")),
    fc.string({ unit: "binary" }),
  );
  const request = fc.record({
    query: soup,
    headers: fc.array(
      fc.tuple(
        fc.constantFrom("Authorization", "authorization", "Content-Type", "X"),
        fc.oneof(soup, fc.constant(FORM)),
      ),
    ),
    body: fc.oneof(soup.map(encodeBytes), fc.uint8Array({ maxLength: 200 })),
  });

  test("never throws, and the reply is one that RFC 6749 knows, without the state changing hands", () => {
    fc.assert(
      fc.property(request, (each) => {
        const result = answer(each, START, NOW, ids("fresh"));
        expect([200, 400, 401]).toContain(result.reply.status);
        expect(result.reply.status === 200).toBe(result.truth.rule === null);
        JSON.parse(result.reply.body);
      }),
      { numRuns: 2_000 },
    );
  });

  test("64 kB of one character take no time", () => {
    const started = performance.now();
    for (const char of ["&", "%", "=", "a", "+", " ", "{", "%41"]) {
      send({ body: char.repeat(65_536 / char.length) });
      send({ auth: `Basic ${char.repeat(16_000)}` });
      send({ body: grant(char.repeat(20_000)) });
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

test("every client can be written in every way it is registered for", () => {
  expect(PRACTICE_CLIENTS.some(({ secret }) => secret === null)).toBe(true);
  for (const each of PRACTICE_CLIENTS.filter(({ mayRefresh }) => mayRefresh)) {
    for (const method of each.auth) {
      const family = issueFamily(each, ids("each"), NOW);
      const inBody: [string, string][] = method === "client_secret_basic" ? [] : [["client_id", each.id]];
      if (method === "client_secret_post") inBody.push(["client_secret", each.secret ?? ""]);
      const result = send({
        auth: method === "client_secret_basic" ? basicOf(each) : null,
        body: grant(family.current, inBody),
        state: keepFamily(EMPTY_STATE, family, NOW),
      });
      expect(result.reply.status, `${each.id} by ${method}`).toBe(200);
    }
  }
});
