// npm run test:snippets: every snippet with every hostile set of credentials in every runtime that can be had here, then
// the table of what was shown, written into the README. Words choose some: npm run test:snippets -- java httpie zsh.
// SNIPPETS=sample runs what npm test runs of it, and leaves the table alone.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { run } from "./children.mjs";
import { ensureInstalled, fail, ROOT } from "./setup.mjs";
import { toTestPattern, withTable } from "./snippet-table.mjs";

process.env.SNIPPETS ??= "all";
// Which tools there are depends on SNIPPETS.
const { ensureNewman, ensureTools } = await import("./tools.mjs");

const chosen = process.argv.slice(2);
const pattern = choose(chosen);
await ensureInstalled();
await ensureTools();
await ensureNewman(ROOT);
const scratch = mkdtempSync(path.join(os.tmpdir(), "regrant-snippets-"));
const log = path.join(scratch, "log.jsonl");
const bin = (...parts) => path.join(ROOT, "node_modules", ...parts);
const args = [bin("vitest", "vitest.mjs"), "run", "lib/snippets", ...(pattern ? ["-t", pattern] : [])];
const code = await run(process.execPath, args, { cwd: ROOT, env: { ...process.env, SNIPPETS_LOG: log } });
if (process.env.SNIPPETS === "all") await writeTable();
rmSync(scratch, { recursive: true, force: true });
process.exitCode = code ?? 1;

function choose(words) {
  try {
    return toTestPattern(words);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}

async function writeTable() {
  const noted = existsSync(log)
    ? readFileSync(log, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line))
    : [];
  for (const { id, runtime, ran, right, sets, executed } of noted.filter((one) => one.runtime !== undefined)) {
    const harm = executed ? ", AND A VALUE WAS EXECUTED" : "";
    console.log(`${id} in ${runtime}: ${right} of ${ran} right, ${sets} sets of credentials${harm}`);
  }
  const readme = path.join(ROOT, "README.md");
  writeFileSync(readme, withTable(readFileSync(readme, "utf8"), noted, chosen.length === 0));
  await run(process.execPath, [bin("@biomejs", "biome", "bin", "biome"), "format", "--write", "README.md"], {
    cwd: ROOT,
  });
}
