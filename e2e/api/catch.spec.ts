import net, { type AddressInfo } from "node:net";
import { expect, test } from "@playwright/test";
import { type OwnServer, startServer } from "./own-server.ts";

test.describe.configure({ mode: "serial" });

const FORM = {
  headers: {
    "Content-Type": "application/x-www-form-urlencoded",
    Authorization: `Basic ${btoa("practice:practice-secret")}`,
  },
  body: "grant_type=refresh_token&refresh_token=canary-token-1",
};

interface Box {
  readonly id: string;
  readonly url: string;
  readonly fidelity: string;
  readonly httpUrl: string;
}

async function makeBox({ baseURL }: OwnServer): Promise<Box> {
  const headers = { "Content-Type": "application/json" };
  return (await (await fetch(`${baseURL}/api/catch`, { method: "POST", headers, body: "{}" })).json()) as Box;
}

test("a catch port that is taken: the app serves, says so, and catches below its own address", async () => {
  const other = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  const server = await startServer({ CATCH_PORT: String(port) });
  try {
    const health = await (await fetch(`${server.baseURL}/api/health`)).json();
    expect(health).toMatchObject({
      status: "ok",
      catch: { port, listening: false, problem: expect.stringContaining("taken") },
    });
    const box = await makeBox(server);
    expect(box).toMatchObject({ fidelity: "http", url: box.httpUrl });
    const page = await (await fetch(`${server.baseURL}/catch/${box.id}`)).text();
    expect(page).toContain("is taken by another program");
    const reply = await fetch(`${box.url}/oauth/token`, { method: "POST", ...FORM });
    expect(reply.status).toBe(400);
    const { requests } = await (await fetch(`${server.baseURL}/api/catch/${box.id}`)).json();
    const raw = Buffer.from(requests[0].raw.base64, "base64").toString();
    expect(raw).toMatch(/^POST \/catch\/\w+\/in\/oauth\/token HTTP\/1\.1\r\n/);
    expect(raw).toContain(`\r\n\r\n${FORM.body}`);
    expect(requests[0]).toMatchObject({ fidelity: "http", malformed: null, answer: { status: 400 } });
    const headers = { "Content-Type": "application/json" };
    const behaviour = JSON.stringify({ behaviour: { kind: "reset" } });
    await fetch(`${server.baseURL}/api/catch/${box.id}`, { method: "PATCH", headers, body: behaviour });
    const reset = await fetch(`${box.url}/oauth/token`, { method: "POST", ...FORM }).catch((error) => error.cause);
    expect(reset).toMatchObject({ code: "ECONNRESET" });
    expect((await fetch(`${server.baseURL}/api/health`)).status).toBe(200);
    expect(server.log()).not.toMatch(/error|at /i);
    expect(server.log()).not.toContain("canary-token-1");
    expect(server.log()).not.toContain(box.id);
  } finally {
    await server.stop();
    other.close();
  }
});

test("the listener stands on CATCH_PORT, takes any Host, and says nothing of what it caught", async () => {
  const server = await startServer({});
  try {
    const box = await makeBox(server);
    expect(box.fidelity).toBe("bytes");
    const { hostname, port, pathname } = new URL(box.url);
    const sent = `POST ${pathname}/token HTTP/1.1\r\nHost: evil.example\r\nX-ODD:  1\r\nContent-Length: 14\r\nConnection: close\r\n\r\ncanary-token-1`;
    const answer = await new Promise<string>((resolve) => {
      const socket = net.connect(Number(port), hostname, () => socket.write(sent));
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk;
      });
      socket.on("close", () => resolve(text));
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    const { requests } = await (await fetch(`${server.baseURL}/api/catch/${box.id}`)).json();
    expect(Buffer.from(requests[0].raw.base64, "base64").toString()).toBe(sent);
    expect(server.log()).not.toContain("canary-token-1");
    expect(server.log()).not.toContain(box.id);
  } finally {
    await server.stop();
  }
});

test("a public instance offers its own address where nobody named the catch port's, and limits boxes", async () => {
  const server = await startServer({ REGRANT_MODE: "public" });
  try {
    expect(await makeBox(server)).toMatchObject({ fidelity: "http" });
    const statuses = [];
    for (let i = 0; i < 22; i++) {
      const headers = { "Content-Type": "application/json" };
      const reply = await fetch(`${server.baseURL}/api/catch`, { method: "POST", headers, body: "{}" });
      statuses.push(reply.status);
    }
    expect(statuses.slice(0, 19)).toEqual(Array(19).fill(201));
    expect(statuses.at(-1)).toBe(429);
  } finally {
    await server.stop();
  }
  const named = await startServer({ REGRANT_MODE: "public", CATCH_ORIGIN: "https://catch.example" });
  try {
    const box = await makeBox(named);
    expect(box).toMatchObject({ fidelity: "bytes", url: `https://catch.example/${box.id}` });
  } finally {
    await named.stop();
  }
});
