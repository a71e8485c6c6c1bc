import { describe, expect, test } from "vitest";
import type { Traced } from "../text/traced.ts";
import { generateText, UNSET } from "./noise.testing.ts";
import { hasShell, type Outcome, runTexts } from "./oracle.testing.ts";
import { parsePosix } from "./posix.ts";
import { createRandom, runSize } from "./random.testing.ts";
import type { ShellCommand, ShellReading, Word } from "./reading.ts";

const ENVIRONMENT = { ...Object.fromEntries(UNSET.map((name) => [name, `v${name}v`])), HOME: "/vHOMEv" };

/** The value as bash saw it, or a pattern where the environment does not tell an unknown either. */
function seen(value: Traced): string {
  return value.pieces
    .map((piece) => {
      if (piece.unknown === undefined) return piece.text;
      return (ENVIRONMENT as Record<string, string>)[piece.unknown] ?? "\u0001";
    })
    .join("");
}

/** `\u0001` stands for any text. */
function matches(expected: string, actual: string): boolean {
  const parts = expected.split("\u0001");
  if (parts.length === 1) return expected === actual;
  return actual.startsWith(parts[0] ?? "") && actual.endsWith(parts.at(-1) ?? "");
}

const REFUSED =
  /(?:syntax error|unexpected EOF|unexpected end of file|bad substitution|parameter null or not set|parameter not set|ambiguous redirect)/;

function isRefused(outcome: Outcome): boolean {
  const lines = outcome.stderr
    .split(/\n(?=bash: |environment: |\w+: )/)
    .filter((line) => !/command substitution: |here-document/.test(line));
  return lines.filter((line) => /^(?:bash|environment): /.test(line)).some((line) => REFUSED.test(line));
}

function agree(words: readonly Word[], recorded: readonly string[]): boolean {
  return recorded.length === words.length && words.every(({ value }, i) => matches(seen(value), recorded[i] ?? ""));
}

/** True for an unquoted substitution whose output nobody knows: where it puts out nothing, there is no word. */
function mayVanish(text: string, { span, value }: Word): boolean {
  return (
    /^(?:`|\$\()/.test(text.slice(span.start, span.end)) && value.pieces.every((piece) => piece.unknown !== undefined)
  );
}

/** What is wrong with a reading, as far as bash shows it; undefined where they agree. */
function difference(text: string, reading: ShellReading, outcome: Outcome): string | undefined {
  if ((reading.problem !== null) !== isRefused(outcome)) {
    return `problem ${JSON.stringify(reading.problem)}, bash: ${JSON.stringify(outcome.stderr.slice(0, 300))}`;
  }
  // In an empty folder a command that reads a file does not run.
  const files = reading.notes.filter(({ kind }) => kind === "input-file");
  const isHere = ({ span }: ShellCommand) =>
    !files.some((file) => file.span.start >= span.start && file.span.end <= span.end);
  const calls = reading.commands.filter((command) => command.words[0]?.value.text === "curl" && isHere(command));
  const rest = [...outcome.recorded];
  const missing = calls.filter(({ words, stdin }) => {
    const certain = words.filter((word) => !mayVanish(text, word));
    const at = rest.findIndex(
      (recorded) =>
        (agree(words, recorded.words) || agree(certain, recorded.words)) &&
        (stdin === null || matches(seen(stdin), recorded.stdin)),
    );
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
  if (missing.length === 0 && rest.length === 0) return undefined;
  // A missing file also stops what `&&` ties to its command.
  if (rest.length === 0 && files.length > 0 && outcome.stderr.includes("No such file")) return undefined;
  // Nor does a text tell which folders there are: what writes into one that is missing does not run.
  if (rest.length === 0 && />[^>]*\//.test(text) && /\/[^:\n]*: No such file or directory/.test(outcome.stderr)) {
    return undefined;
  }
  const read = missing.map(({ words, stdin }) => [words.map(({ value }) => value.text), stdin?.text]);
  return `read ${JSON.stringify(read)}, bash ran ${JSON.stringify(rest)} ${JSON.stringify(outcome.stderr.slice(0, 200))}`;
}

test("the generator makes each construct in at least one text of a hundred", () => {
  const random = createRandom(1);
  const shares = new Map<string, number>();
  for (let i = 0; i < 4000; i++) {
    for (const tag of generateText(random).tags) shares.set(tag, (shares.get(tag) ?? 0) + 1 / 4000);
  }
  expect(shares.size).toBeGreaterThan(50);
  expect([...shares].filter(([, share]) => share < 0.01)).toEqual([]);
});

test.skipIf(!hasShell("bash"))("generated texts come out as bash hands them over", { timeout: 600_000 }, () => {
  const { seed, count } = runSize(300);
  const random = createRandom(seed);
  const cases = Array.from({ length: count }, () => generateText(random));
  const outcomes = runTexts(
    "bash",
    cases.map(({ text }) => text),
    ENVIRONMENT,
  );
  const misses = cases.flatMap(({ text }, i) => {
    const outcome = outcomes[i];
    const found = outcome && difference(text, parsePosix(text), outcome);
    return found === undefined ? [] : [`${JSON.stringify(text)}\n  ${found}`];
  });
  const refused = outcomes.filter(isRefused).length;
  console.info(
    `seed ${seed}: ${count - misses.length} of ${count} texts as bash reads them; ${refused} that it refuses\n${misses.slice(0, 40).join("\n")}`,
  );
  expect(refused / count).toBeGreaterThanOrEqual(0.1);
  expect(misses.length / count).toBeLessThanOrEqual(0.002);
});

/** Patterns in parameter expansions, each with a text that it is tried on. */
const PATTERNS = [
  ..."#*a ##*a %a* %%a* #? %? ##[a-c]* %[!x]*.* %%.* #*/ ##*/ %/* %%/* #[]x]* #*. #*b*c %*c#a #zz %zz".split(" "),
  ..."/a*/X //a/X //[a-c]/X /?/X //./- /#a/X /%c/X /#*./ /%.*/ //[!a-z]/ /b /a*c/ //*/Z /zz/y".split(" "),
];
const VALUES = ["abc", "a.b.c", "https://a.example/b/c", "aaa", "", "x-y_z.tar.gz", "]x"];

test.skipIf(!hasShell("bash"))("patterns match as bash matches them", { timeout: 60_000 }, () => {
  const texts = [`X="a*b"; curl "${"$"}{X#*"*"}" ${"$"}{X%"b"} ${"$"}{X#a\\*}`].concat(
    PATTERNS.flatMap((pattern) => VALUES.map((value) => `X='${value}'; curl "\${X${pattern}}"`)),
  );
  const outcomes = runTexts("bash", texts, ENVIRONMENT);
  const unknown: string[] = [];
  const wrong = texts.flatMap((text, i) => {
    const value = parsePosix(text).commands[0]?.words[1]?.value;
    if (value?.pieces.some((piece) => piece.unknown !== undefined)) {
      unknown.push(text);
      return [];
    }
    const real = outcomes[i]?.recorded[0]?.words[1];
    return value?.text === real ? [] : [[text, value?.text, real]];
  });
  expect(wrong).toEqual([]);
  expect(unknown.length).toBeLessThan(texts.length / 10);
});

/** The note, and what the other shell does with the text: the words behind `curl`, or null where curl does not run. */
const DIFFERENCES: readonly [source: string, note: string, shell: string, words: readonly string[] | null][] = [
  ["curl $'a'", "dash-dollar-quote", "dash", ["$a"]],
  ['curl $"a"', "dash-dollar-quote", "dash", ["$a"]],
  ["curl <<< a", "dash-here-string", "dash", null],
  ["curl {a,b}", "brace-expansion", "dash", ["{a,b}"]],
  ["curl a?b=c", "zsh-no-match", "zsh", null],
  ["curl a*", "zsh-no-match", "zsh", null],
  ["curl =nosuchprogram", "zsh-equals", "zsh", null],
  ["curl a*", "zsh-no-match", "fish", null],
  ["A=1 curl $A", "assigned-too-late", "zsh", []],
];

describe.each(["dash", "zsh", "fish"])("what %s does otherwise", (shell) => {
  const rows = DIFFERENCES.filter(([, , name]) => name === shell);
  test.skipIf(!hasShell(shell))("is noted", () => {
    const texts = rows.map(([source]) => source);
    const ran = runTexts(shell, texts, {}).map(({ recorded }) => recorded[0]?.words.slice(1) ?? null);
    expect(ran).toEqual(rows.map(([, , , words]) => words));
    for (const [source, note] of rows) expect(parsePosix(source).notes.map(({ kind }) => kind)).toContain(note);
  });
});
