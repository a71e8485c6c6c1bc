import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { quoteBatch, quoteCmd, quotePosix, quotePowershell, quotePowershellString } from "./quote.ts";

const SHELLS = ["bash", "dash", "zsh", "fish"];
const HOSTILE = [
  "",
  "plain",
  "a b",
  "it's",
  "''",
  "\\",
  "\\\\",
  "a\\",
  "\\'",
  "'\\''",
  '"',
  "$HOME",
  "${HOME}",
  "`id`",
  "$(id)",
  "!!",
  "a!b",
  "it's!b",
  "\\'!b",
  '"!b"',
  "~",
  "~root",
  "a=~",
  "x:~",
  "=ls",
  "*",
  "?a=b&c=d",
  "{a,b}",
  "[a]",
  "#x",
  "a #x",
  "^a^b",
  "%self",
  "100%",
  "-n",
  "--",
  "a;b",
  "a|b",
  "<a>",
  "(a)",
  "é ü €",
  "‘curly’ “curly”",
  "😀",
  "line\nbreak",
  "'\n'",
  "\n",
  " lead",
  "trail ",
  "\\n",
  "\\x41",
  "$'a'",
  "@file",
  "a,b",
  "\u00A0",
  "\uFEFF",
  "\u2028",
];

const hasShell = (shell: string) => spawnSync(shell, ["-c", "exit 0"]).status === 0;
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "regrant-quote-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(shell: string, values: readonly string[]): string[] {
  const lines = values.map((value) => {
    const quoted = quotePosix(value);
    if (!quoted.ok) throw new Error(`declined: ${JSON.stringify(value)}`);
    return `printf '%s\\0' x${quoted.text}`;
  });
  const file = path.join(folder, `${shell}.sh`);
  writeFileSync(file, `${lines.join("\n")}\n`);
  const { stdout } = spawnSync(shell, [file], { encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } });
  return stdout
    .split("\0")
    .slice(0, -1)
    .map((text) => text.slice(1));
}

describe.each(SHELLS)("quotePosix in %s", (shell) => {
  test.skipIf(!hasShell(shell))("hostile texts come back as they were", () => {
    expect(read(shell, HOSTILE)).toEqual(HOSTILE);
  });

  test.skipIf(!hasShell(shell))("random texts come back as they were", () => {
    const characters = fc.constantFrom(..."ab1'\"\\$`!*?~={}()[]<>|&;#^%@ \n-,.:/é€😀");
    const value = fc.string({ unit: characters, maxLength: 12 }).filter((text) => quotePosix(text).ok);
    const values = fc.sample(value, { numRuns: 400, seed: 20261124 });
    expect(read(shell, values)).toEqual(values);
  });
});

const PROMPTS: Record<string, string> = {
  bash: "bash --norc --noprofile -i",
  dash: "dash -i",
  zsh: "zsh -f -i",
  fish: "fish --no-config -i",
};
const hasTerminal = spawnSync("script", ["-qec", "true", "/dev/null"]).status === 0;

describe.each(SHELLS)("quotePosix at the prompt of %s", (shell) => {
  test.skipIf(!hasTerminal || !hasShell(shell))("nothing is expanded, edited or lost", () => {
    const out = path.join(folder, `${shell}.out`);
    const values = HOSTILE.filter((value) => quotePosix(value).ok);
    const lines = values.map((value) => {
      const quoted = quotePosix(value);
      return `command printf '%s\\0' x${quoted.ok ? quoted.text : ""} >>${out}`;
    });
    spawnSync("script", ["-qec", PROMPTS[shell] ?? "", "/dev/null"], {
      input: `${lines.join("\n")}\nexit\n`,
      env: { ...process.env, LC_ALL: "C.UTF-8", TERM: "dumb", HOME: folder },
      timeout: 20_000,
    });
    expect(readFileSync(out, "utf8").split("\0").slice(0, -1)).toEqual(values.map((value) => `x${value}`));
  });
});

test.each(["a\0b", "a\tb", "a\rb", "\u001b", "\u007f", "\uD800", "a\nb!", "a\n^b^c"])(
  "quotePosix declines %j",
  (text) => {
    expect(quotePosix(text).ok).toBe(false);
  },
);

const textOf = (quoted: ReturnType<typeof quoteCmd>) => (quoted.ok ? quoted.text : null);

test.each([
  ["a", "a", "a"],
  ["", '""', '""'],
  ["a b", '"a b"', '"a b"'],
  ["a&b|c", '"a&b|c"', '"a&b|c"'],
  ["it's", '"it\'s"', '"it\'s"'],
  ["a\\b c\\", '"a\\b c\\\\"', '"a\\b c\\\\"'],
  ['a"b&c', '^"a\\^"b^&c^"', '^"a\\^"b^&c^"'],
  ['\\"', '^"\\\\\\^"^"', '^"\\\\\\^"^"'],
  ["a%20b%20c", '"a%20b%20c"', '"a%%20b%%20c"'],
  ["%PATH%", '%"PATH"%', '"%%PATH%%"'],
  ["%C3%A9", '%"C3"%"A9"', '"%%C3%%A9"'],
  ['"%X%', '^"\\^"^%X^%^"', '^"\\^"%%X%%^"'],
  ["a\nb", null, null],
  ["é", null, null],
])("%j for cmd.exe", (text, prompt, batch) => {
  expect(textOf(quoteCmd(text))).toBe(prompt);
  expect(textOf(quoteBatch(text))).toBe(batch);
});

test.each([
  ["--data-raw", "--data-raw"],
  ["https://a.example/b", "'https://a.example/b'"],
  ["a=b&c=$d", "'a=b&c=$d'"],
  ["it's `n", "'it''s `n'"],
  ["-a.b", "'-a.b'"],
  ["--", "'--'"],
  ['a"b', null],
  ["", null],
  ["a b\\", null],
  ["‘", null],
])("%j for a program in PowerShell", (text, expected) => {
  expect(textOf(quotePowershell(text))).toBe(expected);
});

test("curly quotes are doubled in PowerShell's literals", () => {
  expect(quotePowershellString("‘a’ ‚b‛ “c”")).toBe("'‘‘a’’ ‚‚b‛‛ “c”'");
});
