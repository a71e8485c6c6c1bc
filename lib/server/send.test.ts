import { X509Certificate } from "node:crypto";
import net from "node:net";
import { networkInterfaces } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import zlib from "node:zlib";
import { afterEach, expect, test } from "vitest";
import type { FailureKind } from "../http/exchange.ts";
import { type RefreshRequest, toHttpRequest } from "../oauth/refresh-request.ts";
import { LOCAL_EGRESS, PUBLIC_EGRESS } from "./egress.ts";
import { type SendOptions, send } from "./send.ts";
import { type Cage, listen, makeCertificates, plainServer, tlsServer, ZOO_NAME } from "./zoo.testing.ts";

const certificates = makeCertificates();
const cages: Cage[] = [];

afterEach(async () => {
  await Promise.all(cages.splice(0).map((cage) => cage.close()));
});

async function keep(cage: Promise<Cage>): Promise<Cage> {
  cages.push(await cage);
  return cage;
}

const REFRESH: Omit<RefreshRequest, "tokenEndpoint"> = {
  clientId: "app",
  clientSecret: "s3cret+/é",
  refreshToken: "r/1",
  clientAuth: "client_secret_basic",
};

function refresh(tokenEndpoint: string, options: Partial<SendOptions> = {}) {
  const url = new URL(tokenEndpoint);
  const request = toHttpRequest({ ...REFRESH, tokenEndpoint }, "regrant/test", url);
  return send(request, url, { policy: LOCAL_EGRESS, timeoutMs: 5000, resolve: async () => ["127.0.0.1"], ...options });
}

const text = (base64: string | undefined) => Buffer.from(base64 ?? "", "base64").toString("latin1");

const OK = "HTTP/1.1 200 OK\r\n";
const TOKENS = '{"access_token":"a","token_type":"Bearer","refresh_token":"r2"}';
const GOOD = `${OK}Content-Type: application/json\r\nContent-Length: ${TOKENS.length}\r\n\r\n${TOKENS}`;

test("the bytes that are told are those that arrive, and the reply's are those that were sent", async () => {
  const cage = await keep(plainServer(GOOD));
  const sent = await refresh(`http://127.0.0.1:${cage.port}/token`);
  expect(cage.requests).toHaveLength(1);
  expect(sent.request.raw.base64).toBe(cage.requests[0]?.toString("base64"));
  expect(sent.failure).toBeNull();
  expect(sent.response).toMatchObject({ status: 200, reason: "OK", httpVersion: "1.1" });
  expect(sent.response?.body).toEqual({ base64: btoa(TOKENS), truncated: false, bytes: TOKENS.length });
  expect(text(sent.response?.raw.base64)).toBe(GOOD);
  expect(sent.remote).toEqual({ address: "127.0.0.1", port: cage.port, tls: null });
});

test("each timing is the length of its stage, not the time until its end", async () => {
  const cage = await keep(
    plainServer((socket) => {
      setTimeout(() => socket.write(OK), 150);
      setTimeout(() => socket.end("\r\nhello"), 300);
    }),
  );
  const stages: string[] = [];
  const resolve = () => sleep(600, ["127.0.0.1"]);
  const { timings } = await refresh(`http://token.test:${cage.port}/`, {
    resolve,
    onStage: ({ stage }) => stages.push(stage),
  });
  const { dnsMs, connectMs, firstByteMs, totalMs } = timings;
  expect(stages).toEqual(["dns", "connect", "wait", "read"]);
  expect(timings.tlsMs).toBeNull();
  expect(dnsMs).toBeGreaterThan(590);
  expect(connectMs).toBeLessThan(590);
  expect(firstByteMs).toBeGreaterThan(140);
  expect(firstByteMs).toBeLessThan(590);
  expect(totalMs).toBeGreaterThan((dnsMs ?? 0) + (connectMs ?? 0) + (firstByteMs ?? 0) + 100);
});

const big = (size: number) => "x".repeat(size);
const gzip = (body: string | Buffer) => zlib.gzipSync(body).toString("latin1");
const withBody = (coding: string, body: string) =>
  `${OK}Content-Encoding: ${coding}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const latin1 = (answer: string) => (socket: net.Socket) => socket.end(Buffer.from(answer, "latin1"));
const endless = (head: string, piece: string) => (socket: net.Socket) => {
  socket.write(head);
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on("drain", more);
  more();
};
const slowly = (answer: string) => (socket: net.Socket) => {
  let i = 0;
  const timer = setInterval(() => (i < answer.length ? socket.write(answer[i++] ?? "") : socket.end()), 100);
  socket.on("close", () => clearInterval(timer));
};

interface Animal {
  readonly name: string;
  readonly answer: string | ((socket: net.Socket) => void);
  readonly failure: FailureKind | null;
  readonly status?: number;
  readonly body?: string | number;
  readonly truncated?: boolean;
  readonly timeoutMs?: number;
}

const ANIMALS: readonly Animal[] = [
  { name: "reset before the headers", answer: (s) => s.resetAndDestroy(), failure: "reset" },
  { name: "closed without an answer", answer: (s) => s.end(), failure: "reset" },
  { name: "reset in the headers", answer: (s) => s.write(`${OK}X-A`, () => s.resetAndDestroy()), failure: "reset" },
  { name: "closed in the headers", answer: `${OK}X-A: 1\r\nX-B`, failure: "reset" },
  {
    name: "reset in the body",
    answer: (s) => {
      s.write(`${OK}Content-Length: 10\r\n\r\nhello`);
      setTimeout(() => s.resetAndDestroy(), 100);
    },
    failure: "reset",
    status: 200,
    body: "hello",
    truncated: true,
  },
  { name: "hang after the request", answer: () => {}, failure: "timeout", timeoutMs: 400 },
  { name: "hang in the headers", answer: (s) => s.write(`${OK}X-A`), failure: "timeout", timeoutMs: 400 },
  {
    name: "hang in the body",
    answer: (s) => s.write(`${OK}Content-Length: 10\r\n\r\nhello`),
    failure: "timeout",
    status: 200,
    body: "hello",
    truncated: true,
    timeoutMs: 400,
  },
  { name: "a byte at a time", answer: slowly(GOOD), failure: "timeout", timeoutMs: 700 },
  {
    name: "an endless body",
    answer: endless(`${OK}\r\n`, big(65_536)),
    failure: "too-large",
    status: 200,
    truncated: true,
  },
  {
    name: "an endless chunked body",
    answer: endless(`${OK}Transfer-Encoding: chunked\r\n\r\n`, `1000\r\n${big(4096)}\r\n`),
    failure: "too-large",
    status: 200,
    truncated: true,
  },
  {
    name: "10 MB of body",
    answer: `${OK}Content-Length: 10000000\r\n\r\n${big(10_000_000)}`,
    failure: "too-large",
    status: 200,
    truncated: true,
  },
  { name: "gzip", answer: latin1(withBody("gzip", gzip(TOKENS))), failure: null, status: 200, body: TOKENS },
  { name: "x-gzip", answer: latin1(withBody("X-GZip", gzip(TOKENS))), failure: null, status: 200, body: TOKENS },
  {
    name: "deflate with its wrapper",
    answer: latin1(withBody("deflate", zlib.deflateSync(TOKENS).toString("latin1"))),
    failure: null,
    status: 200,
    body: TOKENS,
  },
  {
    name: "deflate without its wrapper",
    answer: latin1(withBody("deflate", zlib.deflateRawSync(TOKENS).toString("latin1"))),
    failure: null,
    status: 200,
    body: TOKENS,
  },
  {
    name: "br",
    answer: latin1(withBody("br", zlib.brotliCompressSync(TOKENS).toString("latin1"))),
    failure: null,
    status: 200,
    body: TOKENS,
  },
  {
    name: "two codings stay as they are",
    answer: latin1(withBody("gzip, br", "bytes")),
    failure: null,
    status: 200,
    body: "bytes",
  },
  { name: "an unknown coding", answer: withBody("zstd", "bytes"), failure: null, status: 200, body: "bytes" },
  { name: "identity", answer: withBody("identity", "bytes"), failure: null, status: 200, body: "bytes" },
  {
    name: "a gzip bomb",
    answer: latin1(withBody("gzip", gzip(Buffer.alloc(200_000_000)))),
    failure: "too-large",
    status: 200,
    body: 1024 * 1024,
    truncated: true,
  },
  {
    name: "a br bomb",
    answer: latin1(withBody("br", zlib.brotliCompressSync(Buffer.alloc(100_000_000)).toString("latin1"))),
    failure: "too-large",
    status: 200,
    body: 1024 * 1024,
    truncated: true,
  },
  { name: "gzip that is none", answer: withBody("gzip", TOKENS), failure: "protocol", status: 200, truncated: true },
  {
    name: "gzip that is cut",
    answer: latin1(withBody("gzip", gzip(TOKENS).slice(0, -12))),
    failure: "protocol",
    status: 200,
    truncated: true,
  },
  { name: "an empty body that says gzip", answer: withBody("gzip", ""), failure: null, status: 200, body: "" },
  {
    name: "a length too long",
    answer: `${OK}Content-Length: 20\r\n\r\nhello`,
    failure: "protocol",
    status: 200,
    body: "hello",
    truncated: true,
  },
  {
    name: "a length too short",
    answer: `${OK}Content-Length: 2\r\n\r\nhello`,
    failure: "protocol",
    status: 200,
    body: "he",
  },
  {
    name: "broken chunking",
    answer: `${OK}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n`,
    failure: "protocol",
    status: 200,
    body: "hello",
    truncated: true,
  },
  { name: "bare LF", answer: "HTTP/1.1 200 OK\n\nhello", failure: "protocol", status: 200, body: "hello" },
  { name: "1 MB of headers", answer: `${OK}X-A: ${big(1_000_000)}\r\n\r\n`, failure: "too-large" },
  { name: "1 MB of header lines", answer: `${OK}${"X-A: y\r\n".repeat(125_000)}\r\n`, failure: "too-large" },
  {
    name: "1,000 headers",
    answer: `${OK}${"X-Number: 12345678901234567890\r\n".repeat(1000)}\r\nhello`,
    failure: null,
    status: 200,
    body: "hello",
  },
  { name: "a flood of 1xx", answer: endless("", "HTTP/1.1 100 Continue\r\n\r\n"), failure: "protocol" },
  { name: "a few 1xx", answer: `HTTP/1.1 103 Early Hints\r\n\r\n${GOOD}`, failure: null, status: 200, body: TOKENS },
  { name: "204", answer: "HTTP/1.1 204 No Content\r\n\r\n", failure: null, status: 204, body: "" },
  {
    name: "204 that stays open",
    answer: (s) => s.write("HTTP/1.1 204 No Content\r\n\r\n"),
    failure: null,
    status: 204,
  },
  {
    name: "304",
    answer: "HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
    failure: null,
    status: 304,
    body: "",
  },
  {
    name: "a redirect",
    answer: "HTTP/1.1 307 No\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n",
    failure: null,
    status: 307,
  },
  {
    name: "an HTML page",
    answer: `${OK}Content-Type: text/html\r\n\r\n<html>`,
    failure: null,
    status: 200,
    body: "<html>",
  },
  {
    name: "bytes that are no text",
    answer: latin1(`${OK}\r\n\xff\xfe\0`),
    failure: null,
    status: 200,
    body: "\xff\xfe\0",
  },
  { name: "garbage", answer: "SSH-2.0-OpenSSH_9.2\r\n", failure: "protocol" },
  { name: "binary garbage", answer: latin1("\0\x01\x02\xff".repeat(5000)), failure: "protocol" },
  { name: "a TLS alert to plain HTTP", answer: latin1("\x15\x03\x03\0\x02\x02\x0a"), failure: "protocol" },
];

test.each(ANIMALS)("$name", async ({ answer, failure, status, body, truncated = false, timeoutMs = 4000 }) => {
  const cage = await keep(plainServer(answer));
  const before = process.memoryUsage().rss;
  const start = performance.now();
  const sent = await refresh(`http://127.0.0.1:${cage.port}/token`, { timeoutMs });
  expect(performance.now() - start).toBeLessThan(timeoutMs + 1500);
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024);
  expect(sent.failure?.kind ?? null).toBe(failure);
  expect(sent.response?.status).toBe(status);
  if (sent.response) expect(sent.response.body.truncated).toBe(truncated);
  if (typeof body === "number") expect(sent.response?.body.bytes).toBe(body);
  else if (body !== undefined) expect(text(sent.response?.body.base64)).toBe(body);
  expect(cage.requests).toHaveLength(1);
  await cage.gone;
});

test("refused: nothing listens", async () => {
  const cage = await plainServer(GOOD);
  await cage.close();
  const sent = await refresh(`http://127.0.0.1:${cage.port}/`);
  expect(sent).toMatchObject({ response: null, failure: { kind: "refused" }, remote: null });
  expect(sent.timings).toMatchObject({ connectMs: null, firstByteMs: null });
});

test("what is no response is kept as received", async () => {
  const cage = await keep(plainServer("SSH-2.0-OpenSSH_9.2\r\n"));
  const { failure } = await refresh(`http://127.0.0.1:${cage.port}/`);
  expect(text(failure?.received?.base64)).toBe("SSH-2.0-OpenSSH_9.2\r\n");
});

test("the addresses of a name are tried in order until one accepts; the request is sent once", async () => {
  const cage = await keep(plainServer(GOOD));
  const tried = await refresh(`http://token.test:${cage.port}/`, { resolve: async () => ["127.0.0.9", "127.0.0.1"] });
  expect(tried.failure).toBeNull();
  expect(tried.remote?.address).toBe("127.0.0.1");
  expect(cage.requests).toHaveLength(1);
});

test("localhost is resolved by the system", async () => {
  const cage = await keep(plainServer(GOOD));
  const url = new URL(`http://localhost:${cage.port}/`);
  const request = toHttpRequest({ ...REFRESH, tokenEndpoint: url.href }, "regrant/test", url);
  const sent = await send(request, url, { policy: LOCAL_EGRESS, timeoutMs: 5000 });
  expect(sent.response?.status).toBe(200);
});

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === "::1"));

test.skipIf(!hasIpv6)("an IPv6 literal", async () => {
  const cage = await keep(listen(net.createServer(), (socket) => socket.end(GOOD), "::1"));
  const sent = await refresh(`http://[::1]:${cage.port}/`);
  expect(sent.response?.status).toBe(200);
  expect(sent.remote?.address).toBe("::1");
  expect(cage.requests[0]?.toString()).toContain(`\r\nHost: [::1]:${cage.port}\r\n`);
});

const failing = (code: string) => () => Promise.reject(Object.assign(new Error("no"), { code }));

test.each([
  ["a name that does not exist", { resolve: failing("ENOTFOUND") }, "dns"],
  ["a resolver in trouble", { resolve: failing("EAI_AGAIN") }, "dns"],
  ["a name without an address", { resolve: async () => [] }, "dns"],
  ["a resolver that hangs", { resolve: () => new Promise<string[]>(() => {}), timeoutMs: 300 }, "timeout"],
] as const)("%s", async (_, options, kind) => {
  const sent = await refresh("http://token.test/", options);
  expect(sent).toMatchObject({ response: null, failure: { kind }, remote: null, timings: { dnsMs: null } });
});

/** Listens in a thread of its own that then stands still: nothing is ever accepted, and the kernel's queue fills up. */
const DEAF = `
  const { parentPort } = require("node:worker_threads");
  const server = require("node:net").createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
    parentPort.postMessage(server.address().port);
    setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5000), 10);
  });`;

test("a server that accepts nothing: the deadline holds while connecting", async () => {
  const worker = new Worker(DEAF, { eval: true });
  const port = await new Promise<number>((resolve) => worker.once("message", resolve));
  await sleep(100);
  const queue = Array.from({ length: 4 }, () => net.connect(port, "127.0.0.1").on("error", () => {}));
  try {
    await sleep(100);
    const sent = await refresh(`http://127.0.0.1:${port}/`, { timeoutMs: 500 });
    expect(sent).toMatchObject({ failure: { kind: "timeout" }, timings: { connectMs: null }, remote: null });
  } finally {
    for (const socket of queue) socket.destroy();
    await worker.terminate();
  }
});

test("cancelled at any time: the connection is closed at once", async () => {
  const cage = await keep(plainServer(() => {}));
  const cancel = new AbortController();
  const sending = refresh(`http://127.0.0.1:${cage.port}/`, {
    signal: cancel.signal,
    onStage: ({ stage }) => stage === "wait" && setTimeout(() => cancel.abort(), 50),
  });
  expect((await sending).failure?.kind).toBe("cancelled");
  await cage.gone;
  const early = await refresh(`http://127.0.0.1:${cage.port}/`, { signal: AbortSignal.abort() });
  expect(early.failure?.kind).toBe("cancelled");
});

test.each([
  ["one answer", ["127.0.0.1"]],
  ["a mapped address", ["::ffff:127.0.0.1"]],
  ["one bad among good ones", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "10.0.0.1"]],
  ["the first of several", ["169.254.169.254", "93.184.215.14"]],
  ["a zone", ["fe80::1%eth0"]],
  ["what is no address", ["localhost"]],
])("public mode checks every DNS answer: %s", async (_, answers) => {
  const sent = await refresh("https://auth.regrant-test.com/token", {
    policy: PUBLIC_EGRESS,
    resolve: async () => answers,
  });
  expect(sent).toMatchObject({
    response: null,
    failure: { kind: "blocked" },
    remote: null,
    timings: { connectMs: null },
  });
  for (const address of answers) expect(JSON.stringify(sent.failure)).not.toContain(address);
});

test("public mode does not ask a resolver about a literal", async () => {
  const sent = await refresh("http://127.0.0.1/token", {
    policy: PUBLIC_EGRESS,
    resolve: () => Promise.reject(new Error("asked")),
  });
  expect(sent.failure?.kind).toBe("blocked");
});

test("a peer that is not allowed is left before a byte is sent", async () => {
  const cage = await keep(plainServer(GOOD));
  let asked = 0;
  const policy = { findProblem: () => null, allowsAddress: () => asked++ === 0 };
  const sent = await refresh(`http://127.0.0.1:${cage.port}/`, { policy });
  expect(sent.failure?.kind).toBe("blocked");
  await cage.gone;
  expect(cage.requests).toHaveLength(0);
});

const zoo = test.skipIf(!certificates);
if (!certificates) test.skip("TLS cages need the openssl program", () => {});
const { ca = "", key = "", good = "" } = certificates ?? {};

zoo("TLS: the name is checked, the certificate told", async () => {
  const cage = await keep(tlsServer({ key, cert: good }, GOOD));
  const sent = await refresh(`https://${ZOO_NAME}:${cage.port}/token`, { ca });
  expect(sent.failure).toBeNull();
  expect(text(sent.response?.body.base64)).toBe(TOKENS);
  expect(sent.request.raw.base64).toBe(cage.requests[0]?.toString("base64"));
  expect(sent.remote?.tls).toMatchObject({
    protocol: "TLSv1.3",
    cipher: expect.stringMatching(/^TLS_/),
    subject: `O=Zoo, CN=${ZOO_NAME}`,
    issuer: "O=Zoo, CN=Zoo Root",
    subjectAltName: `DNS:${ZOO_NAME}, IP Address:127.0.0.1`,
  });
  expect(Date.parse(sent.remote?.tls?.validTo ?? "")).toBeGreaterThan(Date.now());
  expect(sent.timings.tlsMs).toBeGreaterThan(0);
});

zoo("TLS to an IP literal: the certificate must be for the address", async () => {
  const cage = await keep(tlsServer({ key, cert: good }, GOOD));
  expect((await refresh(`https://127.0.0.1:${cage.port}/`, { ca })).response?.status).toBe(200);
  const other = await keep(tlsServer({ key, cert: certificates?.wrongHost }, GOOD));
  expect((await refresh(`https://127.0.0.1:${other.port}/`, { ca })).failure?.kind).toBe("tls");
});

zoo("TLS: a certificate that names its host in the common name alone is told as such", async () => {
  const cage = await keep(tlsServer({ key, cert: certificates?.commonNameOnly }, GOOD));
  const sent = await refresh(`https://${ZOO_NAME}:${cage.port}/`, { ca });
  expect(sent.failure).toBeNull();
  expect(sent.remote?.tls).toMatchObject({ subject: `O=Zoo, CN=${ZOO_NAME}`, subjectAltName: "" });
});

zoo.each(["selfSigned", "expired", "wrongHost", "good"] as const)(
  "TLS: %s and not trusted or not right",
  async (kind) => {
    const cage = await keep(tlsServer({ key, cert: certificates?.[kind] }, GOOD));
    const sent = await refresh(`https://${ZOO_NAME}:${cage.port}/`, kind === "good" ? {} : { ca });
    expect(sent).toMatchObject({ response: null, failure: { kind: "tls" }, timings: { tlsMs: null } });
    const words = {
      selfSigned: /self-signed/,
      expired: /expired/,
      wrongHost: /another host/,
      good: /not trusted|issuer/,
    };
    expect(sent.failure?.message).toMatch(words[kind]);
    expect(sent.remote?.tls?.subject).toContain(ZOO_NAME);
    expect(sent.remote?.tls?.problem).toEqual({ code: CODES[kind], message: sent.failure?.message });
    expect(cage.requests).toHaveLength(0);
  },
);

const CODES = {
  selfSigned: "DEPTH_ZERO_SELF_SIGNED_CERT",
  expired: "CERT_HAS_EXPIRED",
  wrongHost: "ERR_TLS_CERT_ALTNAME_INVALID",
  good: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
};

zoo("TLS: the chain is told as far as it is known, the addresses, and what ALPN came to", async () => {
  const cage = await keep(tlsServer({ key, cert: good, ALPNProtocols: ["h2", "http/1.1"] }, GOOD));
  const sent = await refresh(`https://${ZOO_NAME}:${cage.port}/token`, {
    ca,
    resolve: async () => ["127.0.0.9", "127.0.0.1"],
  });
  expect(sent.remote).toMatchObject({ address: "127.0.0.1", addresses: ["127.0.0.9", "127.0.0.1"] });
  const { chain, alpn, problem } = sent.remote?.tls ?? {};
  expect(chain?.map(({ subject }) => subject)).toEqual([`O=Zoo, CN=${ZOO_NAME}`, "O=Zoo, CN=Zoo Root"]);
  expect(chain?.[0]?.fingerprint256).toBe(new X509Certificate(good).fingerprint256);
  expect(alpn).toEqual({ offered: ["http/1.1"], chosen: "http/1.1" });
  expect(problem).toBeNull();
  const silent = await keep(tlsServer({ key, cert: good }, GOOD));
  const unanswered = await refresh(`https://127.0.0.1:${silent.port}/`, { ca });
  expect(unanswered.remote?.tls?.alpn?.chosen).toBeNull();
});

zoo("TLS: a server of HTTP/2 alone is told from other failures", async () => {
  const cage = await keep(tlsServer({ key, cert: good, ALPNProtocols: ["h2"] }, GOOD));
  const sent = await refresh(`https://${ZOO_NAME}:${cage.port}/`, { ca });
  expect(sent.failure).toMatchObject({ kind: "tls", message: expect.stringMatching(/HTTP\/2/) });
});

type Identity = { cert: string; key: string } | undefined;

zoo.each([
  ["the right certificate", (): Identity => ({ cert: good, key }), null, /./],
  [
    "one of an issuer that it does not know",
    (): Identity => ({ cert: certificates?.selfSigned ?? "", key }),
    "reset",
    /client certificate/,
  ],
  ["one that has expired", (): Identity => ({ cert: certificates?.expired ?? "", key }), "reset", /client certificate/],
  ["none", (): Identity => undefined, "tls", /wants a client certificate/],
] as const)("TLS: a server that wants a client certificate gets %s", async (_, identity, kind, words) => {
  const cage = await keep(tlsServer({ key, cert: good, ca, requestCert: true, rejectUnauthorized: true }, GOOD));
  const sent = await refresh(`https://${ZOO_NAME}:${cage.port}/`, { ca, identity: identity() });
  expect(sent.failure?.kind ?? null).toBe(kind);
  expect(sent.failure?.message ?? "x").toMatch(words);
});

test("a name whose addresses all refuse: they are told", async () => {
  const cage = await plainServer(GOOD);
  await cage.close();
  const addresses = ["127.0.0.9", "127.0.0.1"];
  const sent = await refresh(`http://token.test:${cage.port}/`, { resolve: async () => addresses });
  expect(sent.failure).toMatchObject({ kind: "refused", addresses });
});

test.each([
  ["in step", 0, 0],
  ["ahead", 3_600_000, 3600],
  ["behind", -90_000, -90],
])("the server's Date shows how its clock stands: %s", async (_, offset, skew) => {
  const date = new Date(Date.now() + offset).toUTCString();
  const cage = await keep(plainServer(`${OK}Date: ${date}\r\nContent-Length: 0\r\n\r\n`));
  const { clocks } = await refresh(`http://127.0.0.1:${cage.port}/`);
  expect(Math.abs((clocks?.skewSeconds ?? Number.NaN) - skew)).toBeLessThanOrEqual(2);
  expect(clocks?.serverDate).toBe(new Date(date).toISOString());
});

test("a redirect is explained and not followed", async () => {
  const other = await keep(plainServer(GOOD));
  const location = `http://127.0.0.1:${other.port}/next`;
  const cage = await keep(plainServer(`HTTP/1.1 302 Found\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`));
  const { redirect, response } = await refresh(`http://127.0.0.1:${cage.port}/`);
  expect(response?.status).toBe(302);
  expect(redirect).toMatchObject({ to: location, isOtherHost: true, method: "GET", keepsBody: false });
  expect(redirect?.sentence).toContain("curl -L would turn this POST into a GET");
  expect(other.requests).toHaveLength(0);
});

zoo("TLS: verification cannot be switched off from outside", async () => {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
  try {
    const cage = await keep(tlsServer({ key, cert: certificates?.selfSigned }, GOOD));
    expect((await refresh(`https://${ZOO_NAME}:${cage.port}/`)).failure?.kind).toBe("tls");
  } finally {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  }
});

zoo("TLS: too old", async () => {
  const old = { maxVersion: "TLSv1.1", minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
  const cage = await keep(tlsServer({ key, cert: good, ...old }, GOOD));
  const sent = await refresh(`https://${ZOO_NAME}:${cage.port}/`, { ca });
  expect(sent.failure).toMatchObject({ kind: "tls", message: expect.stringMatching(/version of TLS/) });
});

zoo("TLS: the server wants a client certificate", async () => {
  const cage = await keep(tlsServer({ key, cert: good, ca, requestCert: true, rejectUnauthorized: true }, GOOD));
  expect((await refresh(`https://${ZOO_NAME}:${cage.port}/`, { ca })).failure?.kind).toBe("tls");
});

test("https to a server that speaks plain HTTP", async () => {
  const answering = net.createServer((socket) => {
    socket.on("error", () => {}).once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
  });
  await new Promise<void>((resolve) => answering.listen(0, "127.0.0.1", resolve));
  const { port } = answering.address() as net.AddressInfo;
  const sent = await refresh(`https://127.0.0.1:${port}/`);
  answering.close();
  expect(sent.failure).toMatchObject({ kind: "tls", message: expect.stringMatching(/need http/) });
});

zoo("http to a server that speaks TLS", async () => {
  const cage = await keep(tlsServer({ key, cert: good }, GOOD));
  const sent = await refresh(`http://127.0.0.1:${cage.port}/`);
  expect(sent).toMatchObject({ response: null, failure: { kind: expect.stringMatching(/^(protocol|reset)$/) } });
});

test.each([
  ["hangs in the handshake", (_: net.Socket) => {}, "timeout"],
  ["closes in the handshake", (socket: net.Socket) => socket.end(), "tls"],
  ["resets in the handshake", (socket: net.Socket) => socket.resetAndDestroy(), "reset"],
  ["sends a byte at a time in the handshake", slowly("\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03"), "timeout"],
] as const)("TLS: a server that %s", async (_, onHello, kind) => {
  const server = net.createServer((socket) => {
    socket.on("error", () => {}).once("data", () => onHello(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  const sent = await refresh(`https://127.0.0.1:${port}/`, { timeoutMs: 600 });
  server.close();
  expect(sent).toMatchObject({ response: null, failure: { kind }, timings: { tlsMs: null } });
});
