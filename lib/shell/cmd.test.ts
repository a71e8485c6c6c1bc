import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unknownsOf } from "../text/traced.ts";
import { parseCmd } from "./cmd.ts";
import { quoteBatch, quoteCmd } from "./quote.ts";

const wordsOf = (source: string, batch = false) =>
  parseCmd(source, { batch }).commands.map(({ words }) => words.map(({ value }) => value.text));

/** By the documented rules of cmd.exe and of the Microsoft C runtime ("Parsing C command-line arguments"). */
describe("words", () => {
  test.each<[string, string[][]]>([
    ['curl -d "a b" c', [["curl", "-d", "a b", "c"]]],
    ["curl -d 'a b'", [["curl", "-d", "'a", "b'"]]],
    ["curl ^\r\n  -d x", [["curl", "-d", "x"]]],
    ["curl a^b^^c", [["curl", "ab^c"]]],
    ['curl "a^b"', [["curl", "a^b"]]],
    ["curl a^&b", [["curl", "a&b"]]],
    [
      "curl a?b=1&c=2",
      [
        ["curl", "a?b=1"],
        ["c", "=2"],
      ],
    ],
    ['curl "a?b=1&c=2"', [["curl", "a?b=1&c=2"]]],
    ['curl -d "{\\"a\\":\\"b c\\"}"', [["curl", "-d", '{"a":"b c"}']]],
    ['curl "a\\\\" b', [["curl", "a\\", "b"]]],
    ['curl a\\\\b "c\\d"', [["curl", "a\\\\b", "c\\d"]]],
    ['curl "a""b c"', [["curl", 'a"b c']]],
    ['curl a"b c"d', [["curl", "ab cd"]]],
    ["curl a > out.txt 2>&1", [["curl", "a"]]],
    ["curl a2>x", [["curl", "a2"]]],
    [
      "curl a && curl b || curl c",
      [
        ["curl", "a"],
        ["curl", "b"],
        ["curl", "c"],
      ],
    ],
    [
      "curl \\\n -d x",
      [
        ["curl", "\\"],
        ["-d", "x"],
      ],
    ],
    ["set A=b\r\ncurl %A%", [["curl", "b"]]],
    ['set "A=b c"\ncurl "%a%"', [["curl", "b c"]]],
    [
      "(curl a)\ncurl b",
      [
        ["curl", "a"],
        ["curl", "b"],
      ],
    ],
    ["curl a%20b%20c", [["curl", "a%20b%20c"]]],
    ["curl %C3%A9", [["curl", "%C3%A9"]]],
    ["@curl a", [["curl", "a"]]],
    ["rem curl a & curl b", []],
    ['"C:\\Program Files\\curl.exe" a', [["C:\\Program Files\\curl.exe", "a"]]],
  ])("%j at the prompt", (source, expected) => {
    expect(wordsOf(source)).toEqual(expected);
  });

  test.each<[string, string[][]]>([
    ["curl a%20b", [["curl", "a0b"]]],
    ["curl a%%20b", [["curl", "a%20b"]]],
    ["curl 100%", [["curl", "100"]]],
    ["curl %1 %* x", [["curl", "x"]]],
    [":label\ncurl a", [["curl", "a"]]],
    [
      "@echo off\ncurl a",
      [
        ["echo", "off"],
        ["curl", "a"],
      ],
    ],
  ])("%j in a batch file", (source, expected) => {
    expect(wordsOf(source, true)).toEqual(expected);
  });

  test("a variable that the text does not set is a named unknown, and one set on the same line is not set yet", () => {
    const value = parseCmd('curl -u "%CLIENT_ID%:x"').commands[0]?.words[2]?.value;
    expect(value && [value.text, unknownsOf(value)]).toEqual(["%CLIENT_ID%:x", ["CLIENT_ID"]]);
    const late = parseCmd("set A=b & curl %A%").commands[0]?.words[1]?.value;
    expect(late && unknownsOf(late)).toEqual(["A"]);
  });

  test("echo writes into the pipe", () => {
    expect(parseCmd("echo {}|curl -d @-").commands[1]?.stdin?.text).toBe("{}\r\n");
  });
});

test.each([
  ["& curl a", "syntax"],
  ["curl a & & curl b", "syntax"],
  ["curl a |", "syntax"],
  ["curl a >", "syntax"],
])("%j is refused", (source, kind) => {
  expect(parseCmd(source).problem?.kind).toBe(kind);
});

test.each([
  ["curl -d 'a'", "single-quote-literal", "'"],
  ["curl $X", "literal-dollar", "$X"],
  ["curl %X%", "expansion", "%X%"],
  ["curl a \\\ncurl b", "foreign-continuation", "\\"],
  ["curl a ^ \ncurl b", "broken-continuation", "^ "],
  ["C:\\Users\\me>curl a", "prompt-prefix", "C:\\Users\\me>"],
  ["curl “a”", "smart-quote", "“"],
])("%j has the note %s", (source, kind, at) => {
  const notes = parseCmd(source).notes.map((note) => [note.kind, source.slice(note.span.start, note.span.end)]);
  expect(notes).toContainEqual([kind, at]);
});

describe("any text", () => {
  test("is read without an exception, with sound spans", () => {
    const unit = fc.constantFrom(..."ab '\"\\^%&|<>()@;,=!~:1-\n\r\t\0é", "%A%", "set A=", "\uD800");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 50 }), fc.boolean(), (source, batch) => {
        const reading = parseCmd(source, { batch });
        const places = reading.commands.flatMap(({ span, words }) => [span, ...words.map((word) => word.span)]);
        for (const { start, end } of [...places, ...reading.notes.map(({ span }) => span)]) {
          expect(0 <= start && start <= end && end <= source.length).toBe(true);
        }
        for (const { value } of reading.commands.flatMap(({ words }) => words)) {
          expect(value.pieces.map(({ text }) => text).join("")).toBe(value.text);
        }
      }),
      { numRuns: 2000, seed: 2 },
    );
  });

  test("quoted is read as it was", () => {
    const unit = fc.constantFrom(..."ab1 '\"\\^%&|<>()!~=,;:/?*[]{}$`#@-");
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (value) => {
        for (const batch of [false, true]) {
          const quoted = batch ? quoteBatch(value) : quoteCmd(value);
          expect(quoted.ok && wordsOf(`curl ${quoted.text} x`, batch)).toEqual([["curl", value, "x"]]);
        }
      }),
      { numRuns: 2000, seed: 3 },
    );
  });

  test.each(["^", '"', "%", "a ", "&a", "\\", "%A%", "<a ", "(", "^\n", "a\n", "' "])(
    "of many %j is read in linear time",
    (text) => {
      const source = `curl ${text.repeat(100_000)}`;
      const start = process.cpuUsage();
      parseCmd(source);
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
    },
  );
});

const WINE = ["/usr/lib/wine/wine64", "/usr/bin/wine64", "/usr/bin/wine"].find(existsSync);

/** Wine's cmd is another program than Microsoft's, and its C runtime an older one; what both agree on is worth knowing. */
test.skipIf(!WINE)("Wine's cmd and C runtime read the quoted forms as they are meant", { timeout: 180_000 }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), "regrant-wine-"));
  try {
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
    writeFileSync(
      path.join(folder, "show.js"),
      "for (var i = 0; i < WScript.Arguments.length; i++) WScript.Echo('[' + WScript.Arguments(i) + ']');",
    );
    const line = (quote: typeof quoteCmd) =>
      values
        .map((value) => quote(value))
        .map((quoted) => (quoted.ok ? quoted.text : "?"))
        .join(" ");
    writeFileSync(path.join(folder, "batch.bat"), `@cscript show.js ${line(quoteBatch)}\r\n`);
    const run = (input: string, argument: string[]) =>
      spawnSync(WINE ?? "", ["cmd", ...argument], {
        cwd: folder,
        input,
        encoding: "utf8",
        timeout: 80_000,
        env: { ...process.env, WINEPREFIX: path.join(folder, "prefix"), WINEDEBUG: "-all", DISPLAY: "" },
      }).stdout.match(/\[.*\](?=\r?$)/gm);
    const expected = values.map((value) => `[${value}]`);
    expect(run("", ["/c", "batch.bat"])).toEqual(expected);
    expect(run(`cscript show.js ${line(quoteCmd)}\r\n`, [])?.map((text) => text.replace(/^.*>\[/, "["))).toEqual(
      expected,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 });
  }
});
