import { spawn, spawnSync } from "node:child_process";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { toWireRequest } from "../../http/request.ts";
import { fromBase64 } from "../../text/bytes.ts";
import { readCode } from "./read-code.ts";

// The oracle: the excerpt is run by its real runtime against a server that records what arrives.
interface Arrived {
  method: string;
  target: string;
  type: string | null;
  authorization: string | null;
  body: string;
}

let arrived: Arrived[] = [];
const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const { "content-type": type = null, authorization = null } = request.headers;
    arrived.push({
      method: request.method ?? "",
      target: request.url ?? "",
      type,
      authorization,
      body: Buffer.concat(chunks).toString(),
    });
    response.end("{}");
  });
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => server.close());

const PAIRS = "grant_type: 'refresh_token', refresh_token: 'a+b c/é=&'";
const JAVASCRIPT = [
  `fetch('ENDPOINT', { method: 'POST', body: new URLSearchParams({ ${PAIRS} }) })`,
  `fetch('ENDPOINT?x=1', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ ${PAIRS} }) })`,
  `fetch('ENDPOINT', { method: 'POST', body: 'grant_type=refresh_token' })`,
  `const id = 'app'; const p = new URLSearchParams(); p.append('grant_type', 'refresh_token'); p.append('client_id', id); fetch('ENDPOINT', { method: 'POST', body: p.toString() })`,
  `fetch('ENDPOINT', { method: 'POST', headers: { Authorization: 'Basic ' + Buffer.from(\`app:\${encodeURIComponent('s/e')}\`).toString('base64') }, body: new URLSearchParams('a=b&c=%20d') })`,
  `fetch("ENDPOINT", { method: "POST", headers: { Authorization: "Basic " + btoa("a" + ":" + "b\\u0021") } })`,
  `const http = require('http'); const r = http.request('ENDPOINT', { method: 'POST', headers: { 'Content-Type': 'text/x' } }); r.write('a=1'); r.end()`,
];
const PYTHON = [
  `import urllib.request, urllib.parse\ndata = urllib.parse.urlencode({'grant_type': 'refresh_token', 'refresh_token': 'a+b c/é=&'}).encode()\nurllib.request.urlopen(urllib.request.Request('ENDPOINT', data=data))`,
  `import urllib.request, base64\nauth = base64.b64encode(b'app:' + 's3'.encode()).decode()\nurllib.request.urlopen(urllib.request.Request('ENDPOINT', data=b'grant_type=x', headers={'Authorization': f'Basic {auth}'}, method='POST'))`,
];
const REQUESTS = [
  `import requests\nrequests.post('ENDPOINT', data={'grant_type': 'refresh_token', 'refresh_token': 'a+b c/é=&'}, auth=('app', 's3'))`,
  `import requests\nrequests.post("ENDPOINT", json={"grant_type": "refresh_token"})`,
  `import requests\nrequests.post("ENDPOINT", data="grant_type=refresh_token", params={"x": "1 2"})`,
];

async function agrees(source: string, program: string, args: readonly string[]): Promise<void> {
  arrived = [];
  const code = source.replaceAll("ENDPOINT", `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`);
  const child = spawn(program, [...args, code], { stdio: "ignore" });
  await new Promise((resolve) => child.once("close", resolve));
  const request = readCode(code).request;
  const wire = request && toWireRequest(request);
  const header = (name: string) => wire?.headers.find(([n]) => n.toLowerCase() === name)?.[1] ?? null;
  const read: Arrived = {
    method: wire?.method ?? "",
    target: request?.target.text ?? "",
    type: header("content-type"),
    authorization: header("authorization"),
    body: new TextDecoder().decode(fromBase64(wire?.body?.base64 ?? "")),
  };
  const loose = (each: Arrived) => ({ ...each, body: each.body.replace(/([:,]) "/g, '$1"') });
  expect(loose(read)).toEqual(loose(arrived[0] ?? ({} as Arrived)));
}

const python = spawnSync("python3", ["--version"]).status === 0;
const requests = python && spawnSync("python3", ["-c", "import requests"]).status === 0;

describe("node sends what was read", () => {
  test.each(JAVASCRIPT)("%s", (source) => agrees(source, process.execPath, ["-e"]));
});
describe.skipIf(!python)("python's urllib sends what was read", () => {
  test.each(PYTHON)("%s", (source) => agrees(source, "python3", ["-c"]));
});
describe.skipIf(!requests)("requests sends what was read", () => {
  test.each(REQUESTS)("%s", (source) => agrees(source, "python3", ["-c"]));
});
