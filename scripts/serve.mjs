// Starts the built app. The environment is handed on; PORT and HOST are spelled out for everything that reads them.
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { start } from "./children.mjs";
import { fail, NEXT, ROOT } from "./setup.mjs";

export const HOST = process.env.HOST || "127.0.0.1";

/** The port that the caller asks for, 3000 where none is named. */
export function portFromEnvironment(fallback = 3000) {
  const written = process.env.PORT;
  if (!written) return fallback;
  const port = Number(written);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) fail(`PORT is no port number: ${written}`);
  return port;
}

/** True if nobody listens there yet. */
export function isFree(port, host = HOST) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

export function serve(port, options = {}) {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ...options.env, PORT: String(port), HOST };
  return start(process.execPath, [NEXT, "start", "-p", String(port), "-H", HOST], { cwd: ROOT, ...options, env });
}

/** Waits until the app answers, 30 seconds at most; false if it does not. */
export async function answers(port, child) {
  for (let i = 0; i < 300 && child.exitCode === null; i++) {
    try {
      const reply = await fetch(`http://${HOST.includes(":") ? `[${HOST}]` : HOST}:${port}/api/health`);
      if (reply.ok) return true;
    } catch {
      // Not listening yet.
    }
    await sleep(100);
  }
  return false;
}
