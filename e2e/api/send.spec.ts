import { randomUUID } from "node:crypto";
import net from "node:net";
import { type APIRequestContext, expect, test } from "@playwright/test";
import { type Cage, plainServer } from "../../lib/server/zoo.testing.ts";

const TOKENS = '{"access_token":"a","token_type":"Bearer","refresh_token":"r2"}';
const GOOD = `HTTP/1.1 200 OK\r\nX-Case: one\r\nContent-Length: ${TOKENS.length}\r\n\r\n${TOKENS}`;
const SECRET = "Secret-never-repeated";
const TOKEN = "Token-never-repeated";

const cages: Cage[] = [];
test.afterEach(async () => {
  await Promise.all(cages.splice(0).map((cage) => cage.close()));
});

async function keep(answer: string | ((socket: net.Socket) => void)): Promise<Cage> {
  const cage = await plainServer(answer);
  cages.push(cage);
  return cage;
}

const refresh = (port: number, more: object = {}) => ({
  tokenEndpoint: `http://127.0.0.1:${port}/token`,
  clientId: "app",
  clientSecret: SECRET,
  refreshToken: TOKEN,
  clientAuth: "client_secret_basic",
  ...more,
});

async function send(request: APIRequestContext, port: number, more: object = {}) {
  const reply = await request.post("/api/send", { data: refresh(port, more) });
  expect(reply.status()).toBe(200);
  return reply.json();
}

test("an exchange holds the bytes that went out and those that came back", async ({ request }) => {
  const cage = await keep(GOOD);
  const exchange = await send(request, cage.port);
  expect(exchange.request.raw.base64).toBe(cage.requests[0]?.toString("base64"));
  expect(exchange).toMatchObject({
    response: { status: 200, headers: [["X-Case", "one"], expect.anything()], body: { truncated: false } },
    failure: null,
    remote: { address: "127.0.0.1", port: cage.port, tls: null },
    findings: expect.any(Array),
  });
  expect(Buffer.from(exchange.response.raw.base64, "base64").toString()).toBe(GOOD);
  expect(cage.requests).toHaveLength(1);
});

test("an upstream's status and headers are never our own", async ({ request }) => {
  const cage = await keep("HTTP/1.1 401 No\r\nSet-Cookie: a=b\r\nX-Upstream: 1\r\nContent-Length: 0\r\n\r\n");
  const reply = await request.post("/api/send", { data: refresh(cage.port) });
  expect(reply.status()).toBe(200);
  expect(Object.keys(reply.headers())).not.toContain("x-upstream");
  expect(Object.keys(reply.headers())).not.toContain("set-cookie");
  expect(reply.headers()["cache-control"]).toContain("no-store");
});

test("a second POST under a known id sends nothing, while the first runs and afterwards", async ({ request }) => {
  const cage = await keep((socket) => setTimeout(() => socket.end(GOOD), 600));
  const exchangeId = randomUUID();
  const both = await Promise.all([0, 1].map(() => send(request, cage.port, { exchangeId })));
  const later = await send(request, cage.port, { exchangeId, refreshToken: "another" });
  const again = await (await request.get(`/api/send/${exchangeId}`)).json();
  expect(both[0].id).toBe(exchangeId);
  for (const exchange of [both[1], later, again]) expect(exchange).toEqual(both[0]);
  expect(cage.requests).toHaveLength(1);
});

test("while it runs: 202 and the stages, live; then the end", async ({ request }) => {
  const cage = await keep((socket) => setTimeout(() => socket.end(GOOD), 900));
  const exchangeId = randomUUID();
  const sending = send(request, cage.port, { exchangeId });
  await expect.poll(() => cage.requests.length).toBe(1);
  const running = await request.get(`/api/send/${exchangeId}`);
  expect(running.status()).toBe(202);
  expect(await running.json()).toEqual({ id: exchangeId, stage: "wait" });
  const stream = await request.get(`/api/send/${exchangeId}/events`);
  expect(stream.headers()["content-type"]).toContain("text/event-stream");
  const events = (await stream.text()).trim().split("\n\n");
  expect(events.map((event) => event.split("\n")[0])).toEqual([
    "event: stage",
    "event: stage",
    "event: stage",
    "event: done",
  ]);
  const stages = events.slice(0, 3).map((event) => JSON.parse(event.split("\ndata: ")[1] ?? ""));
  expect(stages.map(({ stage }) => stage)).toEqual(["connect", "wait", "read"]);
  for (const { atMs } of stages) expect(typeof atMs).toBe("number");
  await sending;
});

test("DELETE closes the upstream at once; the waiting POST and a later GET hear of it", async ({ request }) => {
  const cage = await keep(() => {});
  const exchangeId = randomUUID();
  const sending = send(request, cage.port, { exchangeId });
  await expect.poll(() => cage.requests.length).toBe(1);
  expect((await request.delete(`/api/send/${exchangeId}`)).status()).toBe(204);
  await cage.gone;
  expect(await sending).toMatchObject({ response: null, failure: { kind: "cancelled" } });
  expect(await (await request.get(`/api/send/${exchangeId}`)).json()).toMatchObject({ failure: { kind: "cancelled" } });
});

test("DELETE that comes late loses nothing", async ({ request }) => {
  const cage = await keep(GOOD);
  const exchangeId = randomUUID();
  const exchange = await send(request, cage.port, { exchangeId });
  expect((await request.delete(`/api/send/${exchangeId}`)).status()).toBe(204);
  expect(await (await request.get(`/api/send/${exchangeId}`)).json()).toEqual(exchange);
});

/** Posts on a bare socket and leaves as soon as the upstream has the request. */
async function leave(baseURL: string | undefined, cage: Cage, body: object): Promise<void> {
  const { hostname, port, host } = new URL(baseURL ?? "");
  const text = JSON.stringify(body);
  const socket = net.connect(Number(port), hostname);
  socket.write(
    `POST /api/send HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
  );
  await expect.poll(() => cage.requests.length).toBe(1);
  socket.destroy();
}

test("a caller who leaves without an id: the upstream is closed at once", async ({ baseURL }) => {
  const cage = await keep(() => {});
  await leave(baseURL, cage, refresh(cage.port, { timeoutMs: 20_000 }));
  const start = Date.now();
  await cage.gone;
  expect(Date.now() - start).toBeLessThan(2000);
});

test("a caller who leaves with an id: the answer is kept for them", async ({ baseURL, request }) => {
  const cage = await keep((socket) => setTimeout(() => socket.end(GOOD), 700));
  const exchangeId = randomUUID();
  await leave(baseURL, cage, refresh(cage.port, { exchangeId }));
  await expect.poll(async () => (await request.get(`/api/send/${exchangeId}`)).status()).toBe(200);
  const exchange = await (await request.get(`/api/send/${exchangeId}`)).json();
  expect(Buffer.from(exchange.response.body.base64, "base64").toString()).toBe(TOKENS);
});

test("an unknown id is a 404 Problem on each of its addresses", async ({ request }) => {
  const path = `/api/send/${randomUUID()}`;
  for (const reply of [await request.get(path), await request.delete(path), await request.get(`${path}/events`)]) {
    expect(reply.status()).toBe(404);
    expect(reply.headers()["content-type"]).toContain("application/problem+json");
  }
});

for (const [name, more, path] of [
  ["no endpoint", { tokenEndpoint: undefined }, "tokenEndpoint"],
  ["an endpoint that is a list", { tokenEndpoint: ["http://127.0.0.1/"] }, "tokenEndpoint"],
  ["an endpoint without a scheme", { tokenEndpoint: "127.0.0.1/token" }, "tokenEndpoint"],
  ["an endpoint with a password", { tokenEndpoint: `http://u:${SECRET}@127.0.0.1/` }, "tokenEndpoint"],
  ["an endpoint with a space", { tokenEndpoint: "http://127.0.0.1/ " }, "tokenEndpoint"],
  ["an endpoint of another scheme", { tokenEndpoint: "ftp://127.0.0.1/" }, "tokenEndpoint"],
  ["a token that is a number", { refreshToken: 1 }, "refreshToken"],
  ["a secret that is null", { clientSecret: null }, "clientSecret"],
  ["a method without its key", { clientAuth: "private_key_jwt" }, "clientKey"],
  ["an unknown method", { clientAuth: SECRET }, "clientAuth"],
  ["a time too short", { timeoutMs: 999 }, "timeoutMs"],
  ["a time too long", { timeoutMs: 60_001 }, "timeoutMs"],
  ["a time that is no whole number", { timeoutMs: 1000.5 }, "timeoutMs"],
  ["an id that is no uuid", { exchangeId: SECRET }, "exchangeId"],
  ["a line break in a header value", { headers: [["X-A", `${SECRET}\r\nX-B: 1`]] }, "headers.0.1"],
  ["a line break in a header name", { headers: [["X-A\n", "1"]] }, "headers.0.0"],
  ["a header name with a blank", { headers: [["Host ", "1"]] }, "headers.0.0"],
  ["a header of the framing", { headers: [["transfer-encoding", "chunked"]] }, "headers.0.0"],
  ["a core parameter", { params: { grant_type: "password" } }, "params"],
  ["an unknown key", { [SECRET]: TOKEN }, ""],
  ["a key that is none", { clientAuth: "private_key_jwt", clientKey: { pem: SECRET } }, "clientKey"],
  ["an authority that is none", { caCertificate: SECRET }, "caCertificate"],
] as const) {
  test(`refused, and nothing is repeated or sent: ${name}`, async ({ request }) => {
    const cage = await keep(GOOD);
    const reply = await request.post("/api/send", { data: refresh(cage.port, more) });
    expect(reply.status()).toBe(400);
    expect(reply.headers()["content-type"]).toContain("application/problem+json");
    const text = await reply.text();
    expect(JSON.parse(text).errors[0].path).toBe(path);
    expect(text).not.toContain(SECRET);
    expect(text).not.toContain(TOKEN);
    expect(cage.requests).toHaveLength(0);
  });
}

test("a lone surrogate and a body over 64 kB are refused", async ({ request }) => {
  const post = (data: string) => request.post("/api/send", { data, headers: { "Content-Type": "application/json" } });
  const body = JSON.stringify(refresh(9, { scope: "SCOPE" }));
  expect((await post(body.replace("SCOPE", "\\ud800"))).status()).toBe(400);
  expect((await post(body.replace("SCOPE", "x".repeat(66_000)))).status()).toBe(413);
});
