// Brings a checkout to the point where it can run: packages installed, production build made. Node's own modules only,
// since nothing may be installed yet. Each step leaves a stamp, so that a second run does nothing and needs no network.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { run } from "./children.mjs";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
export const NEXT = path.join(ROOT, "node_modules/next/dist/bin/next");
const [MAJOR = 0, MINOR = 0] = process.versions.node.split(".").map(Number);
const INSTALL_STAMP = path.join(ROOT, "node_modules/.regrant-installed");
const BUILD_STAMP = path.join(ROOT, ".next/regrant-built");

/** What the build is made from; tests, documents and tools are not. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.mjs",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];

if (MAJOR < 20 || (MAJOR === 20 && MINOR < 9)) {
  console.error(`Regrant needs Node 20.9 or later; this is ${process.version}.`);
  process.exit(1);
}

/** The environment for installing and building: the caller's, but without a NODE_ENV that would drop what a build needs. */
function buildEnvironment() {
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
  delete env.NODE_ENV;
  return env;
}

export async function ensureInstalled() {
  const wanted = [hashOf([path.join(ROOT, "package-lock.json")]), `node ${MAJOR}`, process.platform, process.arch].join(
    " ",
  );
  if (stampIs(INSTALL_STAMP, wanted)) return;
  await alone("install", async () => {
    if (stampIs(INSTALL_STAMP, wanted)) return;
    console.log("Installing packages …");
    const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ["npm"];
    const args = [...npm.slice(1), "ci", "--include=dev", "--no-audit", "--no-fund"];
    const shell = process.platform === "win32" && npm.length === 1;
    if ((await run(npm[0], args, { cwd: ROOT, env: buildEnvironment(), shell })) !== 0)
      fail("npm ci failed; see above.");
    writeFileSync(INSTALL_STAMP, wanted);
  });
}

export async function ensureBuilt() {
  const wanted = hashOf(
    SOURCES.flatMap((name) => filesBelow(path.join(ROOT, name))).filter((file) => !/\.test(ing)?\./.test(file)),
  );
  if (stampIs(BUILD_STAMP, wanted)) return;
  await alone("build", async () => {
    if (stampIs(BUILD_STAMP, wanted)) return;
    console.log("Building …");
    rmSync(BUILD_STAMP, { force: true });
    const code = await run(process.execPath, [NEXT, "build"], { cwd: ROOT, env: buildEnvironment() });
    if (code !== 0) fail("The build failed; see above.");
    writeFileSync(BUILD_STAMP, wanted);
  });
}

function stampIs(file, wanted) {
  return existsSync(file) && readFileSync(file, "utf8") === wanted;
}

function filesBelow(file) {
  if (!existsSync(file)) return [];
  if (!statSync(file).isDirectory()) return [file];
  return readdirSync(file)
    .sort()
    .flatMap((name) => filesBelow(path.join(file, name)));
}

function hashOf(files) {
  const hash = createHash("sha256");
  for (const file of files) hash.update(path.relative(ROOT, file)).update("\0").update(readFileSync(file)).update("\0");
  return hash.digest("hex");
}

/** Runs `work` while no other process of this checkout does the same step. A lock left behind by a dead one is taken over. */
async function alone(step, work) {
  const lock = path.join(ROOT, ".cache", `${step}.lock`);
  mkdirSync(path.dirname(lock), { recursive: true });
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch {
      const holder = existsSync(lock) ? Number(readFileSync(lock, "utf8")) : 0;
      if (!isAlive(holder)) rmSync(lock, { force: true });
      else await sleep(300);
    }
  }
  const release = () => rmSync(lock, { force: true });
  process.once("exit", release);
  try {
    await work();
  } finally {
    release();
    process.off("exit", release);
  }
}

function isAlive(pid) {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

export function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
