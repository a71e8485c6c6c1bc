import { spawn, spawnSync } from "node:child_process";
import net, { type AddressInfo } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toWireRequest } from "../http/request.ts";
import type { Word } from "../shell/reading.ts";
import { fromBase64 } from "../text/bytes.ts";
import { fromText, unknownsOf } from "../text/traced.ts";
import { readHar } from "./har.ts";
import { readHttpie } from "./httpie.ts";
import { readPostman } from "./postman.ts";
import { readImport } from "./read-import.ts";
import type { ImportReading } from "./reading.ts";
import { readWget } from "./wget.ts";

// The oracle: the real program sends to a socket that keeps what arrives.
let arrived: string[] = [];
const server = net.createServer((socket) => {
  let text = "";
  socket.on("error", () => undefined);
  socket.on("data", (chunk) => {
    text += chunk.toString("utf8");
    const head = text.indexOf("\r\n\r\n");
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
    if (head < 0 || Buffer.byteLength(text.slice(head + 4)) < length) return;
    arrived.push(text);
    socket.end("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
  });
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => server.close());

function wordsOf(argv: readonly string[]): Word[] {
  const source = argv.join(" ");
  let at = 0;
  return argv.map((arg) => {
    const span = { start: at, end: at + arg.length };
    at += arg.length + 1;
    return { value: fromText(source, span.start, span.end), span };
  });
}

function asSent(reading: ImportReading): string {
  const { request } = reading;
  if (!request) return "nothing";
  const wire = toWireRequest(request);
  const lines = [
    `${wire.method} ${request.target.text} HTTP/1.1`,
    ...wire.headers.map(([name, value]) => `${name}: ${value}`),
  ];
  return `${lines.join("\r\n")}\r\n\r\n${new TextDecoder().decode(fromBase64(wire.body?.base64 ?? ""))}`;
}

async function agrees(
  program: string,
  args: readonly string[],
  read: (words: readonly Word[]) => ImportReading,
): Promise<void> {
  arrived = [];
  const endpoint = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const argv = args.map((arg) => arg.replace("ENDPOINT", endpoint));
  const child = spawn(program, argv, {
    stdio: "ignore",
    env: { ...process.env, HOME: "/nonexistent", LC_ALL: "C.UTF-8" },
  });
  await new Promise((resolve) => child.once("close", resolve));
  // The version in the User-Agent and the boundary differ from machine to machine.
  const same = (text: string) =>
    text
      .replace(/(Wget|HTTPie)\/[\d.]+/g, "$1")
      .replace(/[0-9a-f]{32}/g, "--------boundary")
      .replace(/Content-Length: \d+(?=[\s\S]*boundary)/, "Content-Length");
  expect(same(asSent(read(wordsOf([program, ...argv]))))).toBe(same(arrived[0] ?? "nothing"));
}

const WGET = [
  ["--post-data", "grant_type=refresh_token&x=1", "http://ENDPOINT/token"],
  ["--post-data=", "http://ENDPOINT/token"],
  [
    "--header",
    "Authorization: Basic abc",
    "--header=Content-Type: application/json",
    "--post-data",
    "{}",
    "ENDPOINT/token",
  ],
  ["--user=app", "--password=s3", "--auth-no-challenge", "--post-data", "a=b", "http://ENDPOINT/token"],
  ["--http-user=app", "--http-password=s3", "--post-data", "a=b", "http://ENDPOINT/token"],
  ["--method=POST", "--body-data=a=b", "-U", "agent", "--header", "X-A: 1", "http://ENDPOINT/token?x y"],
  ["http://ENDPOINT"],
];
const HTTPIE = [
  ["--form", "POST", "http://ENDPOINT/token", "grant_type=refresh_token", "refresh_token=a+b c", "X-A:1", "q==2"],
  ["POST", "http://ENDPOINT/token", "grant_type=refresh_token", "n:=1", 'e=é"\\'],
  ["-f", "-a", "app:s3", "ENDPOINT/token", "a=b"],
  ["http://ENDPOINT/token"],
  ["-f", "http://ENDPOINT/token", "a=b", "Content-Type:text/x", "Accept:"],
  ["--multipart", "http://ENDPOINT/token", "a=b"],
  ["--raw", "a=b", "POST", "http://ENDPOINT/token"],
  ["-A", "bearer", "-a", "tok", "POST", "http://ENDPOINT/token"],
  ["-j", "POST", "http://ENDPOINT/token", "a=b", "Authorization:Basic x"],
  ["-f", "POST", "http://ENDPOINT/token", "a=x=y", "b\\=c=d", "e==", "f="],
];

describe.skipIf(spawnSync("wget", ["--version"]).status !== 0)("wget sends what was read", () => {
  test.each(WGET)("%s %s %s", (...args) =>
    agrees("wget", ["-q", "-O", "/dev/null", "--tries=1", ...args.filter((arg) => typeof arg === "string")], readWget),
  );
});
describe.skipIf(spawnSync("http", ["--version"]).status !== 0)("HTTPie sends what was read", () => {
  test.each(HTTPIE)("%s %s %s", (...args) =>
    agrees("http", ["--ignore-stdin", ...args.filter((arg) => typeof arg === "string")], readHttpie),
  );
});

const HAR = JSON.stringify({
  log: {
    entries: [
      {
        request: { method: "GET", url: "https://app.example.com/", headers: [] },
        response: { status: 200, headers: [], content: { text: "" } },
      },
      {
        request: {
          method: "POST",
          url: "https://auth.example.com/token?x=1",
          headers: [
            { name: ":method", value: "POST" },
            { name: "content-type", value: "application/json" },
          ],
          postData: { mimeType: "application/json", text: '{"grant_type":"refresh_token"}' },
        },
        response: {
          status: 400,
          headers: [{ name: "content-type", value: "application/json" }],
          content: { text: '{"error":"invalid_request"}' },
        },
      },
    ],
  },
});

test("of a HAR the token request is read, and its answer", () => {
  const reading = readHar(HAR);
  expect(reading && asSent(reading)).toBe(
    'POST /token?x=1 HTTP/1.1\r\nHost: auth.example.com\r\ncontent-type: application/json\r\n\r\n{"grant_type":"refresh_token"}',
  );
  expect(reading?.reply).toEqual({
    status: 400,
    headers: [["content-type", "application/json"]],
    body: '{"error":"invalid_request"}',
  });
});

test("of a Postman collection the token request is read; its variables are unknown values", () => {
  const reading = readPostman(
    JSON.stringify({
      info: { name: "c" },
      item: [
        { name: "contacts", request: { method: "GET", url: "https://api.example.com/contacts" } },
        {
          name: "refresh",
          request: {
            method: "POST",
            header: [{ key: "X-Off", value: "1", disabled: true }],
            auth: {
              type: "basic",
              basic: [
                { key: "username", value: "app" },
                { key: "password", value: "{{client_secret}}" },
              ],
            },
            url: { raw: "https://auth.example.com/token" },
            body: {
              mode: "urlencoded",
              urlencoded: [
                { key: "grant_type", value: "refresh_token" },
                { key: "refresh_token", value: "a+{{rt}}" },
              ],
            },
          },
        },
      ],
    }),
  );
  const { request } = reading ?? {};
  expect(request?.body?.text).toBe("grant_type=refresh_token&refresh_token=a%2B{{rt}}");
  expect(request?.body && unknownsOf(request.body)).toEqual(["rt"]);
  expect(request?.headers.map(({ name }) => name.text)).toEqual(["Host", "Authorization", "Content-Type"]);
  expect(request?.headers[1]?.credentials?.text).toBe("app:{{client_secret}}");
});

test("of a collection in version 2.0 with its own variables", () => {
  const reading = readPostman(
    JSON.stringify({
      info: { name: "c", schema: "https://schema.getpostman.com/json/collection/v2.0.0/collection.json" },
      item: [
        {
          name: "auth",
          item: [
            {
              name: "refresh",
              request: {
                method: "POST",
                header: "Content-Type: application/json\nX-A:  b ",
                auth: { type: "basic", basic: { username: "{{id}}", password: "{{secret}}" } },
                url: "{{base}}/token",
                body: { mode: "raw", raw: '{"grant_type":"refresh_token"}' },
              },
            },
          ],
        },
      ],
      variable: [
        { key: "base", value: "https://auth.example.com" },
        { key: "id", value: "app" },
        { key: "secret", value: "" },
      ],
    }),
  );
  expect(reading && asSent(reading)).toMatch(/^POST \/token HTTP\/1\.1\r\nHost: auth\.example\.com\r\n/);
  const { request } = reading ?? {};
  expect(request?.headers.slice(1).map(({ name, value }) => [name.text, value.text])).toEqual([
    ["Authorization", "Basic <base64 of app:{{secret}}>"],
    ["Content-Type", "application/json"],
    ["X-A", "b"],
  ]);
});

test("of a HAR with several entries the token request is the one", () => {
  const entry = (method: string, url: string, text?: string) => ({
    request: {
      method,
      url,
      headers: [{ name: ":path", value: "/" }],
      ...(text ? { postData: { mimeType: "x", text } } : {}),
    },
    response: { status: 200, headers: [], content: {} },
  });
  const entries = [
    entry("GET", "https://a.example/app.js"),
    entry("POST", "https://a.example/log", "token=1"),
    entry("POST", "https://a.example/oauth/token", "grant_type=refresh_token"),
    entry("GET", "https://a.example/token-help"),
  ];
  const reading = readHar(JSON.stringify({ log: { entries } }));
  expect(reading?.request?.target.text).toBe("/oauth/token");
  expect(reading?.request?.headers.map(({ name }) => name.text)).toEqual(["Host"]);
});

test("other texts are neither", () => {
  for (const text of [
    "",
    "{}",
    "[]",
    "null",
    '{"log":1}',
    '{"url":1,"method":2}',
    "[".repeat(50_000) + "]".repeat(50_000),
  ]) {
    expect(readHar(text)?.request ?? null).toBeNull();
    expect(readPostman(text)?.request ?? null).toBeNull();
  }
});

test("no JSON and no words make a reader throw", () => {
  fc.assert(
    fc.property(fc.json(), fc.array(fc.string()), (json, argv) => {
      readHar(json);
      readPostman(json);
      readHttpie(wordsOf(["http", ...argv]));
      readWget(wordsOf(["wget", ...argv]));
    }),
    { numRuns: 500 },
  );
});

test("a Postman request told in words", () => {
  const reading = readImport(
    'POST {{base}}/oauth/token\nBody (form-data)\ngrant_type: "refresh_token"\nrefresh_token: "0647bc"\n',
    "postman",
  );
  expect(reading?.request?.body?.text).toContain('name="refresh_token"\r\n\r\n0647bc\r\n');
  const form = readImport(
    "POST https://a.example/token\nAccept: */*\nBody (x-www-form-urlencoded):\ngrant_type = refresh_token\n",
    "postman",
  );
  expect(form && asSent(form)).toContain(
    "Content-Type: application/x-www-form-urlencoded\r\n\r\ngrant_type=refresh_token",
  );
});
