import { spawn } from "node:child_process";
import net from "node:net";
import path from "node:path";

/** A production server of a test's own: with its own environment, and with its log at hand. */
export interface OwnServer {
  baseURL: string;
  pid: number;
  /** All that it has printed so far. */
  log(): string;
  stop(): Promise<void>;
}

export async function startServer(env: Record<string, string>): Promise<OwnServer> {
  const port = await freePort();
  const next = path.resolve(import.meta.dirname, "../../node_modules/next/dist/bin/next");
  const child = spawn(process.execPath, [next, "start", "-p", String(port), "-H", "127.0.0.1"], {
    cwd: path.resolve(import.meta.dirname, "../.."),
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", PORT: String(port), HOST: "127.0.0.1", ...env },
  });
  let printed = "";
  const ready = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes("Ready")) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => reject(new Error(`the server did not start: ${printed}`)));
  });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await ready;
  return {
    baseURL: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    log: () => printed,
    stop: async () => {
      child.kill("SIGTERM");
      await gone;
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
