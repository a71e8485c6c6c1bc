import fc from "fast-check";
import { expect, test } from "vitest";
import type { Word } from "../shell/reading.ts";
import { fromText } from "../text/traced.ts";
import { Dice, generateCommand } from "./commands.testing.ts";
import { parseCurl } from "./curl.ts";
import type { CurlReading } from "./reading.ts";
import { RELEASES } from "./version.ts";
import { toWords } from "./words.testing.ts";

const piece = fc.oneof(
  fc.constantFrom(
    "-",
    "--",
    "-d",
    "--data",
    "-u",
    "-F",
    "-X",
    "-H",
    "-T",
    "-G",
    "-I",
    "--next",
    "--json",
    "@",
    "@-",
    "=",
    ":",
    ";",
  ),
  fc.constantFrom(
    "http://",
    "h",
    "/",
    "..",
    "[",
    "]",
    "{",
    "}",
    "?",
    "#",
    "%",
    "%2",
    "%zz",
    "a=b",
    '"',
    "\\",
    "{{",
    "}}",
    "(",
    ")",
  ),
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.constantFrom("\0", "\ud800", "\udc80", "\r\n", "\u00e9"),
);
const word = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));
const command = fc.array(word, { maxLength: 12 });

function placesOf(reading: CurlReading): { start: number; end: number }[] {
  const values = reading.requests.flatMap((request) => [
    request.method,
    request.host,
    request.target,
    ...request.headers.flatMap(({ name, value }) => [name, value]),
    ...(request.body ? [request.body] : []),
    ...(request.credentials ? [request.credentials] : []),
  ]);
  for (const value of values) expect(value.pieces.map(({ text }) => text).join("")).toBe(value.text);
  const origins = values.flatMap(({ pieces }) =>
    pieces.flatMap(({ origin }) => (origin.door === "text" ? [origin] : [])),
  );
  const spans = [...reading.notes, ...reading.options, ...(reading.refusal ? [reading.refusal] : [])].map(
    ({ span }) => span,
  );
  return [...origins, ...spans];
}

function check(argv: readonly string[], version: string): void {
  const { words, text } = toWords(["curl", ...argv]);
  for (const { start, end } of placesOf(parseCurl(words, version))) {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThanOrEqual(start);
    expect(end).toBeLessThanOrEqual(text.length);
  }
}

test("any words: nothing is thrown, pieces make up their texts, places lie inside", () => {
  fc.assert(
    fc.property(command, fc.constantFrom(...RELEASES), (argv, release) => check(argv, release)),
    { numRuns: 3000 },
  );
});

test("commands that make sense keep it too", () => {
  for (let seed = 0; seed < 600; seed++) {
    const release = RELEASES[seed % RELEASES.length] ?? "8.21.0";
    check(generateCommand(new Dice(seed), release, "127.0.0.1:1", true).argv, release);
  }
});

const big = 1_000_000;
const hostile: [name: string, argv: string[]][] = [
  ["one word of data", ["-d", "a".repeat(big), "http://h/"]],
  ["data to encode", ["--data-urlencode", "&".repeat(big), "http://h/"]],
  ["dots in a path", [`http://h${"/..".repeat(big / 3)}`]],
  ["slashes", [`http://h${"/".repeat(big)}`]],
  ["open braces", [`http://h/${"{".repeat(big)}`]],
  ["open brackets", [`http://h/${"[".repeat(big)}`]],
  ["empty brackets", [`http://h/${"[]".repeat(big / 2)}`]],
  ["a set of many", [`http://h/{${"a,".repeat(big / 2)}}`]],
  ["escapes", [`http://h/${"%2e%2e/".repeat(big / 7)}`]],
  ["at signs", [`http://${"@".repeat(big)}/`]],
  ["colons", [`http://${":".repeat(big)}/`]],
  ["digits of a host", [`http://${"1.".repeat(big / 2)}/`]],
  ["a letter group", [`-${"s".repeat(big)}`]],
  ["a form of parameters", ["-F", `a=b${";filename=x;type=a/b".repeat(big / 20)}`, "http://h/"]],
  ["a form of quotes", ["-F", `a=${'"'.repeat(big)}`, "http://h/"]],
  ["a form of files", ["-F", `a=@${"x,".repeat(big / 2)}`, "http://h/"]],
  ["numbers", ["-m", "9".repeat(big), "http://h/"]],
  ["a header of blanks", ["-H", `A:${" ".repeat(big)}`, "http://h/"]],
  ["a Basic name", ["-u", "a:".repeat(big / 2), "http://h/"]],
  ["variables", ["--variable", "v=x", "--expand-data", "{{v}}".repeat(big / 5), "http://h/"]],
  ["open variables", ["--expand-data", "{{".repeat(big / 2), "http://h/"]],
  [
    "data words",
    Array.from({ length: 30_000 }, () => ["-d", "a=b"])
      .flat()
      .concat("http://h/"),
  ],
  [
    "headers",
    Array.from({ length: 30_000 }, () => ["-H", "A: b"])
      .flat()
      .concat("http://h/"),
  ],
  [
    "cookies",
    Array.from({ length: 30_000 }, () => ["-b", "a=b"])
      .flat()
      .concat("http://h/"),
  ],
  [
    "forms",
    Array.from({ length: 15_000 }, () => ["-F", "a=("])
      .flat()
      .concat("http://h/"),
  ],
  [
    "queries",
    Array.from({ length: 30_000 }, () => ["--url-query", "a=b"])
      .flat()
      .concat("http://h/"),
  ],
  ["next", Array.from({ length: 30_000 }, () => ["h", "--next"]).flat()],
  ["many URLs", Array.from({ length: 60_000 }, () => "h")],
  ["many letters", Array.from({ length: 60_000 }, () => "-s").concat("h")],
];

/** Milliseconds of the processor that it takes: other programs on the machine do not count. */
function costOf(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

// Far above what it takes, far below what anything quadratic would.
const LIMIT = 3000;

test.each(hostile.map(([name, argv], index) => [name, RELEASES[index % 3] ?? "8.21.0", argv] as const))(
  "a megabyte in a moment: %s, by %s",
  (_name, release, argv) => {
    const { words } = toWords(["curl", ...argv]);
    expect(costOf(() => parseCurl(words, release))).toBeLessThan(LIMIT);
  },
);

test("many pieces in one word stay linear too", () => {
  const text = "$A=b&".repeat(100_000);
  const pieces = Array.from({ length: 200_000 }, (_, index) => {
    const start = Math.floor(index / 2) * 5 + (index % 2 === 0 ? 0 : 2);
    const end = start + (index % 2 === 0 ? 2 : 3);
    const origin = { door: "text", start, end } as const;
    return index % 2 === 0
      ? { text: text.slice(start, end), origin, unknown: "A" }
      : { text: text.slice(start, end), origin };
  });
  const value = { text, pieces };
  const plain = (word: string): Word => ({ value: fromText(word), span: { start: 0, end: word.length } });
  const words = [
    plain("curl"),
    plain("--data-urlencode"),
    { value, span: { start: 0, end: text.length } },
    plain("http://h/"),
  ];
  expect(costOf(() => parseCurl(words))).toBeLessThan(LIMIT);
});
