// npm test: install, build, get the tools, run every runner, and sum them up in one last line.
// REGRANT_CONTRACT_CHECK may name a script that asks a running app whether it keeps its contract; it is then run too.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { capture, end, run } from "./children.mjs";
import { answers, HOST, isFree, portFromEnvironment, serve } from "./serve.mjs";
import { ensureBuilt, ensureInstalled, fail, ROOT } from "./setup.mjs";
import { ensureTools, findBrowser } from "./tools.mjs";

const results = [];
const scratch = mkdtempSync(path.join(os.tmpdir(), "regrant-test-"));
process.once("exit", () => rmSync(scratch, { recursive: true, force: true }));
const bin = (...parts) => path.join(ROOT, "node_modules", ...parts);
const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };

await ensureInstalled();
const [lacking] = await Promise.all([ensureTools(), ensureBuilt()]);
for (const name of lacking) console.log(`skip: ${name} is not on this machine; the tests that ask it are skipped`);

await step("format and lint", [bin("@biomejs", "biome", "bin", "biome"), "check", "."]);
await step("types", [bin("typescript", "bin", "tsc"), "--noEmit"]);
await unitTests();
await withServer(async (baseURL) => {
  await pageTests(baseURL);
  await contract(baseURL);
});
summary();

/** A runner that only knows good and bad counts as one test. */
async function step(name, args) {
  heading(name);
  const code = await run(process.execPath, args, { cwd: ROOT, env });
  results.push({ name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });
}

async function unitTests() {
  heading("unit tests");
  const file = path.join(scratch, "vitest.json");
  const args = [
    bin("vitest", "vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ];
  const code = await run(process.execPath, args, { cwd: ROOT, env });
  const report = readReport(file);
  const failed =
    (report?.numFailedTests ?? 0) +
    (report?.testResults ?? []).filter((r) => r.status === "failed" && r.assertionResults.length === 0).length;
  count(
    "unit tests",
    code,
    report && { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests },
  );
}

async function pageTests(baseURL) {
  heading("pages and routes");
  const file = path.join(scratch, "playwright.json");
  const browser = findBrowser();
  const more = {
    REGRANT_BASE_URL: baseURL,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    ...(browser ? { CHROMIUM_PATH: browser } : {}),
  };
  const args = [bin("@playwright", "test", "cli.js"), "test", "--reporter=list,json"];
  const code = await run(process.execPath, args, { cwd: ROOT, env: { ...env, ...more } });
  const stats = readReport(file)?.stats;
  count(
    "pages and routes",
    code,
    stats && { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped },
  );
}

async function contract(baseURL) {
  const script = process.env.REGRANT_CONTRACT_CHECK;
  if (!script) return;
  heading("contract");
  const { code, stdout } = await capture(process.execPath, [script, baseURL], { cwd: ROOT, env });
  process.stdout.write(stdout);
  const [, passed, failed, skipped] = /(\d+) passed, (\d+) failed, (\d+) skipped\s*$/.exec(stdout) ?? [];
  count("contract", code, passed && { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) });
}

/** Runs `work` against the production server; its own output goes to a file that is shown only if it does not start. */
async function withServer(work) {
  const port = process.env.PORT ? portFromEnvironment() : await freePort();
  if (!(await isFree(port))) fail(`Port ${port} on ${HOST} is taken: run the tests with another PORT.`);
  const log = [];
  const server = serve(port, { stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk) => log.push(chunk));
  if (!(await answers(port, server))) {
    process.stdout.write(Buffer.concat(log));
    results.push({ name: "server", passed: 0, failed: 1, skipped: 0 });
  } else await work(`http://${HOST}:${port}`);
  await end(server);
}

/** A free port whose neighbour, where the catch listener stands, is free too. */
async function freePort() {
  for (;;) {
    const port = await new Promise((resolve) => {
      const server = net.createServer();
      server.listen(0, HOST, () => {
        const address = server.address();
        server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
      });
    });
    if (port > 0 && (await isFree(port + 1))) return port;
  }
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** A runner that fails without a failed test (a crash, no report) still counts as one failure. */
function count(name, code, counts) {
  const { passed = 0, failed = 0, skipped = 0 } = counts || {};
  results.push({ name, passed, failed: failed || (code === 0 && counts ? 0 : 1), skipped });
}

function heading(name) {
  console.log(`\n== ${name} ==`);
}

function summary() {
  console.log("");
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const result of results) {
    console.log(`${result.name}: ${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`);
    for (const key of Object.keys(sum)) sum[key] += result[key];
  }
  console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  process.exitCode = sum.failed === 0 ? 0 : 1;
}
