import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { refreshRequest } from "../../app/api/schema.ts";
import { apiRoute, bareRoute, jsonRoute, type RouteHandler } from "./json-route.ts";

const CANARY = "C4n4ry";

const thing = z.strictObject({
  text: z.string().max(5),
  kind: z.enum(["a", "b"]).exactOptional(),
  count: z.int().min(1).max(9).exactOptional(),
  list: z.array(z.tuple([z.string(), z.string()])).exactOptional(),
  free: z.record(z.string(), z.strictObject({ text: z.string() })).exactOptional(),
  either: z
    .union([z.strictObject({ left: z.string() }), z.strictObject({ right: z.array(z.string()) })])
    .exactOptional(),
});

const echo = jsonRoute({ body: thing, maxBytes: 200 }, (body) => body);

async function post(handler: RouteHandler, body: BodyInit | null, headers: Record<string, string> = {}) {
  const request = new Request("http://localhost/api/x", {
    method: "POST",
    body,
    headers,
    ...(body instanceof ReadableStream && { duplex: "half" }),
  } as RequestInit);
  const response = await handler(request, { params: Promise.resolve({}) });
  const text = await response.text();
  return { response, text, json: text === "" ? undefined : JSON.parse(text) };
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe("what a route refuses", () => {
  const cases: { name: string; body: BodyInit | null; status: number; errors?: [path: string, message: RegExp][] }[] = [
    { name: "nothing", body: null, status: 400 },
    { name: "no JSON", body: `{"text":"${CANARY}`, status: 400 },
    { name: "no UTF-8", body: Uint8Array.of(0x22, 0xff, 0x22), status: 400 },
    { name: "a lone surrogate", body: '{"text":"\\ud800"}', status: 400 },
    { name: "a lone surrogate in a key", body: '{"\\udc00":"x"}', status: 400 },
    { name: "a lone surrogate far down", body: '{"text":"a","list":[["a","\\ud83d"]]}', status: 400 },
    { name: "__proto__", body: '{"text":"a","free":{"__proto__":{"text":"a"}}}', status: 400 },
    { name: "too many bytes", body: JSON.stringify({ text: "x".repeat(200) }), status: 413 },
    { name: "no object", body: "[]", status: 400, errors: [["", /an object/]] },
    { name: "null", body: "null", status: 400, errors: [["", /an object/]] },
    { name: "a missing field", body: "{}", status: 400, errors: [["text", /required/]] },
    { name: "another type", body: '{"text":["a"]}', status: 400, errors: [["text", /a string/]] },
    { name: "too long", body: '{"text":"abcdef"}', status: 400, errors: [["text", /at most 5 characters/]] },
    { name: "an unknown key", body: `{"text":"a","${CANARY}":"${CANARY}"}`, status: 400, errors: [["", /not known/]] },
    { name: "none of these", body: `{"text":"a","kind":"${CANARY}"}`, status: 400, errors: [["kind", /"a", "b"/]] },
    { name: "too small", body: '{"text":"a","count":0}', status: 400, errors: [["count", /at least 1/]] },
    { name: "no whole number", body: '{"text":"a","count":1.5}', status: 400, errors: [["count", /whole number/]] },
    {
      name: "in a list",
      body: '{"text":"a","list":[["a","b"],["a",1]]}',
      status: 400,
      errors: [["list.1.1", /a string/]],
    },
    {
      name: "under a key of the caller's",
      body: `{"text":"a","free":{"${CANARY}":{"text":1}}}`,
      status: 400,
      errors: [["free", /a string/]],
    },
    {
      name: "under a key of the caller's that is a field elsewhere",
      body: `{"text":"a","free":{"text":{"${CANARY}":1,"text":"a"}}}`,
      status: 400,
      errors: [["free", /not known/]],
    },
    {
      name: "no shape of a union",
      body: `{"text":"a","either":"${CANARY}"}`,
      status: 400,
      errors: [["either", /shapes/]],
    },
  ];

  test.each(cases)("$name", async ({ body, status, errors }) => {
    const { response, text, json } = await post(echo, body);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(json).toMatchObject({ type: "about:blank", status, title: expect.any(String), detail: expect.any(String) });
    expect(text).not.toContain(CANARY);
    const found = json.errors?.map(({ path, message }: { path: string; message: string }) => [path, message]);
    expect(found).toEqual(errors?.map(([path, message]) => [path, expect.stringMatching(message)]));
  });

  test("a thousand errors are cut short", async () => {
    const list = Array.from({ length: 1_000 }, () => 1);
    const { json } = await post(
      jsonRoute({ body: thing }, () => null),
      JSON.stringify({ text: "a", list }),
    );
    expect(json.errors).toHaveLength(20);
  });

  test("a stream is cut off as soon as it is too long", async () => {
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 100;
        controller.enqueue(new Uint8Array(100));
      },
    });
    const { response } = await post(echo, endless);
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(1_000);
  });

  test("an announced length is believed", async () => {
    const { response } = await post(echo, "{}", { "Content-Length": "201" });
    expect(response.status).toBe(413);
  });

  test("a body that breaks off", async () => {
    const broken = new ReadableStream({ start: (controller) => controller.error(new Error(CANARY)) });
    const { response, text } = await post(echo, broken);
    expect(response.status).toBe(400);
    expect(text).not.toContain(CANARY);
  });

  test("no JSON makes a route throw or repeat a word of it, however deep", async () => {
    const route = jsonRoute({ body: refreshRequest }, () => ({ fine: true }));
    const canaries = fc.constant(CANARY);
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        canaries,
        fc.integer(),
        fc.constant(null),
        fc.array(tie("any")),
        fc.dictionary(fc.oneof(canaries, fc.constantFrom(...Object.keys(refreshRequest.shape))), tie("any")),
      ),
    })).any;
    await fc.assert(
      fc.asyncProperty(value, async (each) => {
        const { response, text } = await post(route, JSON.stringify(each));
        expect([200, 400]).toContain(response.status);
        expect(text).not.toContain(CANARY);
      }),
      { numRuns: 500 },
    );
    const deep = await post(
      jsonRoute({ body: thing, maxBytes: 1e6 }, () => null),
      "[".repeat(4e5) + "]".repeat(4e5),
    );
    expect(deep.response.status).toBe(400);
  });
});

describe("the refresh request", () => {
  const right = {
    tokenEndpoint: "http://127.0.0.1/token",
    clientId: "id",
    clientSecret: "",
    refreshToken: "token",
    clientAuth: "client_secret_basic",
  };
  const route = jsonRoute({ body: refreshRequest }, () => ({ fine: true }));

  test.each([
    { name: "CR LF in a value", more: { headers: [["X-A", "a\r\nX-B: 1"]] }, path: "headers.0.1" },
    {
      name: "LF in a second value",
      more: {
        headers: [
          ["X-A", "a"],
          ["X-B", "\n"],
        ],
      },
      path: "headers.1.1",
    },
    { name: "CR in a name", more: { headers: [["X\r", "a"]] }, path: "headers.0.0" },
    { name: "a colon in a name", more: { headers: [["X:", "a"]] }, path: "headers.0.0" },
    { name: "NUL in a value", more: { headers: [["X", "\0"]] }, path: "headers.0.1" },
    { name: "Host", more: { headers: [["hOST", "a"]] }, path: "headers.0.0" },
    { name: "Transfer-Encoding", more: { headers: [["Transfer-Encoding", "chunked"]] }, path: "headers.0.0" },
    { name: "half a header", more: { headers: [["X"]] }, path: "headers.0" },
    { name: "a core parameter", more: { params: { a: "b", grant_type: "x" } }, path: "params" },
    { name: "a parameter that is a list", more: { params: { a: ["b"] } }, path: "params" },
    { name: "an unknown method", more: { clientAuth: CANARY }, path: "clientAuth" },
    { name: "a secret that is null", more: { clientSecret: null }, path: "clientSecret" },
    { name: "both kinds of key", more: { clientKey: { pem: "a", jwk: {} } }, path: "clientKey" },
  ])("$name is refused with its place", async ({ more, path }) => {
    const { response, text, json } = await post(route, JSON.stringify({ ...right, ...more }));
    expect(response.status).toBe(400);
    expect(json.errors[0].path).toBe(path);
    expect(text).not.toContain(CANARY);
  });

  test.each([
    {},
    { scope: "a b", basicEncoding: "raw", params: { audience: "x", "": "" }, headers: [["Authorization", "é\t~"]] },
    { clientAuth: "private_key_jwt", clientKey: { jwk: { kty: "EC", key_ops: ["sign"], ext: true } } },
    { certificate: "pem", dpop: true, resource: ["https://a.example"] },
  ])("a right one is taken: %j", async (more) => {
    expect((await post(route, JSON.stringify({ ...right, ...more }))).json).toEqual({ fine: true });
  });
});

describe("what a route answers", () => {
  test("a value, with the headers of every answer", async () => {
    const { response, json } = await post(echo, '{"text":"a"}');
    expect(json).toEqual({ text: "a" });
    expect(Object.fromEntries(response.headers)).toEqual({
      "cache-control": "no-store",
      "content-type": "application/json",
      "cross-origin-resource-policy": "same-origin",
      "x-content-type-options": "nosniff",
    });
  });

  test("a response of its own, its own headers kept", async () => {
    const events = bareRoute(
      () => new Response("data: 1\n\n", { headers: { "Cache-Control": "no-cache, no-transform" } }),
    );
    const response = await events(new Request("http://localhost/"), { params: Promise.resolve({}) });
    expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  test("500 for a bug, without a word of it, in the answer and in the log", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    const broken = jsonRoute({ body: thing }, ({ text }) => {
      throw new TypeError(`cannot read ${text}`);
    });
    const { response, text } = await post(broken, '{"text":"C4n4r"}');
    expect(response.status).toBe(500);
    expect(text).not.toContain("C4n4r");
    expect(logged.mock.calls).toEqual([[expect.stringMatching(/^Unexpected TypeError at [\w.-]+:\d+:\d+$/)]]);
  });

  test("405 with Allow for every method that is not given", async () => {
    const exported = apiRoute({ GET: bareRoute(() => 1), DELETE: bareRoute(() => 2) });
    const statuses = await Promise.all(
      Object.entries(exported).map(async ([method, handler]) => {
        const response = await handler(new Request("http://localhost/"), { params: Promise.resolve({}) });
        return [method, response.status, response.headers.get("allow")];
      }),
    );
    const allow = "GET, HEAD, DELETE, OPTIONS";
    expect(statuses).toEqual([
      ["GET", 200, null],
      ["HEAD", 200, null],
      ["POST", 405, allow],
      ["PUT", 405, allow],
      ["PATCH", 405, allow],
      ["DELETE", 200, null],
      ["OPTIONS", 204, allow],
    ]);
  });
});
