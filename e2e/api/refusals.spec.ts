import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { z } from "zod";
import { API_ROUTES } from "../../app/api/routes.ts";
import { type Call, call, expectProblem } from "./raw-http.ts";

const CANARY = "C4n4ryV4lue";
const KEY = "C4n4ryK3y";

const address = (path: string) => path.replace(/\{\w+\}/g, () => randomUUID());
const paths = [...new Set(API_ROUTES.map(({ path }) => path))];
const takingJson = API_ROUTES.flatMap(({ body, path, method }) =>
  body ? [{ body, path, method: method.toUpperCase() }] : [],
);

/** The names of a body's fields, as the schema has them. */
function fieldsOf(body: z.ZodType): string[] {
  const names: string[] = [];
  const open: unknown[] = [z.toJSONSchema(body, { io: "input" })];
  for (let each = open.pop(); each; each = open.pop()) {
    const { properties, allOf, anyOf } = each as { properties?: object; allOf?: unknown[]; anyOf?: unknown[] };
    names.push(...Object.keys(properties ?? {}));
    open.push(...(allOf ?? []), ...(anyOf ?? []));
  }
  return names;
}

test("there are routes to ask", () => {
  expect(takingJson.length).toBeGreaterThan(1);
});

for (const path of paths) {
  test(`${path} answers a Problem to other methods`, async ({ baseURL = "" }) => {
    const taken = API_ROUTES.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "GET"].filter((each) => !taken.includes(each))) {
      const answer = await call(baseURL, { method, path: address(path) });
      expectProblem(answer, 405);
      for (const each of taken) expect(answer.headers.allow).toContain(each);
    }
  });

  test(`${path} is not for foreign hosts`, async ({ baseURL = "" }) => {
    const { port } = new URL(baseURL);
    for (const host of [`${CANARY}.example:${port}`, `127.0.0.1.${CANARY}.example`, `localhost:${Number(port) + 7}`]) {
      expectProblem(await call(baseURL, { path: address(path), headers: { Host: host } }), 421, [CANARY]);
    }
  });
}

for (const { body, path, method } of takingJson) {
  const ask = (baseURL: string, more: Omit<Call, "path">) => call(baseURL, { method, path: address(path), ...more });

  test(`${method} ${path} refuses what is no JSON`, async ({ baseURL = "" }) => {
    const headers = { "Content-Type": "application/json" };
    for (const text of [
      "",
      `{"text":"${CANARY}`,
      CANARY,
      `{"${KEY}":"\\ud800${CANARY}"}`,
      `["\\udfff"]`,
      "[".repeat(60_000),
    ]) {
      expectProblem(await ask(baseURL, { headers, body: text }), 400, [CANARY, KEY]);
    }
    expectProblem(await ask(baseURL, { headers, body: Buffer.from([0x22, 0xc3, 0x28, 0x22]) }), 400);
  });

  test(`${method} ${path} refuses unknown keys and wrong types, saying where`, async ({ baseURL = "" }) => {
    const wrong = { [KEY]: { [CANARY]: [CANARY] } };
    const bodies = [null, [], CANARY, 1, wrong, ...fieldsOf(body).map((field) => ({ [field]: wrong }))];
    for (const json of bodies) {
      const answer = await ask(baseURL, { json });
      expectProblem(answer, 400, [CANARY, KEY]);
      expect((answer.json as { errors: unknown[] }).errors.length).toBeGreaterThan(0);
    }
  });

  test(`${method} ${path} refuses a body over its cap`, async ({ baseURL = "" }) => {
    const large = path === "/api/inspect" ? 8_388_600 : 65_530;
    expectProblem(await ask(baseURL, { json: { [KEY]: "x".repeat(large) } }), 413, [KEY]);
  });

  test(`${method} ${path} refuses other content types and foreign pages`, async ({ baseURL = "" }) => {
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      `text/${CANARY}`,
      "application/json; charset=latin1",
    ]) {
      expectProblem(await ask(baseURL, { body: "{}", headers: { "Content-Type": type } }), 415, [CANARY]);
    }
    expectProblem(await ask(baseURL, { body: "{}" }), 415);
    const foreign = [{ Origin: `http://${CANARY}.example` }, { Origin: "null" }, { "Sec-Fetch-Site": "cross-site" }];
    for (const headers of [...foreign, { "Sec-Fetch-Site": "same-site" }]) {
      expectProblem(await ask(baseURL, { json: {}, headers }), 403, [CANARY]);
      // The origin comes before the content type, and both before the body.
      expectProblem(await ask(baseURL, { body: CANARY, headers }), 403, [CANARY]);
    }
  });
}

test("a header with a line break is refused with its place", async ({ baseURL = "" }) => {
  const refresh = { tokenEndpoint: `${baseURL}/x`, clientId: "a", refreshToken: CANARY, clientAuth: "none" };
  const refreshing = takingJson.filter(({ body }) => fieldsOf(body).includes("headers"));
  for (const { path, method } of refreshing) {
    for (const [headers, place] of [
      [[["X-A", `${CANARY}\r\nX-B: 1`]], "headers.0.1"],
      [
        [
          ["X-A", "a"],
          [`${CANARY}\n`, "a"],
        ],
        "headers.1.0",
      ],
    ]) {
      const answer = await call(baseURL, { method, path, json: { ...refresh, headers } });
      expectProblem(answer, 400, [CANARY]);
      expect((answer.json as { errors: { path: string }[] }).errors.map((error) => error.path)).toContain(place);
    }
  }
});

test("an unknown address of the API is a Problem for every method", async ({ baseURL = "" }) => {
  for (const path of ["/api", `/api/${CANARY}`, `/api/health/${CANARY}`, `/api/%zz${CANARY}`, "/api/openapi"]) {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      expectProblem(await call(baseURL, { method, path }), 404, [CANARY]);
    }
  }
});
