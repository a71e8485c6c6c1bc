import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatBasic } from "../http/basic.ts";
import { formatForm } from "../http/form.ts";
import { encodeBytes, toBase64 } from "../text/bytes.ts";
import { answer, type PracticeAnswer } from "./answer.ts";
import { findClient, PRACTICE_CLIENTS, type PracticeClient } from "./client.ts";
import type { PracticeRequest } from "./parameters.ts";
import { EMPTY_STATE, issueFamily, keepFamily, type PracticeState, REFRESH_TOKEN_LIFETIME_MS } from "./state.ts";

const NOW = 1_700_000_000_000;
const FORM = "application/x-www-form-urlencoded";

function client(id: string): PracticeClient {
  const found = findClient(id);
  if (!found) throw new Error(`no client ${id}`);
  return found;
}

const plain = client("practice");
const nasty = client("nasty:app 100%+é");
const plainFamily = issueFamily(plain, ids("plain"), NOW);
const nastyFamily = issueFamily(nasty, ids("nasty"), NOW);
const publicFamily = issueFamily(client("practice-public"), ids("public"), NOW);
const START = [plainFamily, nastyFamily, publicFamily].reduce(
  (state, family) => keepFamily(state, family, NOW),
  EMPTY_STATE,
);

function ids(name: string) {
  return { family: name, accessToken: `${name}-access`, refreshToken: `${name}-refresh` };
}

const text = (body: string) => encodeBytes(body);
const basicOf = ({ id, secret }: PracticeClient) => formatBasic(id, secret ?? "", "form");
const grant = (token: string, more: [string, string][] = []): [string, string][] => [
  ["grant_type", "refresh_token"],
  ["refresh_token", token],
  ...more,
];

let serial = 0;

interface Sent {
  body?: string | [string, string][];
  auth?: string | null;
  type?: string | null;
  headers?: [string, string][];
  query?: string;
  state?: PracticeState;
  now?: number;
}

/** A request that is right for the plain client but for what is given. */
function send({
  body = grant(plainFamily.current),
  auth = basicOf(plain),
  type = FORM,
  ...rest
}: Sent = {}): PracticeAnswer {
  const headers: [string, string][] = [...(rest.headers ?? [])];
  if (type !== null) headers.push(["Content-Type", type]);
  if (auth !== null) headers.push(["Authorization", auth]);
  const request: PracticeRequest = {
    query: rest.query ?? "",
    headers,
    body: text(typeof body === "string" ? body : formatForm(body)),
  };
  return answer(request, rest.state ?? START, rest.now ?? NOW, ids(`fresh${serial++}`));
}

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
  const refresh = grant(plainFamily.current);
  const cases: { name: string; sent: Sent; status: number; error: string; rule: string }[] = [
    ...Object.entries<[Sent, string]>({
      "a JSON body": [{ body: '{"grant_type":"refresh_token"}', type: "application/json" }, "json-body"],
      "a JSON body under a form's type": [{ body: '{"grant_type":"refresh_token"}' }, "json-body"],
      "JSON that holds & and =": [{ body: '{"a":"&grant_type=refresh_token&x=1"}' }, "missing-refresh-token"],
      "a form under JSON's type": [{ type: "application/json" }, "json-content-type"],
      "no type": [{ type: null }, "missing-content-type"],
      "plain text": [{ type: "text/plain" }, "wrong-content-type"],
      multipart: [{ type: "multipart/form-data; boundary=x" }, "wrong-content-type"],
      "quotes in the type": [{ type: `"${FORM}"` }, "quotes-in-header-value"],
      "an empty body": [{ body: "" }, "empty-body"],
      "the grant in the query": [{ query: formatForm(refresh), body: "x=1" }, "params-in-query"],
      "the secret in the query": [{ query: "client_secret=x" }, "params-in-query"],
      "the grant in headers": [{ headers: [["grant_type", "refresh_token"]], body: "x=1" }, "params-in-headers"],
      "no grant_type": [{ body: [["refresh_token", plainFamily.current]] }, "missing-grant-type"],
      "an empty grant_type": [{ body: "grant_type=&refresh_token=x" }, "empty-value"],
      grantType: [{ body: [["grantType", "refresh_token"]] }, "misspelled-parameter"],
      "a parameter twice": [{ body: [...refresh, ...refresh] }, "duplicate-parameter"],
      "an unknown parameter twice": [{ body: `${formatForm(refresh)}&a=1&a=2` }, "duplicate-parameter"],
      "a bare %": [{ body: `${formatForm(refresh)}&a=100%` }, "unencoded-value"],
      "bytes that are no UTF-8": [{ body: `${formatForm(refresh)}&a=%ff` }, "unencoded-value"],
      "no refresh_token": [{ body: [["grant_type", "refresh_token"]] }, "missing-refresh-token"],
      "an empty refresh_token": [{ body: grant("") }, "missing-refresh-token"],
      refreshToken: [
        {
          body: [
            ["grant_type", "refresh_token"],
            ["refreshToken", "x"],
          ],
        },
        "misspelled-parameter",
      ],
      "Basic and a secret in the body": [
        { body: [...refresh, ["client_id", plain.id], ["client_secret", "x"]] },
        "two-client-auth-methods",
      ],
      "Basic and another client_id": [{ body: [...refresh, ["client_id", "other"]] }, "two-client-auth-methods"],
      "an unknown dialect": [{ query: "dialect=x" }, "wrong-endpoint"],
    }).map(([name, [sent, rule]]) => ({ name, sent, rule, status: 400, error: "invalid_request" })),
    ...Object.entries<[Sent, string]>({
      "nothing about the client": [{ auth: null }, "missing-client-auth"],
      "a secret without an id": [{ auth: null, body: [...refresh, ["client_secret", "x"]] }, "missing-client-id"],
      "an id without a secret": [{ auth: null, body: [...refresh, ["client_id", plain.id]] }, "missing-client-auth"],
      "an assertion": [{ auth: null, body: [...refresh, ["client_assertion", "x"]] }, "wrong-auth-method"],
      Bearer: [{ auth: "Bearer abc" }, "bearer-instead-of-basic"],
      "Basic without a value": [{ auth: "Basic" }, "basic-malformed-scheme"],
      "Basic: with a colon": [{ auth: basicOf(plain).replace(" ", ": ") }, "basic-malformed-scheme"],
      "plain text behind Basic": [{ auth: "Basic practice:practice-secret" }, "basic-not-base64"],
      "the formula itself": [{ auth: "Basic base64(id:secret)" }, "basic-literal-formula"],
      "both encoded apart": [
        { auth: `Basic ${b64("practice")}:${b64("practice-secret")}` },
        "basic-encoded-separately",
      ],
      "encoded twice": [{ auth: `Basic ${b64(b64("practice:practice-secret"))}` }, "basic-double-encoded"],
      "no colon": [{ auth: `Basic ${b64("practice")}` }, "basic-missing-colon"],
      "no padding": [{ auth: `Basic ${b64("practice:x").replaceAll("=", "")}` }, "basic-missing-padding"],
      "the URL alphabet": [
        { auth: `Basic ${b64("practice:~~~???>>>").replaceAll("+", "-").replaceAll("/", "_")}` },
        "basic-base64url",
      ],
      "a line break inside": [
        { auth: `Basic ${b64("practice").slice(0, 4)} ${b64("practice").slice(4)}` },
        "basic-line-wrapped",
      ],
      "another character inside": [{ auth: "Basic cHJh*2U6" }, "basic-stray-characters"],
      "a trailing newline": [{ auth: `Basic ${b64("practice:practice-secret\n")}` }, "basic-trailing-newline"],
      "raw values that need encoding": [
        { auth: formatBasic(nasty.id, nasty.secret ?? "", "raw") },
        "basic-not-form-encoded",
      ],
      "a wrong secret": [{ auth: formatBasic("practice", "other", "form") }, "wrong-secret"],
      "an unknown client": [{ auth: formatBasic("other", "other", "form") }, "wrong-client"],
      "id and secret swapped": [{ auth: formatBasic("practice-secret", "practice", "form") }, "credentials-swapped"],
      "the id for the secret": [{ auth: formatBasic("practice", "practice", "form") }, "secret-equals-id"],
      "undefined:undefined": [{ auth: formatBasic("undefined", "undefined", "form") }, "undefined-credentials"],
      "a placeholder": [{ auth: formatBasic("practice", "<client secret>", "form") }, "placeholder-left"],
      "a blank behind the secret": [
        { auth: formatBasic("practice", "practice-secret ", "form") },
        "whitespace-in-value",
      ],
      "quotes around the secret": [{ auth: formatBasic("practice", '"practice-secret"', "form") }, "quotes-in-value"],
      "a public client with a secret": [{ auth: formatBasic("practice-public", "x", "form") }, "wrong-auth-method"],
      "the body for a Basic client": [
        { auth: null, body: [...refresh, ["client_id", "practice-basic"], ["client_secret", "basic-secret"]] },
        "wrong-auth-method",
      ],
      "Basic for a body client": [{ auth: formatBasic("practice-post", "post-secret", "form") }, "wrong-auth-method"],
    }).map(([name, [sent, rule]]) => ({ name, sent, rule, status: 401, error: "invalid_client" })),
    ...Object.entries<[Sent, string]>({
      "a token that nobody issued": [{ body: grant("rt_other.x") }, "refresh-token-never-issued"],
      "a token of this family that nobody issued": [{ body: grant("rt_plain.x") }, "refresh-token-never-issued"],
      "another client's token": [{ body: grant(publicFamily.current) }, "wrong-client"],
      "an expired token": [{ now: NOW + REFRESH_TOKEN_LIFETIME_MS }, "refresh-token-expired"],
      "a token with a newline": [{ body: grant(`${plainFamily.current}\n`) }, "whitespace-in-value"],
      "a token with a zero-width blank": [{ body: grant(`\u200B${plainFamily.current}`) }, "whitespace-in-value"],
      "a token in quotes": [{ body: grant(`'${plainFamily.current}'`) }, "quotes-in-value"],
      "a token with a raw +": [
        {
          auth: basicOf(nasty),
          body: `grant_type=refresh_token&refresh_token=${nastyFamily.current.replace("%", "%25").replace("&", "%26")}`,
        },
        "unencoded-value",
      ],
      "a token encoded twice": [
        { auth: basicOf(nasty), body: grant(encodeURIComponent(nastyFamily.current)) },
        "double-encoded-value",
      ],
    }).map(([name, [sent, rule]]) => ({ name, sent, rule, status: 400, error: "invalid_grant" })),
    {
      name: "another grant",
      sent: {
        body: [
          ["grant_type", "authorization_code"],
          ["code", "x"],
        ],
      },
      status: 400,
      error: "unsupported_grant_type",
      rule: "wrong-grant-type",
    },
    {
      name: "a client that may not refresh",
      sent: { auth: basicOf(client("practice-no-refresh")) },
      status: 400,
      error: "unauthorized_client",
      rule: "unauthorized-client",
    },
    ...["admin", "read,write", "read  write", "read\nwrite", 're"ad'].map((scope) => ({
      name: `scope ${JSON.stringify(scope)}`,
      sent: { body: grant(plainFamily.current, [["scope", scope]]) },
      status: 400,
      error: "invalid_scope",
      rule: "scope-widened",
    })),
  ];

  test.each(cases)("$name: $error, for $rule", ({ sent, status, error, rule }) => {
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
    body: fc.oneof(soup.map(text), fc.uint8Array({ maxLength: 200 })),
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
