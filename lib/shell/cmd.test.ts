import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unknownsOf } from "../text/traced.ts";
import { parseCmd } from "./cmd.ts";
import { SCRIPTS } from "./cmd-scripts.testing.ts";
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
    ["curl %1 %* x", [["curl", "%1", "%*", "x"]]],
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

test.each(SCRIPTS)("$source", ({ source, expected }) => {
  const calls = wordsOf(source, true).filter(([name]) => name === "curl");
  expect(calls.map(([, ...rest]) => rest)).toEqual(expected);
});

/** The same at the prompt, where percent signs are single and nothing vanishes. */
test.each<[string, string[][]]>([
  [
    "for %i in (a b) do curl %i x%i",
    [
      ["curl", "a", "xa"],
      ["curl", "b", "xb"],
    ],
  ],
  ["for %i in (a) do curl %i%i", [["curl", "aa"]]],
  [
    "for /f %i in ('curl -s a') do set T=%i\ncurl %T%",
    [
      ["curl", "-s", "a"],
      ["curl", "'curl -s a'"],
    ],
  ],
  [
    'for /f "delims=" %i in (\'curl -s "a?b=1&c=2" ^| jq .\') do curl %i',
    [
      ["curl", "-s", "a?b=1&c=2"],
      ["jq", "."],
      ["curl", "'curl -s \"a?b=1&c=2\" | jq .'"],
    ],
  ],
  ["setlocal enabledelayedexpansion\nset A=x\ncurl !A!", [["curl", "!A!"]]],
  [
    "if exist x (curl a) else (curl b)",
    [
      ["curl", "a"],
      ["curl", "b"],
    ],
  ],
  ["if 1==1 (\ncurl a\n)", [["curl", "a"]]],
  [
    "curl a || exit /b 1\ncurl b",
    [
      ["curl", "a"],
      ["curl", "b"],
    ],
  ],
  ['cmd /v:on /c "set A=x& curl !A!"', [["curl", "x"]]],
  ['start "" curl "a?b=1&c=2"', [["curl", "a?b=1&c=2"]]],
])("%j at the prompt", (source, expected) => {
  expect(wordsOf(source)).toEqual(expected);
});

test("the output of a command that is run goes by the variable's name", () => {
  const source = "for /f \"delims=\" %i in ('curl -s a') do set TOKEN=%i\ncurl -d %TOKEN%";
  const value = parseCmd(source).commands.at(-1)?.words[2]?.value;
  expect(value && unknownsOf(value)).toEqual(["TOKEN"]);
});

test.each<[string, string | null]>([
  ["echo {}|curl -d @- a", "{}\r\n"],
  ["echo a b | curl -d @- a", "a b \r\n"],
  ["echo.a| curl -d @- a", "a\r\n"],
  ["(echo a& echo b)| curl -d @- a", "a\r\nb\r\n"],
  ['<nul set /p="a=b"| curl -d @- a', "a=b"],
  ["echo a^&b| curl -d @- a", null],
  ["echo a^^^&b| curl -d @- a", "a&b\r\n"],
  ['echo "a&b"| curl -d @- a', '"a&b"\r\n'],
  ["curl -d @- a < body.txt", ""],
])("%j writes into the pipe", (source, expected) => {
  const command = parseCmd(source).commands.findLast(({ words }) => words[0]?.value.text === "curl");
  const stdin = command?.stdin;
  expect(stdin && (expected === null ? unknownsOf(stdin) : stdin.text)).toEqual(
    expected === null ? ["output of the command before"] : expected,
  );
});

test.each([
  ["(curl a", "open-parenthesis"],
  ["if curl a", "syntax"],
  ["if a==b", "syntax"],
  ["for %i in a do curl %i", "syntax"],
  ["for %%i in (a) do curl %%i", "syntax"],
  ["for %i in (a) curl %i", "syntax"],
  ["(curl a) b", "syntax"],
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

const TIMES_LOOP = "for /l %i in (1,1,1000) do ";

test.each<[string, number]>([
  [TIMES_LOOP, 8],
  ["call ", 20_000],
  ["if 1==1 ", 20_000],
  ["cmd /c ", 20_000],
  ["(", 50_000],
  ["for %i in (a b) do ", 40],
])("%j… comes to an end", (prefix, times) => {
  const start = process.cpuUsage();
  for (const batch of [false, true]) parseCmd(`${prefix.repeat(times)}curl %i`, { batch });
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(4000);
});
