import { expect, test } from "@playwright/test";
import { startServer } from "./own-server.ts";
import { call, exchange, expectProblem } from "./raw-http.ts";
import { readRoutes } from "./routes.ts";

test.describe.configure({ mode: "serial" });

test("mode and origins are read at start, not built in", async () => {
  const server = await startServer({
    REGRANT_MODE: "public",
    REGRANT_ORIGIN: "https://regrant.example,http://b.example:8080",
  });
  try {
    const ask = (host: string, more = {}) =>
      call(server.baseURL, { path: "/api/health", headers: { Host: host, ...more } });
    expect((await ask("regrant.example")).json).toMatchObject({ status: "ok", mode: "public" });
    expect((await ask("b.example:8080")).status).toBe(200);
    expectProblem(await ask("b.example"), 421);
    expectProblem(await ask(new URL(server.baseURL).host), 421);
    const reset = (origin: string) =>
      call(server.baseURL, {
        method: "POST",
        path: "/api/practice/reset",
        json: {},
        headers: { Host: "regrant.example", Origin: origin },
      });
    expectProblem(await reset("http://regrant.example"), 403);
    expectProblem(await reset("http://b.example:8080"), 403);
    // In public mode nobody may kill everybody's tokens.
    expectProblem(await reset("https://regrant.example"), 400);
  } finally {
    await server.stop();
  }
});

// Hundreds of requests, one after another.
test.setTimeout(120_000);

test("no log line holds what was sent, however hostile it was", async () => {
  const canary = "C4n4rySecret";
  const server = await startServer({});
  const { baseURL } = server;
  const own = new URL(baseURL).host;
  try {
    const bodies = [
      `{"${canary}":"${canary}"}`,
      `{"text":"${canary}`,
      `{"text":["${canary}"]}`,
      `{"text":"\\ud800${canary}"}`,
      canary.repeat(6_000),
      `grant_type=refresh_token&refresh_token=${canary}&client_id=${canary}&client_secret=${canary}`,
    ];
    const types = ["application/json", "application/x-www-form-urlencoded", `text/${canary}`];
    const routes = await readRoutes(baseURL);
    const addresses = [...new Set(routes.map(({ path }) => path)), "/practice/token", "/practice", "/", `/${canary}`];
    for (const path of addresses.map((each) => each.replace(/\{\w+\}/g, canary))) {
      for (const body of bodies) {
        for (const type of types) {
          const headers = { "Content-Type": type, Authorization: `Basic ${canary}`, "X-Canary": canary };
          for (const method of ["POST", "DELETE"]) {
            await call(baseURL, { method, path: `${path}?client_secret=${canary}`, headers, body });
          }
        }
      }
    }
    const chunk = `100000\r\n${canary.repeat(0x100000 / canary.length + 1).slice(0, 0x100000)}\r\n`;
    const raw = [
      `GET /%zz${canary} HTTP/1.1\r\nHost: ${own}\r\nConnection: close\r\n\r\n`,
      `GET http://[${canary}/ HTTP/1.1\r\nHost: ${own}\r\nConnection: close\r\n\r\n`,
      `GET ${canary} HTTP/1.1\r\nHost: ${own}\r\nConnection: close\r\n\r\n`,
      `TRACE /${canary} HTTP/1.1\r\nHost: ${own}\r\nConnection: close\r\n\r\n`,
      `GET / HTTP/1.1\r\nHost: ${canary}\r\nConnection: close\r\n\r\n`,
      `${canary}\r\n\r\n`,
      `POST /practice/token?client_secret=${canary} HTTP/1.1\r\nHost: ${own}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(12)}`,
      `POST /practice/token?client_secret=${canary} HTTP/1.1\r\nHost: ${own}\r\nContent-Length: 99999999\r\n\r\n${chunk.repeat(12)}`,
      `POST /practice/token?client_secret=${canary} HTTP/1.1\r\nHost: ${own}\r\nContent-Length: 999\r\n\r\n${canary}`,
    ];
    for (const bytes of raw) await exchange(baseURL, bytes, 2_000);
    expect((await call(baseURL, { path: "/api/health" })).status).toBe(200);
    expect(server.log()).not.toContain(canary);
    // A bug would print "Unexpected …"; nothing that comes from outside may be one.
    expect(server.log()).not.toMatch(/Unexpected|TypeError|RangeError|exceeded/);
  } finally {
    await server.stop();
  }
});
