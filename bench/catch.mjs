// What catching costs: the catch listener beside a bare node:http server that reads the same requests and answers the same
// number of bytes. Each serves from a thread of its own; the rounds take turns in one run.
import net from "node:net";
import { Worker } from "node:worker_threads";
import { median, round } from "./measure.mjs";
import { bundle } from "./sources.mjs";

/** The guard package throws outside a React server bundle. */
const ALIAS = { "server-only": "scripts/empty-module.mjs" };
const ROUNDS = 5;
const ROUND_MS = 1_500;
const CONNECTIONS = 32;
const BODY = "grant_type=refresh_token&refresh_token=rt_bench.0123456789abcdef";

const BARE = `
import http from "node:http";
import { parentPort } from "node:worker_threads";
const server = http.createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    response.writeHead(400, { "Content-Type": "application/json;charset=UTF-8", "Cache-Control": "no-store", Pragma: "no-cache" });
    response.end(JSON.stringify({ error: "invalid_grant", error_description: "x".repeat(75), bytes: Buffer.concat(chunks).length }));
  });
});
server.listen(0, "127.0.0.1", () => parentPort?.postMessage({ port: server.address().port, id: "x" }));
parentPort?.on("message", () => parentPort?.postMessage({ rss: 0, kept: 0, seen: 0 }));
`;

/** `watched`: somebody reads every request as it comes, as an open page has it read. */
const OURS = (watched) => `
import { parentPort } from "node:worker_threads";
import { setImmediate as turn } from "node:timers/promises";
import { MemoryBoxes } from "./lib/server/catch/boxes.ts";
import { toCaught } from "./lib/server/catch/caught.ts";
import { listen } from "./lib/server/catch/listener.ts";
const boxes = new MemoryBoxes();
const box = await boxes.create({ kind: "strict" });
const { port } = await listen({ port: 0, host: "127.0.0.1", boxes, scheme: "http", toNewest: false });
let seen = 0;
async function watch() {
  for await (const kept of boxes.watch(box.id, null, new AbortController().signal)) {
    JSON.stringify(toCaught(kept, "http"));
    seen++;
    await turn();
  }
}
if (${watched}) void watch();
parentPort?.postMessage({ port, id: box.id });
parentPort?.on("message", async () => {
  parentPort?.postMessage({ bytes: boxes.bytes, kept: (await boxes.list(box.id)).length, seen });
});
`;

function start(href) {
  const worker = new Worker(new URL(href));
  return new Promise((resolve, reject) => {
    worker.once("message", ({ port, id }) => resolve({ worker, port, id }));
    worker.once("error", reject);
  });
}

function ask({ worker }) {
  return new Promise((resolve) => {
    worker.once("message", resolve);
    worker.postMessage("report");
  });
}

/** Answers a second, over connections that stay open, each asking again once it has its answer. */
async function rate({ port, id }, ms = ROUND_MS) {
  const request = `POST /${id}/oauth/token HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Basic cHJhY3RpY2U6cHJhY3RpY2Utc2VjcmV0\r\nUser-Agent: bench/1\r\nAccept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;
  let answers = 0;
  let open = true;
  const sockets = Array.from({ length: CONNECTIONS }, () => {
    const socket = net.connect(port, "127.0.0.1", () => socket.write(request));
    socket.setNoDelay(true);
    socket.on("data", (chunk) => {
      if (!chunk.includes("HTTP/1.1 400")) return;
      answers++;
      if (open) socket.write(request);
    });
    return socket;
  });
  const begun = performance.now();
  await new Promise((resolve) => setTimeout(resolve, ms));
  open = false;
  const perSecond = (answers / (performance.now() - begun)) * 1000;
  for (const socket of sockets) socket.destroy();
  return perSecond;
}

export async function run() {
  const servers = {
    bare: await start(await bundle(BARE)),
    catching: await start(await bundle(OURS(false), ALIAS)),
    watched: await start(await bundle(OURS(true), ALIAS)),
  };
  const rates = { bare: [], catching: [], watched: [] };
  for (let i = 0; i <= ROUNDS; i++) {
    for (const [name, server] of Object.entries(servers)) {
      const perSecond = await rate(server);
      if (i > 0) rates[name].push(perSecond);
    }
  }
  const [bare, catching, watched] = [median(rates.bare), median(rates.catching), median(rates.watched)];
  const { kept, bytes } = await ask(servers.catching);
  const { seen } = await ask(servers.watched);
  for (const { worker } of Object.values(servers)) await worker.terminate();
  return [
    ["bare node:http, requests a second", round(bare), "1"],
    ["caught, requests a second", round(catching), `${round(catching / bare)} of it`],
    ["caught while somebody watches", round(watched), `${round(watched / bare)} of it`],
    ["shown to who watches, in all", round(seen), ""],
    ["kept of them, and their bytes", `${kept}, ${bytes}`, ""],
  ];
}
