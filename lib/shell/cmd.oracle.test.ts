import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCRIPTS } from "./cmd-scripts.testing.ts";
import { quoteBatch, quoteCmd } from "./quote.ts";

const WINE = ["/usr/lib/wine/wine64", "/usr/bin/wine64", "/usr/bin/wine"].find(existsSync);

/** Prints the arguments of a call on one line. */
const SHOW =
  "var a = []; for (var i = 0; i < WScript.Arguments.length; i++) a.push('[' + WScript.Arguments(i) + ']'); WScript.Echo('call ' + a.join(' '));";

/** Wine's cmd is another program than Microsoft's, and its C runtime an older one; what both agree on is worth knowing. */
describe.skipIf(!WINE)("Wine's cmd", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "regrant-wine-"));
    writeFileSync(path.join(folder, "show.js"), SHOW);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 }));

  const run = (input: string, argument: string[]) =>
    spawnSync(WINE ?? "", ["cmd", ...argument], {
      cwd: folder,
      input,
      encoding: "utf8",
      timeout: 170_000,
      env: { ...process.env, WINEPREFIX: path.join(folder, "prefix"), WINEDEBUG: "-all", DISPLAY: "" },
    }).stdout;
  const calls = (output: string) => output.match(/(?<=call )\[.*\](?=\r?$)/gm);

  test("and its C runtime read the quoted forms as they are meant", { timeout: 180_000 }, () => {
    const values = [
      "a b",
      "a&b|c<d>e",
      "a^b",
      "it's",
      "%PATH%",
      "a%20b%20c",
      '{"a":"b & c"}',
      '"',
      "a\\",
      'a\\"b',
      "(x)",
      "!x!",
      "=,;",
    ];
    const line = (quote: typeof quoteCmd) =>
      values
        .map((value) => quote(value))
        .map((quoted) => (quoted.ok ? quoted.text : "?"))
        .join(" ");
    writeFileSync(path.join(folder, "batch.bat"), `@cscript show.js ${line(quoteBatch)}\r\n`);
    const expected = [values.map((value) => `[${value}]`).join(" ")];
    expect(calls(run("", ["/c", "batch.bat"]))).toEqual(expected);
    expect(calls(run(`cscript show.js ${line(quoteCmd)}\r\n`, []))).toEqual(expected);
  });

  test("runs the batch files as they are read here", { timeout: 180_000 }, () => {
    const scripts = SCRIPTS.filter(({ differs }) => differs === undefined);
    for (const [i, { source }] of scripts.entries()) {
      const text = source.replaceAll(/(?<!\w)curl(?= )/g, "cscript show.js").replaceAll("\n", "\r\n");
      writeFileSync(path.join(folder, `case${i}.bat`), `@echo off\r\n${text}\r\n`);
    }
    const driver = scripts.map((_, i) => `echo case ${i}\r\ncmd /c case${i}.bat\r\n`).join("");
    writeFileSync(path.join(folder, "scripts.bat"), `@echo off\r\n${driver}`);
    const outputs = run("", ["/c", "scripts.bat"])
      .split(/^case [0-9]+\r?$/m)
      .slice(1);
    expect(scripts.map(({ source }, i) => [source, calls(outputs[i] ?? "")])).toEqual(
      scripts.map(({ source, expected }) => [
        source,
        expected.map((words) => words.map((word) => `[${word}]`).join(" ")),
      ]),
    );
  });
});
