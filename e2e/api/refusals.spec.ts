import { expect } from "@playwright/test";
import { type Call, call, exchange, expectProblem } from "./raw-http.ts";
import { addressOf, type Route, readRoutes } from "./routes.ts";
import { test } from "./server-test.ts";

const CANARY = "C4n4ryV4lue";
const KEY = "C4n4ryK3y";

/** One step of the test for each route that takes JSON. */
async function eachBody(
  baseURL: string,
  work: (ask: (more: Omit<Call, "path">) => ReturnType<typeof call>, route: Route) => Promise<void>,
): Promise<void> {
  const routes = (await readRoutes(baseURL)).filter(({ fields }) => fields !== null);
  expect(routes.length).toBeGreaterThan(1);
  for (const route of routes) {
    const ask = (more: Omit<Call, "path">) => call(baseURL, { method: route.method, path: addressOf(route), ...more });
    await test.step(`${route.method} ${route.path}`, () => work(ask, route));
  }
}

test("every route answers a Problem to other methods and to foreign hosts", async ({ server: baseURL }) => {
  const routes = await readRoutes(baseURL);
  const { port } = new URL(baseURL);
  for (const path of new Set(routes.map((route) => route.path))) {
    await test.step(path, async () => {
      const taken = routes.filter((route) => route.path === path);
      const address = taken.map(addressOf)[0] ?? path;
      const methods = taken.map(({ method }) => method);
      for (const method of ["POST", "PUT", "PATCH", "DELETE", "GET"].filter((each) => !methods.includes(each))) {
        const answer = await call(baseURL, { method, path: address });
        expectProblem(answer, 405);
        for (const each of methods) expect(answer.headers.allow).toContain(each);
      }
      for (const host of [
        `${CANARY}.example:${port}`,
        `127.0.0.1.${CANARY}.example`,
        `localhost:${Number(port) + 7}`,
      ]) {
        expectProblem(await call(baseURL, { path: address, headers: { Host: host } }), 421, [CANARY]);
      }
    });
  }
});

test("what is no JSON is refused", async ({ server: baseURL }) => {
  await eachBody(baseURL, async (ask) => {
    const headers = { "Content-Type": "application/json" };
    const lone = [`{"${KEY}":"\\ud800${CANARY}"}`, `["\\udfff"]`];
    for (const body of ["", `{"text":"${CANARY}`, CANARY, ...lone, "[".repeat(60_000)]) {
      expectProblem(await ask({ headers, body }), 400, [CANARY, KEY]);
    }
    expectProblem(await ask({ headers, body: Buffer.from([0x22, 0xc3, 0x28, 0x22]) }), 400);
  });
});

test("unknown keys and wrong types are refused, saying where", async ({ server: baseURL }) => {
  await eachBody(baseURL, async (ask, { fields }) => {
    const wrong = { [KEY]: { [CANARY]: [CANARY] } };
    for (const json of [null, [], CANARY, 1, wrong, ...(fields ?? []).map((field) => ({ [field]: wrong }))]) {
      const answer = await ask({ json });
      expectProblem(answer, 400, [CANARY, KEY]);
      expect((answer.json as { errors: unknown[] }).errors.length).toBeGreaterThan(0);
    }
  });
});

test("a body over the cap is refused", async ({ server: baseURL }) => {
  await eachBody(baseURL, async (ask, { path }) => {
    if (path !== "/api/inspect") {
      expectProblem(await ask({ json: { [KEY]: "x".repeat(65_530) } }), 413, [KEY]);
      return;
    }
    // What is announced too long is refused by its headers; who goes on writing may find the connection closed.
    const head = ["POST /api/inspect HTTP/1.1", `Host: ${new URL(baseURL).host}`, "Content-Type: application/json"];
    const framing = ["Content-Length: 8388609", "Connection: close"];
    const start = `${[...head, ...framing].join("\r\n")}\r\n\r\n{"${KEY}":"x`;
    expectProblem(await exchange(baseURL, start), 413, [KEY]);
  });
});

test("other content types and foreign pages are refused", async ({ server: baseURL }) => {
  await eachBody(baseURL, async (ask) => {
    const types = [
      "text/plain",
      "application/x-www-form-urlencoded",
      `text/${CANARY}`,
      "application/json; charset=latin1",
    ];
    for (const type of types) {
      expectProblem(await ask({ body: "{}", headers: { "Content-Type": type } }), 415, [CANARY]);
    }
    expectProblem(await ask({ body: "{}" }), 415);
    const sites = ["cross-site", "same-site", "none"].map((site) => ({ "Sec-Fetch-Site": site }));
    for (const headers of [{ Origin: `http://${CANARY}.example` }, { Origin: "null" }, ...sites]) {
      expectProblem(await ask({ json: {}, headers }), 403, [CANARY]);
      // The origin comes before the content type, and both before the body.
      expectProblem(await ask({ body: CANARY, headers }), 403, [CANARY]);
    }
  });
});

test("a header with a line break is refused with its place", async ({ server: baseURL }) => {
  const refresh = { tokenEndpoint: `${baseURL}/x`, clientId: "a", refreshToken: CANARY, clientAuth: "none" };
  await eachBody(baseURL, async (ask, { fields }) => {
    if (!fields?.includes("headers")) return;
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
      const answer = await ask({ json: { ...refresh, headers } });
      expectProblem(answer, 400, [CANARY]);
      expect((answer.json as { errors: { path: string }[] }).errors.map((error) => error.path)).toContain(place);
    }
  });
});

test("an unknown address of the API is a Problem for every method", async ({ server: baseURL }) => {
  for (const path of ["/api", `/api/${CANARY}`, `/api/health/${CANARY}`, `/api/%zz${CANARY}`, "/api/openapi"]) {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      expectProblem(await call(baseURL, { method, path }), 404, [CANARY]);
    }
  }
});
