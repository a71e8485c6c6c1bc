import { generateKeyPairSync } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { expect, test } from "@playwright/test";
import { makeCertificates, plainServer } from "../../lib/server/zoo.testing.ts";
import { startServer } from "./own-server.ts";

test.describe.configure({ mode: "serial" });
test.setTimeout(120_000);

const hasProc = existsSync("/proc/self/status");

async function post(baseURL: string, route: string, body: object) {
  const init = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`${baseURL}${route}`, init);
  return { status: response.status, headers: JSON.stringify([...response.headers]), text: await response.text() };
}

/** Every file below a folder, without symbolic links. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? filesIn(file) : entry.isFile() ? [file] : [];
  });
}

const commandLines = () =>
  hasProc
    ? readdirSync("/proc")
        .filter((name) => /^\d+$/.test(name))
        .map((pid) => {
          try {
            return readFileSync(`/proc/${pid}/cmdline`, "utf8") + readFileSync(`/proc/${pid}/environ`, "latin1");
          } catch {
            return "";
          }
        })
        .join("\n")
    : "";

test("secrets, tokens, keys and certificates: in no log, header, page, file or process list, whatever comes of a send", async () => {
  const certificates = makeCertificates();
  const server = await startServer({});
  const { baseURL } = server;
  const cage = await plainServer(
    'HTTP/1.1 400 C4naryReason\r\nX-C: C4naryHeader\r\nContent-Type: application/json\r\n\r\n{"error":"C4naryError"}',
  );
  const began = Date.now();
  try {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const pem = String(privateKey.export({ type: "pkcs8", format: "pem" }));
    const secret = { clientId: "C4naryId", clientSecret: "C4narySecret" };
    const at = (port: number) => `http://127.0.0.1:${port}/C4naryPath?C4naryQuery=1`;
    const methods = [
      { ...secret, clientAuth: "client_secret_basic" },
      { ...secret, clientAuth: "client_secret_jwt" },
      { ...secret, clientAuth: "private_key_jwt", clientKey: { pem } },
      { ...secret, clientAuth: "private_key_jwt", clientKey: { pem: `C4naryPem ${pem.slice(40)}` } },
      { ...secret, clientAuth: "none", dpop: true, dpopKey: { pem }, dpopNonce: "C4naryNonce" },
      { ...secret, clientAuth: "tls_client_auth", certificate: certificates?.good ?? "C4nary", clientKey: { pem } },
      { ...secret, clientAuth: "client_secret_post", caCertificate: `C4naryCa${certificates?.ca}` },
    ];
    const answers: Awaited<ReturnType<typeof post>>[] = [];
    for (const port of [cage.port, 9]) {
      for (const method of methods) {
        const endpoint = at(port);
        const refresh = { ...method, tokenEndpoint: endpoint, refreshToken: "C4naryToken" };
        answers.push(await post(baseURL, "/api/send", refresh));
        answers.push(await post(baseURL, "/api/probe", { ...method, tokenEndpoint: endpoint }));
        answers.push(await post(baseURL, "/api/variants", { ...method, tokenEndpoint: endpoint }));
        answers.push(await post(baseURL, "/api/introspect", { ...method, endpoint, token: "C4naryToken" }));
        answers.push(await post(baseURL, "/api/revoke", { ...method, endpoint, token: "C4naryToken" }));
      }
      answers.push(await post(baseURL, "/api/resource", { url: at(port), accessToken: "C4naryAccess" }));
      answers.push(await post(baseURL, "/api/discover", { issuer: at(port) }));
    }
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 400]));
    const pages = await Promise.all(
      ["/", "/rules", "/providers", "/practice", "/api/openapi.json"].map(async (page) =>
        (await fetch(baseURL + page)).text(),
      ),
    );
    const body = pem.split("\n")[1] ?? "";
    const keys = [body, certificates?.key.split("\n")[1], certificates?.good.split("\n")[1]].filter((each) => each);
    for (const canary of ["C4nary", Buffer.from("C4naryId:C4narySecret").toString("base64"), ...keys] as string[]) {
      expect(server.log()).not.toContain(canary);
      expect(answers.map(({ headers }) => headers).join()).not.toContain(canary);
      expect(pages.join()).not.toContain(canary);
      expect(commandLines()).not.toContain(canary);
      for (const { status, text } of answers) if (status === 400) expect(text).not.toContain(canary);
    }
    expect(server.log()).not.toMatch(/Unexpected|TypeError|RangeError/);
    const touched = [path.resolve(".next")].flatMap(filesIn).filter((file) => statSync(file).mtimeMs >= began - 1000);
    for (const file of touched) expect(readFileSync(file, "latin1").includes("C4nary"), file).toBe(false);
  } finally {
    await cage.close();
    await server.stop();
  }
});

/** A line of /proc/PID/status in megabytes. */
function megabytes(pid: number, line: "VmRSS" | "VmHWM"): number {
  const text = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(new RegExp(`^${line}:\\s+(\\d+) kB`, "m").exec(text)?.[1]) / 1024;
}

test("two hundred sends that hang: pages and other sends are answered all the while", async () => {
  const server = await startServer({});
  const { baseURL } = server;
  const hanging = await plainServer(() => {});
  const good = await plainServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
  const refresh = (port: number) => ({
    tokenEndpoint: `http://127.0.0.1:${port}/`,
    clientId: "a",
    refreshToken: "r",
    clientAuth: "none",
    timeoutMs: 60_000,
  });
  try {
    const leaving = new AbortController();
    const init = { method: "POST", headers: { "Content-Type": "application/json" }, signal: leaving.signal };
    const sends = Array.from({ length: 200 }, () =>
      fetch(`${baseURL}/api/send`, { ...init, body: JSON.stringify(refresh(hanging.port)) }).catch(() => null),
    );
    await expect.poll(() => hanging.requests.length, { timeout: 50_000 }).toBe(200);
    expect((await fetch(`${baseURL}/`)).status).toBe(200);
    expect((await fetch(`${baseURL}/api/health`)).status).toBe(200);
    expect((await post(baseURL, "/api/send", refresh(good.port))).status).toBe(200);
    leaving.abort();
    await Promise.all(sends);
  } finally {
    await Promise.all([hanging.close(), good.close()]);
    await server.stop();
  }
});

test("the whole zoo takes less than 100 MB of memory", async () => {
  test.skip(!hasProc, "memory is read from /proc");
  const server = await startServer({});
  const ok = "HTTP/1.1 200 OK\r\n";
  const endless = (head: string, piece: string) =>
    plainServer((socket) => {
      const more = () => {
        while (!socket.destroyed && socket.write(piece));
      };
      socket.write(head);
      socket.on("drain", more);
      more();
    });
  const bomb = zlib.gzipSync(Buffer.alloc(100_000_000));
  const cages = await Promise.all([
    endless(`${ok}\r\n`, "x".repeat(65_536)),
    endless(`${ok}Transfer-Encoding: chunked\r\n\r\n`, `1000\r\n${"x".repeat(4096)}\r\n`),
    endless("", "HTTP/1.1 100 Continue\r\n\r\n"),
    endless(ok, `X-A: ${"y".repeat(1000)}\r\n`),
    plainServer(`${ok}Content-Length: 10000000\r\n\r\n${"x".repeat(10_000_000)}`),
    plainServer(
      Buffer.concat([Buffer.from(`${ok}Content-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`), bomb]),
    ),
    plainServer(`${ok}Content-Type: application/json\r\n\r\n${"[".repeat(1_000_000)}`),
    plainServer(`${ok}${"X-Number: 12345678901234567890\r\n".repeat(8_000)}\r\n{}`),
    plainServer(() => {}),
    plainServer((socket) => socket.resetAndDestroy()),
  ]);
  const visit = (port: number) =>
    post(server.baseURL, "/api/send", {
      tokenEndpoint: `http://127.0.0.1:${port}/`,
      clientId: "a",
      refreshToken: "r",
      clientAuth: "none",
      timeoutMs: 3000,
    });
  try {
    // What a first send of each kind loads stays loaded; it is no cost of the zoo.
    const warm = await plainServer(`${ok}Content-Length: 2\r\n\r\n{}`);
    for (let i = 0; i < 20; i++) await visit(warm.port);
    await warm.close();
    const before = megabytes(server.pid, "VmRSS");
    for (const { port } of cages) expect((await visit(port)).status).toBe(200);
    expect(megabytes(server.pid, "VmHWM") - before).toBeLessThan(100);
  } finally {
    await Promise.all(cages.map((cage) => cage.close()));
    await server.stop();
  }
});
