// Child processes that never outlive their parent: signals are handed on, and whoever does not listen is killed.
import { spawn } from "node:child_process";

const children = new Set();
const GRACE_MS = 5_000;
let ending = false;

/** Starts a child in our own process group: whoever ends the group, with whatever signal, ends all of it. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: "inherit", ...options });
  children.add(child);
  child.once("close", () => children.delete(child));
  return child;
}

/** Runs a child to its end. Resolves to its exit code (a signal or a failed start counts as 1). */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = start(command, args, options);
    child.once("error", (error) => {
      console.error(`${command}: ${error.message}`);
      children.delete(child);
      resolve(1);
    });
    child.once("close", (code) => resolve(code ?? 1));
  });
}

/** As `run`, with what it printed on standard output. */
export async function capture(command, args, options = {}) {
  const chunks = [];
  const child = start(command, args, { ...options, stdio: ["ignore", "pipe", "inherit"] });
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  const code = await new Promise((resolve) => {
    child.once("error", () => {
      children.delete(child);
      resolve(1);
    });
    child.once("close", (status) => resolve(status ?? 1));
  });
  return { code, stdout: Buffer.concat(chunks).toString() };
}

/** Ends one child: SIGTERM, then SIGKILL after five seconds. Resolves when it is gone. */
export function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), GRACE_MS);
    child.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

async function endAll(exitCode) {
  if (ending) return;
  ending = true;
  await Promise.all([...children].map(end));
  process.exit(exitCode);
}

for (const [name, number] of [
  ["SIGINT", 2],
  ["SIGTERM", 15],
  ["SIGHUP", 1],
])
  process.on(name, () => endAll(128 + number));

// npm does not always hand a signal on. When it is gone, nobody is left to stop what it started.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) endAll(1);
  }, 1_000).unref();
}
