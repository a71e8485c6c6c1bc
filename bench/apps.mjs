// The two apps that the bench of a send compares: the product's own build, and one with a single bare route.
import { spawn, spawnSync } from "node:child_process";
import http from "node:http";
import net from "node:net";
import { fileURLToPath } from "node:url";
import { answers, serve } from "../scripts/serve.mjs";
import { ensureBuilt, NEXT } from "../scripts/setup.mjs";

const BARE = fileURLToPath(new URL("./bare-app", import.meta.url));
const ENV = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A POST of JSON over one kept connection, as a browser sends it; gives the parsed answer. */
function poster() {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  return (port, path, body) =>
    new Promise((resolve, reject) => {
      const text = JSON.stringify(body);
      const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text) };
      const request = http.request({ host: "127.0.0.1", port, method: "POST", path, headers, agent }, (response) => {
        const chunks = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () => {
          if (response.statusCode === 200) resolve(JSON.parse(Buffer.concat(chunks).toString()));
          else reject(new Error(`${path} answered ${response.statusCode}`));
        });
      });
      request.on("error", reject).end(text);
    });
}

/** Builds both and starts them; undefined where one cannot be built. */
export async function startApps() {
  await ensureBuilt();
  const built = spawnSync(process.execPath, [NEXT, "build"], {
    cwd: BARE,
    env: ENV,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (built.status !== 0) return undefined;
  const [own, empty] = [await freePort(), await freePort()];
  const product = serve(own, {
    stdio: "ignore",
    env: { REGRANT_ORIGIN: `http://127.0.0.1:${own}`, CATCH_PORT: String(await freePort()) },
  });
  const args = [NEXT, "start", "-p", String(empty), "-H", "127.0.0.1"];
  const bare = spawn(process.execPath, args, { cwd: BARE, env: ENV, stdio: "ignore" });
  const close = () => {
    product.kill();
    bare.kill();
  };
  const post = poster();
  if (!(await answers(own, product)) || !(await isUp(empty))) {
    close();
    return undefined;
  }
  return { own, empty, post, close };
}

async function isUp(port) {
  for (let i = 0; i < 300; i++) {
    const answered = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => new Promise((resolve) => setTimeout(() => resolve(false), 100)),
    );
    if (answered) return true;
  }
  return false;
}
