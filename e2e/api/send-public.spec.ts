import type { ChildProcess } from "node:child_process";
import net, { type AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { end } from "../../scripts/children.mjs";
import { answers, serve } from "../../scripts/serve.mjs";

test.describe.configure({ mode: "serial" });

let child: ChildProcess;
let base = "";
let output = "";

async function freePort(): Promise<number> {
  const probe = net.createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return port;
}

test.beforeAll(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  const env = { REGRANT_MODE: "public", REGRANT_SENDS_PER_MINUTE: "12", TRUST_PROXY: "", REGRANT_ORIGIN: "" };
  child = serve(port, { stdio: ["ignore", "pipe", "pipe"], env });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (piece) => {
      output += piece;
    });
  }
  expect(await answers(port, child)).toBe(true);
});
test.afterAll(() => end(child));

const refresh = (tokenEndpoint: string) => ({
  tokenEndpoint,
  clientId: "practice",
  clientSecret: "practice-secret",
  refreshToken: "none",
  clientAuth: "client_secret_basic",
});

for (const endpoint of [
  "http://127.0.0.1/",
  "http://2130706433/",
  "https://[::ffff:10.0.0.1]/",
  "https://localhost/token",
  "http://169.254.169.254/latest/",
  "https://1.1.1.1:22/",
]) {
  test(`public mode does not call ${endpoint}`, async ({ request }) => {
    const reply = await request.post(`${base}/api/send`, { data: refresh(endpoint) });
    expect(reply.status()).toBe(200);
    expect(await reply.json()).toMatchObject({ response: null, failure: { kind: "blocked" }, remote: null });
  });
}

test("public mode answers its own practice endpoint without a socket", async ({ request }) => {
  const reply = await request.post(`${base}/api/send`, { data: refresh(`${base}/practice/token`) });
  expect(await reply.json()).toMatchObject({ response: { status: 400 }, failure: null, remote: null });
});

test("too many sends within a minute: 429 with Retry-After, whatever the caller says of its address", async ({
  request,
}) => {
  let last = 0;
  for (let i = 0; i < 13 && last !== 429; i++) {
    const headers = { "X-Forwarded-For": `198.51.100.${i}`, "X-Regrant-Peer": `198.51.100.${i}` };
    const reply = await request.post(`${base}/api/send`, { data: refresh("http://127.0.0.1/"), headers });
    last = reply.status();
    if (last !== 429) continue;
    expect(reply.headers()["content-type"]).toContain("application/problem+json");
    expect(Number(reply.headers()["retry-after"])).toBeGreaterThan(0);
    expect(Number(reply.headers()["retry-after"])).toBeLessThanOrEqual(60);
  }
  expect(last).toBe(429);
});

test("nothing that was sent gets into the server's output, right or wrong", async ({ request }) => {
  const canary = "Canary-never-logged";
  const right = { ...refresh(`${base}/practice/token`), clientId: canary, clientSecret: canary, refreshToken: canary };
  const bodies = [
    JSON.stringify(right),
    JSON.stringify({ ...right, [canary]: canary }),
    JSON.stringify({ ...right, clientSecret: [canary] }),
    JSON.stringify({ ...right, tokenEndpoint: `http://u:${canary}@127.0.0.1/` }),
    JSON.stringify({ ...right, headers: [["X-A", `${canary}\r\n`]] }),
    JSON.stringify({ ...right, exchangeId: canary }),
    `{"clientSecret":"${canary}"`,
    `{"clientSecret":"${canary}\\ud800"}`,
    canary.repeat(5000),
  ];
  for (const data of bodies) {
    const reply = await request.post(`${base}/api/send`, { data, headers: { "Content-Type": "application/json" } });
    expect(reply.status()).toBeLessThan(500);
  }
  await request.get(`${base}/api/send/${canary}`);
  expect(output).toContain("send 127.0.0.1");
  expect(output).not.toContain(canary);
});
