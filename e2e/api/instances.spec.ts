import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { openRedis, type RedisServer } from "../../lib/server/redis.testing.ts";
import { findProgram } from "../../scripts/tools.mjs";
import { type OwnServer, startServer } from "./own-server.ts";
import { openByteProxy, openHttpProxy, type PlainProxy, TO_HEADER } from "./plain-proxy.ts";
import { type Answer, type Call, call } from "./raw-http.ts";

test.describe.configure({ mode: "serial" });
test.skip(!findProgram("redis-server"), "redis-server is not on this machine");
test.setTimeout(240_000);

const SENDS_PER_MINUTE = 6;
const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

let redis: RedisServer;
let instances: OwnServer[] = [];
let proxies: PlainProxy[] = [];
let base = "";

/** Two production servers that share a Redis, behind a proxy for the app and one for the catch port. */
test.beforeAll(async () => {
  redis = await openRedis();
  const app = await openHttpProxy(() => instances.map(({ baseURL }) => Number(new URL(baseURL).port)));
  const caught = await openByteProxy(() => instances.map(({ baseURL }) => Number(new URL(baseURL).port) + 1));
  proxies = [app, caught];
  base = `http://127.0.0.1:${app.port}`;
  const env = {
    REDIS_URL: redis.url,
    REGRANT_MODE: "public",
    REGRANT_ORIGIN: base,
    REGRANT_SENDS_PER_MINUTE: `${SENDS_PER_MINUTE}`,
    CATCH_ORIGIN: `http://127.0.0.1:${caught.port}`,
    TRUST_PROXY: "127.0.0.1",
  };
  instances = await Promise.all([startServer(env), startServer(env)]);
  await expectMemory(FINE);
});
test.afterAll(async () => {
  for (const proxy of proxies) proxy.close();
  await Promise.all(instances.map((each) => each.stop()));
  await redis?.close();
});

/** Asks through the proxy: the instance that is named, or whose turn it is. */
function ask(instance: 0 | 1 | null, { headers, ...rest }: Call): Promise<Answer> {
  const to: Record<string, string> = instance === null ? {} : { [TO_HEADER]: `${instance}` };
  return call(base, { ...rest, headers: { ...headers, ...to } });
}

const FINE = /^none$/;

async function expectMemory(problem: RegExp): Promise<void> {
  for (const instance of [0, 1] as const) {
    const told = async () => {
      const { json } = await ask(instance, { path: "/api/health" });
      return (json as { memory: { problem: string | null } }).memory.problem ?? "none";
    };
    await expect.poll(told, { timeout: 30_000 }).toMatch(problem);
  }
}

interface Box {
  readonly id: string;
  readonly url: string;
}

async function makeBox(instance: 0 | 1 | null): Promise<Box> {
  const { status, json } = await ask(instance, { method: "POST", path: "/api/catch", json: {} });
  expect(status).toBe(201);
  return json as Box;
}

/** The paths below the box of what an instance lists, oldest first. */
async function pathsAt(instance: 0 | 1, { id }: Box): Promise<string[]> {
  const { json } = await ask(instance, { path: `/api/catch/${id}` });
  const { requests } = json as { requests: { request: { url: string } }[] };
  return requests.map(({ request }) => request.url.split("/").at(-1) ?? "");
}

/** Sends a request through the proxy of the catch port, which hands connections on in turn. */
async function send({ url }: Box, name: string): Promise<void> {
  const body = '{"grant_type":"refresh_token"}';
  const headers = { "Content-Type": "application/json", Connection: "close" };
  expect((await fetch(`${url}/${name}`, { method: "POST", headers, body })).status).toBe(400);
}

/** What the event stream of a box tells at an instance: the names of requests as they come. */
function follow(instance: 0 | 1, { id }: Box): { readonly seen: string[]; stop(): void } {
  const seen: string[] = [];
  const ending = new AbortController();
  void (async () => {
    const headers = { [TO_HEADER]: `${instance}` };
    const reply = await fetch(`${base}/api/catch/${id}/events`, { headers, signal: ending.signal });
    let text = "";
    for await (const piece of reply.body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(piece).toString();
      const events = text.split("\n\n");
      text = events.pop() ?? "";
      for (const event of events) {
        const name = /"url":"[^"]*\/([^"/]+)"/.exec(event)?.[1];
        if (name) seen.push(name);
      }
    }
  })().catch(() => undefined);
  return { seen, stop: () => ending.abort() };
}

async function tokenAt(instance: 0 | 1): Promise<string> {
  const { json } = await ask(instance, { path: "/api/practice" });
  const { tokens } = json as { tokens: { clientId: string; refreshToken: string }[] };
  return tokens.find(({ clientId }) => clientId === "practice")?.refreshToken ?? "";
}

async function refreshAt(instance: 0 | 1, token: string): Promise<{ status: number; token: string; error: string }> {
  const form = {
    grant_type: "refresh_token",
    refresh_token: token,
    client_id: "practice",
    client_secret: "practice-secret",
  };
  const body = String(new URLSearchParams(form));
  const { status, json } = await ask(instance, { method: "POST", path: "/practice/token", headers: FORM, body });
  const reply = json as Record<string, string>;
  return { status, token: reply.refresh_token ?? "", error: reply.error ?? "" };
}

test("each shows live what the other catches, in one order", async () => {
  const box = await makeBox(null);
  const streams = [follow(0, box), follow(1, box)];
  const names = Array.from({ length: 8 }, (_, i) => `request-${i}`);
  for (const name of names) await send(box, name);
  for (const { seen } of streams) await expect.poll(() => seen).toEqual(names);
  for (const instance of [0, 1] as const) expect(await pathsAt(instance, box)).toEqual(names);
  const headers = { [TO_HEADER]: "0" };
  expect((await call(base, { method: "DELETE", path: `/api/catch/${box.id}`, headers })).status).toBe(204);
  await expect.poll(async () => (await ask(1, { path: `/api/catch/${box.id}` })).status).toBe(404);
  for (const each of streams) each.stop();
});

test("a practice token rotates from one to the other, and its second use is seen by both", async () => {
  const first = await tokenAt(0);
  let token = first;
  for (const instance of [1, 0, 1, 0] as const) {
    const reply = await refreshAt(instance, token);
    expect(reply.status).toBe(200);
    token = reply.token;
  }
  expect(await refreshAt(1, first)).toMatchObject({ status: 400, error: "invalid_grant" });
  expect(await refreshAt(0, token)).toMatchObject({ status: 400, error: "invalid_grant" });
});

test("the same practice token at both at once is taken once", async () => {
  for (let i = 0; i < 10; i++) {
    const token = await tokenAt(0);
    const replies = await Promise.all([refreshAt(0, token), refreshAt(1, token)]);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  }
});

test("what is reset at one is dead at the other", async () => {
  const token = await tokenAt(0);
  await ask(1, { method: "POST", path: "/api/practice/reset", json: { refreshTokens: [token] } });
  expect(await refreshAt(0, token)).toMatchObject({ status: 400, error: "invalid_grant" });
});

test("sends are counted together, and held exchanges can be asked of either", async () => {
  const exchangeId = randomUUID();
  const order = {
    tokenEndpoint: `${base}/practice/token`,
    clientId: "practice",
    clientSecret: "practice-secret",
    refreshToken: await tokenAt(0),
    clientAuth: "client_secret_basic",
  };
  const headers = { "X-Forwarded-For": "192.0.2.7" };
  const post = (json: object) => ask(null, { method: "POST", path: "/api/send", headers, json });
  const sent = await ask(0, { method: "POST", path: "/api/send", headers, json: { ...order, exchangeId } });
  expect(sent.json).toMatchObject({ response: { status: 200 } });
  expect((await ask(1, { path: `/api/send/${exchangeId}` })).json).toEqual(sent.json);
  expect((await ask(1, { method: "POST", path: "/api/send", headers, json: { ...order, exchangeId } })).json).toEqual(
    sent.json,
  );
  const statuses = [];
  for (let i = 1; i <= SENDS_PER_MINUTE; i++) statuses.push((await post(order)).status);
  expect(statuses).toEqual([...Array(SENDS_PER_MINUTE - 1).fill(200), 429]);
  expect((await post(order)).status).toBe(429);
});

test("Redis dies and comes back: both go on, say what is not shared, and agree again", async () => {
  const box = await makeBox(0);
  await send(box, "before-1");
  await send(box, "before-2");
  expect(await pathsAt(1, box)).toEqual(["before-1", "before-2"]);
  const streams = [follow(0, box), follow(1, box)];
  for (const { seen } of streams) await expect.poll(() => seen).toHaveLength(2);
  const old = await tokenAt(0);
  expect((await refreshAt(1, old)).status).toBe(200);

  await redis.kill();
  await expectMemory(/REDIS_URL/);
  for (const instance of [0, 1] as const) {
    const page = await ask(instance, { path: `/catch/${box.id}` });
    expect(page.status).toBe(200);
    expect(page.text).toContain("each instance knows only what it has caught");
  }
  await send(box, "alone-1");
  await send(box, "alone-2");
  await expect.poll(async () => [...(await pathsAt(0, box)), ...(await pathsAt(1, box))].length).toBe(6);
  const token = await tokenAt(0);
  const rotated = await refreshAt(0, token);
  expect(rotated.status).toBe(200);
  expect(await refreshAt(1, rotated.token)).toMatchObject({ error: "invalid_grant" });

  await redis.start();
  await expectMemory(FINE);
  const all = ["alone-1", "alone-2", "before-1", "before-2"];
  for (const instance of [0, 1] as const) {
    await expect.poll(async () => (await pathsAt(instance, box)).sort(), { timeout: 30_000 }).toEqual(all);
  }
  for (const { seen } of streams) await expect.poll(() => [...seen].sort(), { timeout: 30_000 }).toEqual(all);
  // What was rotated by one alone is known to the other now, its past included.
  await expect.poll(async () => (await refreshAt(1, rotated.token)).status, { timeout: 30_000 }).toBe(200);
  expect(await refreshAt(0, token)).toMatchObject({ error: "invalid_grant" });
  await send(box, "after");
  for (const { seen } of streams) await expect.poll(() => seen.at(-1)).toBe("after");
  for (const each of streams) each.stop();
  for (const { log } of instances) expect(log()).not.toMatch(/error|before-1|practice-secret|ECONN/i);
});
