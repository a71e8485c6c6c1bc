import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { parseCurl } from "./curl.ts";
import { isVersion, RELEASES } from "./version.ts";
import { toWords } from "./words.testing.ts";

const { CURL: program = "curl" } = process.env;
const version = /^curl (\S+)/.exec(spawnSync(program, ["--version"], { encoding: "utf8" }).stdout ?? "")?.[1] ?? "";
const isKnown = isVersion(version) && (RELEASES as readonly string[]).includes(version);

/** Commands that each release refuses before it connects, or takes as far as a look-up that fails. */
const REFUSED: readonly (readonly string[])[] = [
  ["http://h.invalid/", "--nope"],
  ["http://h.invalid/", "--dat", "x"],
  ["http://h.invalid/", "-sSd"],
  ["http://h.invalid/", "-m", "abc"],
  ["http://h.invalid/", "--retry", "-1"],
  ["http://h.invalid/", "--no-data", "x"],
  ["http://h.invalid/", "-K", "missing-file"],
  ["http://h.invalid/", "-F", "noeq"],
  ["http://h.invalid/", "-F", "a=b", "-d", "x"],
  ["http://h.invalid/", "-I", "-d", "x"],
  ["-d", "x"],
  ["http://h.invalid/a b"],
  ["http://127.0.0.1:99999/"],
  ["http://h.invalid/[a]"],
  ["http://h.invalid/{a"],
  ["http://h.invalid/{a{"],
  ["http://h.invalid/]"],
  ["http://[zz]/"],
  ["htp://h.invalid/"],
  ["--proto", "=https", "http://h.invalid/"],
  ["http://a,b/"],
  ["http://"],
  ["http:////h.invalid/"],
  ["-T", "missing-file", "http://h.invalid/"],
  ["-F", "a=@missing-file", "http://h.invalid/"],
  ["--disallow-username-in-url", "http://u@h.invalid/"],
  ["-G", "-d", "a b", "http://h.invalid/"],
  ["--proto-default", "nope", "http://h.invalid/"],
];

/** What curl says, without its hint, its progress and the breaks it puts into long warnings. */
function wordsOf(text: string): string {
  const lines = text.split("\n").filter((line) => !/^curl: try |% Total|Dload|--:--/.test(line));
  return lines
    .join(" ")
    .replace(/ Warning: (?=\()/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

test.skipIf(!isKnown).each(REFUSED.map((argv) => [argv.join(" "), argv] as const))(
  `curl ${version} says of %s what the model says`,
  (_name, argv) => {
    const { status, stderr } = spawnSync(program, argv, { encoding: "utf8", input: "", cwd: tmpdir() });
    const reading = parseCurl(toWords(["curl", ...argv]).words, version);
    expect({ exitCode: reading.exitCode, says: wordsOf(reading.refusal?.message ?? "") }).toEqual({
      exitCode: status,
      says: wordsOf(stderr),
    });
  },
);
