import net from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { type RefreshRequest, toHttpRequest } from "../oauth/refresh-request.ts";
import { LOCAL_EGRESS } from "./egress.ts";
import { findProxy, parseProxies, showProxy } from "./proxies.ts";
import { send } from "./send.ts";
import { parseSettings } from "./settings.ts";
import { type Cage, makeCertificates, plainServer, tlsServer, ZOO_NAME } from "./zoo.testing.ts";

describe("the variables, as curl reads them", () => {
  test.each([
    [{}, undefined, undefined],
    [{ HTTPS_PROXY: "http://p:1" }, "http://p:1", undefined],
    [{ HTTPS_PROXY: "http://upper:1", https_proxy: "http://lower:1" }, "http://lower:1", undefined],
    [{ HTTP_PROXY: "p:3128" }, undefined, "http://p:3128"],
    [{ ALL_PROXY: "http://all:1", http_proxy: "http://own:1" }, "http://all:1", "http://own:1"],
    [{ HTTPS_PROXY: "", ALL_PROXY: "" }, undefined, undefined],
    [{ HTTPS_PROXY: "http://user:pass@p:1/path" }, "http://p:1", undefined],
  ])("%j", (env, https, http) => {
    const proxies = parseProxies(env);
    expect(proxies.https?.url && showProxy(proxies.https.url)).toBe(https);
    expect(proxies.http?.url && showProxy(proxies.http.url)).toBe(http);
  });

  test.each(["socks5://p:1", "https://p:1", "http://", "http://[", "ftp://p"])("%s cannot be used", (text) => {
    expect(parseProxies({ ALL_PROXY: text }).https).toEqual({ url: null, from: "ALL_PROXY" });
  });

  test.each([
    ["https://auth.example.com/", "", true],
    ["https://auth.example.com/", "example.com", false],
    ["https://auth.example.com/", ".example.com", false],
    ["https://auth.example.com/", "*.example.com", false],
    ["https://example.com/", ".example.com", false],
    ["https://badexample.com/", "example.com", true],
    ["https://auth.example.com/", "AUTH.Example.com", false],
    ["https://auth.example.com./", "auth.example.com", false],
    ["https://auth.example.com/", "a.b, *", false],
    ["https://auth.example.com/", "x,auth.example.com:443", false],
    ["https://auth.example.com/", "auth.example.com:8443", true],
    ["https://auth.example.com:8443/", "auth.example.com:8443", false],
    ["https://10.1.2.3/", "10.0.0.0/8", false],
    ["https://11.1.2.3/", "10.0.0.0/8", true],
    ["https://10.1.2.3/", "10.1.2.3", false],
    ["https://[2001:db8::1]/", "2001:db8::/32", false],
    ["https://[2001:db8::1]/", "[2001:db8::1]:443", false],
    ["https://ten.example/", "10.0.0.0/8", true],
    ["https://10.1.2.3/", "10.0.0.0/99", true],
    ["https://127.0.0.1/", "", false],
    ["https://127.9.9.9/", "", false],
    ["https://[::1]/", "", false],
    ["https://localhost/", "", false],
    ["https://a.localhost/", "", false],
  ])("%s with NO_PROXY=%s: by the proxy %s", (url, none, isProxied) => {
    const proxies = parseProxies({ HTTPS_PROXY: "http://p:1", NO_PROXY: none });
    expect(findProxy(proxies, new URL(url)) !== undefined).toBe(isProxied);
  });

  test("public mode has no proxy, whatever the environment says", () => {
    const env = { HTTPS_PROXY: "http://p:1", HTTP_PROXY: "http://p:1", ALL_PROXY: "http://p:1" };
    const read = (more: object) => parseSettings({ ...env, ...more });
    expect(read({ REGRANT_MODE: "public" })).toMatchObject({ settings: { proxies: null } });
    expect(read({})).toMatchObject({ settings: { proxies: { https: { from: "HTTPS_PROXY" } } } });
  });
});

const cages: Cage[] = [];
afterEach(async () => {
  await Promise.all(cages.splice(0).map((cage) => cage.close()));
});
async function keep(cage: Promise<Cage>): Promise<Cage> {
  cages.push(await cage);
  return cage;
}

const FORM: Omit<RefreshRequest, "tokenEndpoint"> = { clientId: "app", refreshToken: "r1", clientAuth: "none" };
const REPLY = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

function refresh(endpoint: string, proxy: string, ca?: string) {
  const url = new URL(endpoint);
  const request = toHttpRequest({ ...FORM, tokenEndpoint: url.href }, "regrant/test", url);
  const found = findProxy(parseProxies({ ALL_PROXY: proxy }), url);
  // A name that only the proxy knows: a look-up here would fail the test.
  const resolve = (name: string) => (name === "proxy.test" ? Promise.resolve(["127.0.0.1"]) : Promise.reject(name));
  return send(request, url, { policy: LOCAL_EGRESS, timeoutMs: 3000, proxy: found, resolve, ca });
}

/** A proxy that opens each tunnel to one port, and keeps what it was asked. */
function tunnelTo(port: number): Promise<Cage> {
  return plainServer((socket) => {
    socket.removeAllListeners("data");
    const upstream = net.connect(port, "127.0.0.1", () =>
      socket.write("HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n"),
    );
    upstream.on("error", () => socket.destroy());
    socket.pipe(upstream).pipe(socket);
  });
}

const certificates = makeCertificates();
const { ca = "", key = "", good = "" } = certificates ?? {};

test.skipIf(!certificates)("https: a tunnel by CONNECT, TLS with the server inside, the request unseen", async () => {
  const server = await keep(tlsServer({ key, cert: good }, REPLY));
  const proxy = await keep(tunnelTo(server.port));
  const sent = await refresh(`https://${ZOO_NAME}/token`, `http://us%20er:p%40ss@proxy.test:${proxy.port}`, ca);
  expect(sent.failure).toBeNull();
  expect(sent.response?.status).toBe(200);
  expect(sent.proxy).toEqual({
    url: `http://proxy.test:${proxy.port}`,
    from: "ALL_PROXY",
    how: "CONNECT",
    status: 200,
  });
  expect(sent.remote).toMatchObject({ port: proxy.port, tls: { subject: `O=Zoo, CN=${ZOO_NAME}`, problem: null } });
  const authorization = Buffer.from("us er:p@ss").toString("base64");
  expect(proxy.requests[0]?.toString()).toMatch(
    new RegExp(
      `^CONNECT ${ZOO_NAME}:443 HTTP/1.1\\r\\nHost: ${ZOO_NAME}:443\\r\\nUser-Agent: regrant/[^\\r]*\\r\\nProxy-Authorization: Basic ${authorization}\\r\\n\\r\\n$`,
    ),
  );
  expect(server.requests[0]?.toString("base64")).toBe(sent.request.raw.base64);
  expect(JSON.stringify(sent)).not.toContain(authorization);
  expect(server.requests[0]?.toString()).not.toContain("Proxy-");
});

test("http: the absolute form; the proxy's password is sent and never shown", async () => {
  const proxy = await keep(plainServer(REPLY));
  const sent = await refresh(
    "http://auth.example.com:8080/token?x=1",
    `http://user:secret-word@127.0.0.1:${proxy.port}`,
  );
  expect(sent.response?.status).toBe(200);
  expect(sent.proxy).toMatchObject({ how: "absolute-form", status: null });
  const received = proxy.requests[0]?.toString() ?? "";
  const authorization = Buffer.from("user:secret-word").toString("base64");
  expect(received).toMatch(
    /^POST http:\/\/auth\.example\.com:8080\/token\?x=1 HTTP\/1\.1\r\nHost: auth\.example\.com:8080\r\n/,
  );
  expect(received).toContain(`Proxy-Authorization: Basic ${authorization}\r\n`);
  expect(Buffer.from(sent.request.raw.base64, "base64").toString()).toBe(received.replace(authorization, "***"));
  expect(JSON.stringify(sent)).not.toContain(authorization);
});

test.each([
  ["407", "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\n\r\n", "refused", 407],
  ["403", "HTTP/1.1 403 Forbidden\r\n\r\n<html>", "refused", 403],
  ["502", "HTTP/1.1 502 Bad Gateway\r\n\r\n", "refused", 502],
  ["no HTTP", "SSH-2.0-x\r\n\r\n", "protocol", null],
  ["more than the answer", "HTTP/1.1 200 OK\r\n\r\nextra", "protocol", 200],
  ["an endless head", `HTTP/1.1 200 OK\r\nX: ${"x".repeat(100_000)}`, "protocol", null],
] as const)("a proxy that does not open the tunnel: %s", async (_, answer, kind, status) => {
  const proxy = await keep(plainServer(answer));
  const sent = await refresh("https://auth.example.com/token", `http://127.0.0.1:${proxy.port}`);
  expect(sent).toMatchObject({ response: null, failure: { kind }, proxy: { how: "CONNECT" }, remote: { tls: null } });
  if (status !== null && kind === "refused") expect(sent.proxy?.status).toBe(status);
  expect(proxy.requests).toHaveLength(1);
});

test.each([
  ["closes", (socket: net.Socket) => socket.end(), "reset"],
  ["resets", (socket: net.Socket) => socket.resetAndDestroy(), "reset"],
  ["hangs", (_: net.Socket) => {}, "timeout"],
] as const)("a proxy that %s", async (_, keeper, kind) => {
  const proxy = await keep(plainServer(keeper));
  const sent = await refresh("https://auth.example.com/token", `http://127.0.0.1:${proxy.port}`);
  expect(sent.failure?.kind).toBe(kind);
});

test("a proxy that is not there, and one that cannot be used", async () => {
  const gone = await plainServer(REPLY);
  await gone.close();
  const sent = await refresh("https://auth.example.com/token", `http://127.0.0.1:${gone.port}`);
  expect(sent.failure).toMatchObject({ kind: "refused", message: expect.stringMatching(/^The proxy of ALL_PROXY/) });
  const socks = await refresh("https://auth.example.com/token", "socks5://127.0.0.1:1080");
  expect(socks.failure).toMatchObject({ kind: "refused", message: expect.stringMatching(/only http:\/\/ proxies/) });
});
