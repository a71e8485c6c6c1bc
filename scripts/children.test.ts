import { spawn } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";

const CHILDREN = path.resolve(import.meta.dirname, "children.mjs");

/** A parent that starts a child which does not listen to SIGTERM (`stubborn`) or does, and prints the child's pid. */
function parent(stubborn: boolean) {
  const child = `${stubborn ? "process.on('SIGTERM', () => {});" : ""} console.log(process.pid); setInterval(() => {}, 1000);`;
  const code = `import { start } from ${JSON.stringify(CHILDREN)}; start(process.execPath, ["-e", ${JSON.stringify(child)}]);`;
  return spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: ["ignore", "pipe", "inherit"] });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test.each([
  ["SIGINT", false, 130],
  ["SIGTERM", false, 143],
  ["SIGTERM", true, 143],
] as const)("%s ends the child too (one that will not listen: %s)", async (signal, stubborn, expected) => {
  const running = parent(stubborn);
  const pid = await new Promise<number>((resolve) => running.stdout.once("data", (data) => resolve(Number(data))));
  expect(isAlive(pid)).toBe(true);
  const code = new Promise((resolve) => running.once("close", resolve));
  running.kill(signal);
  expect(await code).toBe(expected);
  expect(isAlive(pid)).toBe(false);
});
