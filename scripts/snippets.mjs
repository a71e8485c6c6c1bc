// npm run test:snippets: every snippet with every hostile set of credentials in every runtime that can be had here, then
// the table of what was shown, written into the README. SNIPPETS=sample runs what npm test runs of it.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { run } from "./children.mjs";
import { ensureInstalled, ROOT } from "./setup.mjs";

process.env.SNIPPETS ??= "all";
// Which tools there are depends on SNIPPETS.
const { ensureNewman, ensureTools } = await import("./tools.mjs");

const SHELLS = ["bash", "dash", "zsh", "fish"];
const MODEL = "no PowerShell is packaged for Debian";

/** Every snippet and what may run it; the third word says why it did not, where the program is not simply missing. */
const ROWS = [
  ...SHELLS.map((shell) => ["curl-posix", shell]),
  ...SHELLS.map((shell) => ["curl-posix", `${shell}, typed`]),
  ...SHELLS.map((shell) => ["curl-posix", `${shell}, secrets by stdin`]),
  ["curl-cmd", "Wine's cmd.exe", "its run in Wine did not end"],
  ["curl-batch", "Wine's cmd.exe", "its run in Wine did not end"],
  ["curl-powershell", "a model of PowerShell", MODEL],
  ["invoke-restmethod", "a model of PowerShell", MODEL],
  ["raw-http", "a socket"],
  ["http-file", "a model of its clients"],
  ["javascript-fetch", "node, .mjs"],
  ["javascript-fetch", "node, .cjs"],
  ["node-https", "node, .mjs"],
  ["node-https", "node, .cjs"],
  ["python-requests", "python3"],
  ["python-httpx", "python3"],
  ["python-urllib", "python3"],
  ["csharp-httpclient", "mono"],
  ["php-curl", "php"],
  ["php-guzzle", "php"],
  ["ruby-net-http", "ruby"],
  ["go-net-http", "go"],
  ["java-httpclient", "java"],
  ["rust-reqwest", "cargo", "by `npm run test:snippets` alone"],
  ["httpie", "http"],
  ["wget", "wget"],
  ["postman-collection", "newman", "newman could not be installed"],
];

await ensureInstalled();
await ensureTools();
await ensureNewman(ROOT);
const scratch = mkdtempSync(path.join(os.tmpdir(), "regrant-snippets-"));
// A named log is added to, so that the table can be made of runs of single files.
const log = process.env.SNIPPETS_LOG ?? path.join(scratch, "log.jsonl");
const vitest = path.join(ROOT, "node_modules", "vitest", "vitest.mjs");
const only = process.argv.slice(2);
const code = await run(process.execPath, [vitest, "run", ...(only.length > 0 ? only : ["lib/snippets"])], {
  cwd: ROOT,
  env: { ...process.env, SNIPPETS_LOG: log },
});
if (code === 0) {
  writeTable(readLog(log));
  const biome = path.join(ROOT, "node_modules", "@biomejs", "biome", "bin", "biome");
  await run(process.execPath, [biome, "format", "--write", "README.md"], { cwd: ROOT });
}
rmSync(scratch, { recursive: true, force: true });
process.exitCode = code ?? 1;

function readLog(file) {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function writeTable(noted) {
  const rows = ROWS.map(([id, runtime, why = "it was not run for this table"]) => {
    const right = noted.filter((one) => one.id === id && one.runtime === runtime).map((one) => one.right);
    const counted = noted.find((one) => one.id === id && one.cases !== undefined);
    const share = counted ? `${counted.declined} of ${counted.cases}` : "";
    return right.length > 0
      ? [`\`${id}\``, runtime, `${Math.max(...right)} of ${Math.max(...right)}`, share, ""]
      : [`\`${id}\``, runtime, "", share, why];
  });
  const table = [
    ["snippet", "ran in", "right", "declined", "not run, because"],
    ["---", "---", "---", "---", "---"],
    ...rows,
  ];
  const lines = table.map((cells) => `| ${cells.join(" | ")} |`);
  const readme = path.join(ROOT, "README.md");
  const marked = /(<!-- snippets -->\n)[\s\S]*?(?=<!-- end of snippets -->)/;
  writeFileSync(
    readme,
    readFileSync(readme, "utf8").replace(marked, (_, start) => `${start}\n${lines.join("\n")}\n\n`),
  );
}
