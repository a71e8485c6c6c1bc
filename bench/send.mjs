// What a send costs: lib/server's own beside a bare node:http request with JSON, in one process; and /api/send beside a
// bare Next.js route that makes the bare request. The server that answers is a process of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { startApps } from "./apps.mjs";
import { median, round } from "./measure.mjs";
import { load } from "./sources.mjs";

const ours = await load(
  `
  export { send } from "./lib/server/send.ts";
  export { sendRefresh } from "./lib/server/send-refresh.ts";
  export { LOCAL_EGRESS } from "./lib/server/egress.ts";
  export { parseSettings } from "./lib/server/settings.ts";
  export { toHttpRequest } from "./lib/oauth/refresh-request.ts";
`,
  { "server-only": "./scripts/empty-module.mjs" },
);

const ROUNDS = 2_000;
const ROUTE_ROUNDS = 300;
const REPLY = JSON.stringify({
  access_token: "a".repeat(40),
  token_type: "Bearer",
  expires_in: 3600,
  refresh_token: "b",
});
const SERVER = `
  require("node:http").createServer((request, response) => {
    request.resume().on("end", () => response.setHeader("Content-Type", "application/json").end(${JSON.stringify(REPLY)}));
  }).listen(0, "127.0.0.1", function () { console.log(this.address().port); });`;

const FORM = { clientId: "app", clientSecret: "secret", refreshToken: "token", clientAuth: "client_secret_basic" };
const BODY = "grant_type=refresh_token&refresh_token=token";

/** A request on a socket of its own, its body read and parsed: what a program without us would do. */
export function bare(port) {
  return new Promise((resolve, reject) => {
    const headers = { "Content-Type": "application/x-www-form-urlencoded", Authorization: "Basic YXBwOnNlY3JldA==" };
    const options = { host: "127.0.0.1", port, method: "POST", path: "/token", headers, agent: false };
    const request = http.request(options, (response) => {
      const chunks = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
    });
    request.on("error", reject).end(BODY);
  });
}

function toOurs(port) {
  const url = new URL(`http://127.0.0.1:${port}/token`);
  const refresh = { ...FORM, tokenEndpoint: url.href };
  const request = ours.toHttpRequest(refresh, "regrant/bench", url);
  const { settings } = ours.parseSettings({});
  const order = { id: "x", refresh, url, timeoutMs: 5000, provider: undefined };
  const parse = ({ response }) => JSON.parse(Buffer.from(response.body.base64, "base64").toString());
  return {
    send: async () => parse(await ours.send(request, url, { policy: ours.LOCAL_EGRESS, timeoutMs: 5000 })),
    diagnosed: async () => parse(await ours.sendRefresh(order, settings, {})),
  };
}

/** Medians of several works in microseconds, taken in turns, so that a busy machine is busy for all. */
async function medians(works, rounds) {
  const times = works.map(() => []);
  for (let i = -Math.ceil(rounds / 10); i < rounds; i++) {
    for (const [at, work] of works.entries()) {
      const start = process.hrtime.bigint();
      await work();
      if (i >= 0) times[at].push(Number(process.hrtime.bigint() - start) / 1000);
    }
  }
  return times.map(median);
}

export async function run() {
  const server = spawn(process.execPath, ["-e", SERVER], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(server.stdout, "data");
  const port = Number(line);
  console.info = () => {};
  try {
    const { send, diagnosed } = toOurs(port);
    const [plain, sent, full] = await medians([() => bare(port), send, diagnosed], ROUNDS);
    const rows = [
      ["bare node:http request and JSON, median", `${round(plain)} µs`, "1"],
      ["lib/server send and JSON, median", `${round(sent)} µs`, `${round(sent / plain)} ×, at most 2`],
      ["the same with its findings", `${round(full)} µs`, `${round(full / plain)} ×`],
    ];
    const apps = await startApps();
    if (!apps) return [...rows, ["/api/send", "no build to start", ""]];
    try {
      const target = { ...FORM, tokenEndpoint: `http://127.0.0.1:${port}/token` };
      const works = [
        () => apps.post(apps.empty, "/api/bare", { port }),
        () => apps.post(apps.own, "/api/send", target),
      ];
      const [empty, route] = await medians(works, ROUTE_ROUNDS);
      rows.push(["a bare Next.js route, median", `${round(empty)} µs`, "1"]);
      rows.push(["/api/send, median", `${round(route)} µs`, `${round(route / empty)} ×, at most 1.5`]);
      return rows;
    } finally {
      apps.close();
    }
  } finally {
    server.kill();
  }
}
