// The README's table of what the snippets were proved with: a row for each snippet and runtime, made of what the tests
// wrote down. A run of some rows leaves the others as they are.

const SHELLS = ["bash", "dash", "zsh", "fish"];
const MODEL = "no PowerShell is packaged for Debian";
const HEAD = ["snippet", "ran in", "right", "credential sets", "declined", "not run, because"];
const BLOCK = /(<!-- snippets -->\n)([\s\S]*?)(?=<!-- end of snippets -->)/;

/** Every snippet and what may run it; the third word says why it did not, where the program is not simply missing. */
export const ROWS = [
  ...SHELLS.map((shell) => ["curl-posix", shell]),
  ...SHELLS.map((shell) => ["curl-posix", `${shell}, typed`]),
  ...SHELLS.map((shell) => ["curl-posix", `${shell}, secrets by stdin`]),
  ["curl-cmd", "Wine's cmd.exe", "Wine is not on this machine"],
  ["curl-batch", "Wine's cmd.exe", "Wine is not on this machine"],
  ["curl-powershell", "PowerShell", MODEL],
  ["curl-powershell", "a model of PowerShell"],
  ["invoke-restmethod", "PowerShell", MODEL],
  ["invoke-restmethod", "a model of PowerShell"],
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
  ["rust-reqwest", "cargo"],
  ["httpie", "http"],
  ["wget", "wget"],
  ["postman-collection", "newman", "newman could not be installed"],
];

/**
 * What the words of a command line choose: a pattern for the names of tests, undefined for all. A word is a part of an
 * id (`java`, `php`) or a runtime (`zsh`, `typed`).
 */
export function toTestPattern(words) {
  if (words.length === 0) return undefined;
  const patterns = words.flatMap((word) => {
    const ids = ROWS.map(([id]) => id).filter((id) => id === word || id.split("-").includes(word));
    if (ids.length > 0) return ids.map((id) => `(?:^| )${id}\\b`);
    const runtimes = ROWS.filter(([, runtime]) => runtime.split(/\W+/).includes(word));
    return runtimes.map(([id]) => `(?:^| )${id}\\b.*\\b${word}\\b`);
  });
  if (patterns.length === 0) throw new Error(`no snippet and no runtime is called ${words.join(" or ")}`);
  return [...new Set(patterns)].join("|");
}

/** The README with the rows that `noted` tells of; `isWhole`: the others were looked for too, and did not run. */
export function withTable(readme, noted, isWhole) {
  const before = readRows(BLOCK.exec(readme)?.[2] ?? "");
  const rows = ROWS.map(([id, runtime, why = "it is not on this machine"]) => {
    const counted = noted.findLast((one) => one.id === id && one.cases !== undefined);
    const run = noted.findLast((one) => one.id === id && one.runtime === runtime);
    const skipped = noted.findLast((one) => one.id === id && one.skipped === runtime);
    const declined = counted ? `${counted.declined} of ${counted.cases}` : "";
    if (run) return [`\`${id}\``, runtime, `${run.right} of ${run.ran}`, `${run.sets}`, declined, ""];
    if (skipped) return [`\`${id}\``, runtime, "", "", "", skipped.why];
    const old = before.find(([name, where]) => name === `\`${id}\`` && where === runtime);
    if (!isWhole) return old ?? [`\`${id}\``, runtime, "", "", "", "it has not been run yet"];
    return [`\`${id}\``, runtime, "", "", "", why];
  });
  const lines = [HEAD, HEAD.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return readme.replace(BLOCK, (_, start) => `${start}\n${lines.join("\n")}\n\n`);
}

function readRows(block) {
  const lines = block.split("\n").filter((line) => line.startsWith("|"));
  // A table of other columns is another table.
  const isSame = lines[0] !== undefined && cellsOf(lines[0]).join() === HEAD.join();
  return isSame ? lines.slice(2).map(cellsOf) : [];
}

function cellsOf(line) {
  return line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
}
