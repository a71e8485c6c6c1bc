import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { textSpans, unknownsOf } from "../text/traced.ts";
import { generateText } from "./noise.testing.ts";
import { parsePosix } from "./posix.ts";
import { createRandom } from "./random.testing.ts";
import type { ShellReading } from "./reading.ts";

const wordsOf = (source: string) =>
  parsePosix(source).commands.map(({ words }) => words.map(({ value }) => value.text));
const notesOf = (source: string) =>
  parsePosix(source).notes.map(({ kind, span }) => [kind, source.slice(span.start, span.end)]);
const noteData = (source: string, kind: string) => parsePosix(source).notes.find((note) => note.kind === kind)?.data;

describe("words", () => {
  test.each<[string, string[][]]>([
    ["curl -d 'a b' \"c\"d", [["curl", "-d", "a b", "cd"]]],
    ['A=b; curl $A "$A"', [["curl", "b", "b"]]],
    ["A='x y'; curl $A \"$A\"", [["curl", "x", "y", "x y"]]],
    ["A=1; A=2 curl $A", [["curl", "1"]]],
    ["sudo -E -u me env -i X=1 curl a", [["curl", "a"]]],
    ["time -p command nohup nice -n 5 curl a", [["curl", "a"]]],
    ["timeout -k 5 10 curl a", [["curl", "a"]]],
    ["command -v curl", [["command", "-v", "curl"]]],
    ["exec curl a; curl b", [["curl", "a"]]],
    [
      "exec curl a & curl b",
      [
        ["curl", "a"],
        ["curl", "b"],
      ],
    ],
    ["curl a 2>&1\\", []],
    [
      "curl a & curl b",
      [
        ["curl", "a"],
        ["curl", "b"],
      ],
    ],
    ["false && curl a || curl b", [["false"], ["curl", "b"]]],
    [
      'f() { curl "$1"; }; f x; f y',
      [
        ["curl", "x"],
        ["curl", "y"],
      ],
    ],
    [
      "for i in 1 2; do curl $i; done",
      [
        ["curl", "1"],
        ["curl", "2"],
      ],
    ],
    ["if true; then curl a; else curl b; fi", [["true"], ["curl", "a"]]],
    ["args=(-d 'a b'); curl \"${args[@]}\"", [["curl", "-d", "a b"]]],
    ["curl -d 'a\n", []],
    ["curl a\ncurl 'b", [["curl", "a"]]],
    ["# curl a", []],
  ])("%j", (source, expected) => {
    expect(wordsOf(source)).toEqual(expected);
  });

  test("what hangs on a command whose success nobody knows is unknown, and seldom wrong", () => {
    const output = parsePosix("T=$(curl a >/dev/null || echo failed); curl $T").commands.at(-1);
    expect(output?.words.flatMap(({ value }) => unknownsOf(value))).toEqual(["T"]);
    expect(parsePosix('curl a || echo "${{ x }}"').problem).toBeNull();
    expect(parsePosix('curl a && echo "${{ x }}"').problem?.kind).toBe("bad-substitution");
    expect(parsePosix("curl a 2>&x").problem?.kind).toBe("ambiguous-redirect");
    expect(parsePosix("curl a >&x").problem).toBeNull();
  });

  test("what only a running shell can tell is a named unknown", () => {
    const command = parsePosix('curl -u "$CLIENT_ID:${CLIENT_SECRET}" ~/x "$(date)"').commands.at(-1);
    expect(command?.words.map(({ value }) => [value.text, unknownsOf(value)])).toEqual([
      ["curl", []],
      ["-u", []],
      ["$CLIENT_ID:${CLIENT_SECRET}", ["CLIENT_ID", "CLIENT_SECRET"]],
      ["~/x", ["HOME"]],
      ["$(date)", ["$(date)"]],
    ]);
  });

  test("the output of a command that is not pure goes by the name of its variable", () => {
    const source = 'TOKEN=$(curl -s a | jq -r .t)\ncurl -H "Authorization: Bearer $TOKEN" b';
    const value = parsePosix(source).commands.at(-1)?.words[2]?.value;
    expect(value && unknownsOf(value)).toEqual(["TOKEN"]);
  });

  test("a variable's value is traced to where it is set", () => {
    const source = 'A=secret; curl -d "x=$A"';
    const value = parsePosix(source).commands[0]?.words[2]?.value;
    expect(value && textSpans(value).map(({ start, end }) => source.slice(start, end))).toEqual(["secret", "x="]);
  });
});

describe("standard input", () => {
  test.each<[string, string | null]>([
    ["curl -d @- <<'E'\na $B\nE\n", "a $B\n"],
    ["A=1; curl -d @- <<E\na $A\nE\n", "a 1\n"],
    ["curl -d @- <<-E\n\ta\n\tE\n", "a\n"],
    ["curl -d @- <<< 'x y'", "x y\n"],
    ["echo a | curl -d @-", "a\n"],
    ["printf '%s:%s' a b | base64 | curl -d @-", "YTpi\n"],
    ["printf a | base64 -w0 | tr -d '=' | curl -d @-", "YQ"],
    ["curl a", null],
  ])("%j", (source, expected) => {
    expect(parsePosix(source).commands.find(({ words }) => words[0]?.value.text === "curl")?.stdin?.text ?? null).toBe(
      expected,
    );
  });
});

test("the operator behind a command", () => {
  const operators = parsePosix("curl a?b=1&c && d || e | f; g").commands.map(({ endedBy }) => endedBy?.operator);
  expect(operators).toEqual(["&", "&&", "||", "|", ";", undefined]);
});

describe("problems", () => {
  test.each<[string, string, string]>([
    ["curl 'a", "open-quote", "'"],
    ['curl -d "a', "open-quote", '"'],
    ["curl $'a", "open-quote", "$'"],
    ["curl $(a", "open-substitution", "$("],
    ["curl `a", "open-substitution", "`"],
    ["curl ${a", "open-substitution", "${"],
    ["curl a |", "unfinished-command", ""],
    ["curl a(b)", "syntax", "("],
    ["curl a )", "syntax", ")"],
    ["; curl", "syntax", ";"],
    ["curl a && && b", "syntax", "&&"],
    ["curl a >\n", "syntax", "\n"],
    ["curl ${{ x }}", "bad-substitution", "${{ x }"],
    ["then curl", "syntax", "then"],
    ["if true; then curl", "unfinished-command", ""],
  ])("%j", (source, kind, at) => {
    const { problem } = parsePosix(source);
    expect(problem?.kind).toBe(kind);
    expect(problem && source.slice(problem.span.start, problem.span.end)).toBe(at);
  });
});

describe("notes", () => {
  test.each<[string, string, string]>([
    ["curl a \\ \n -d b", "broken-continuation", "\\ "],
    ["curl a \\\r\n -d b", "carriage-return", "\r"],
    ["curl a # -d b", "comment-swallows", "# -d b"],
    ["curl -d '$SECRET'", "literal-dollar", "$SECRET"],
    ["curl -d 'a ${X}'", "literal-dollar", "${X}"],
    ['curl "$X"', "expansion", "$X"],
    ["curl `id`", "substitution", "`id`"],
    ['curl "a!b"', "history-expansion", "!b"],
    ["curl a?b", "zsh-no-match", "a?b"],
    ["curl =ls", "zsh-equals", "=ls"],
    ["curl $'a'", "dash-dollar-quote", "$'a'"],
    ["curl ‘a’", "smart-quote", "‘"],
    ["$ curl a", "prompt-prefix", "$ "],
    ["% curl a", "prompt-prefix", "% "],
    ["me@host:~$ curl a", "prompt-prefix", "me@host:~$ "],
    ["[me@host ~]$ curl a", "prompt-prefix", "[me@host ~]$ "],
    ["# curl a", "prompt-prefix", "# "],
    ["curl a \\\n> -d b", "prompt-prefix", "> "],
    ["A=1 curl $A", "assigned-too-late", "$A"],
    ["curl {a,b}", "brace-expansion", "{a,b}"],
    ["curl <<E\na", "unfinished-here-document", "E"],
    ["false && curl a", "never-runs", "curl a"],
  ])("%j", (source, kind, at) => {
    expect(notesOf(source)).toContainEqual([kind, at]);
  });

  test("a placeholder in angle brackets is a file to read from", () => {
    expect(notesOf("curl -d x=<id a")).toContainEqual(["input-file", "<id"]);
    expect(parsePosix("curl -d x=<id>").problem?.kind).toBe("unfinished-command");
  });

  test.each(["curl a!", 'curl "a!"', "curl 'a!b'", "curl a\\!b", "curl !=", "echo $!"])(
    "no history in %j",
    (source) => {
      expect(notesOf(source).filter(([kind]) => kind === "history-expansion")).toEqual([]);
    },
  );

  test("an expansion tells its name, its quotes and whether the text sets it", () => {
    expect(noteData('curl "$X"', "expansion")).toEqual({ name: "X", quotes: "double", known: "false" });
    expect(noteData("X=1; curl $X", "expansion")).toEqual({ name: "X", quotes: "none", known: "true" });
  });
});

/** Every span lies in the text and every value is the sum of its pieces. */
function expectSound(source: string, reading: ShellReading): void {
  const isInside = ({ start, end }: { start: number; end: number }) =>
    0 <= start && start <= end && end <= source.length;
  for (const { span } of reading.notes) expect(isInside(span)).toBe(true);
  if (reading.problem) expect(isInside(reading.problem.span)).toBe(true);
  for (const command of reading.commands) {
    expect(isInside(command.span)).toBe(true);
    for (const { value, span } of [...command.words, ...command.assignments]) {
      expect(isInside(span)).toBe(true);
      expect(value.pieces.map(({ text }) => text).join("")).toBe(value.text);
      for (const piece of value.pieces) {
        if (piece.origin.door !== "text") continue;
        expect(isInside(piece.origin)).toBe(true);
        const isExact = piece.origin.end - piece.origin.start === piece.text.length;
        if (isExact && piece.unknown === undefined && !/\d/.test(piece.text)) {
          expect(source.slice(piece.origin.start, piece.origin.end)).toHaveLength(piece.text.length);
        }
      }
    }
  }
}

describe("any text", () => {
  test("is read without an exception, with sound spans", () => {
    const unit = fc.constantFrom(
      ..."ab '\"\\$`(){}[]<>|&;#!~*?=,.:1@-\n\t\r\0é😀‘",
      "$(",
      "${",
      "<<E\n",
      "E\n",
      "if ",
      "done ",
      "\uD800",
    );
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 60 }), (source) => expectSound(source, parsePosix(source))),
      { numRuns: 3000, seed: 1 },
    );
  });

  test("of the generator is read with sound spans", () => {
    const random = createRandom(7);
    for (let i = 0; i < 1000; i++) {
      const { text } = generateText(random);
      expectSound(text, parsePosix(text));
    }
  });

  test.each<[string, (size: number) => string]>([
    ["quotes", (size) => "'".repeat(size)],
    ["double quotes", (size) => '"'.repeat(size + 1)],
    ["substitutions", (size) => "$(".repeat(size / 2)],
    ["arithmetic", (size) => "$((".repeat(size / 3)],
    ["parentheses", (size) => "(".repeat(size)],
    ["parameters", (size) => "${a:-".repeat(size / 5)],
    ["backticks", (size) => "`".repeat(size + 1)],
    ["braces", (size) => `curl ${"{".repeat(size)}`],
    ["closed braces", (size) => `curl ${"{a,".repeat(size / 4)}${"}".repeat(size / 4)}`],
    ["pairs of braces", (size) => `curl ${"{a,b}".repeat(size / 5)}`],
    ["words", (size) => `curl ${"a ".repeat(size / 2)}`],
    ["commands", (size) => "a;".repeat(size / 2)],
    ["continuations", (size) => `curl ${"\\\n".repeat(size / 2)}`],
    ["backslashes", (size) => `curl ${"\\".repeat(size)}`],
    ["variables", (size) => `A=${"x".repeat(1000)};curl ${'"$A"'.repeat(size / 4)}`],
    ["doubling", (size) => `A=xx;${"A=$A$A;".repeat(size / 7)}curl $A`],
    ["here-documents", (size) => `cat ${"<<a ".repeat(size / 4)}\n`],
    ["escapes", (size) => `curl $'${"\\n".repeat(size / 2)}'`],
    ["expansions", (size) => `curl ${"$a".repeat(size / 2)}`],
    ["dollars in single quotes", (size) => `curl '${"$a ".repeat(size / 3)}'`],
    ["exclamation marks", (size) => `curl "${"!a".repeat(size / 2)}"`],
    ["tildes", (size) => `curl a=${":~".repeat(size / 2)}`],
    ["plain text", (size) => `curl '${"a".repeat(size)}'`],
    ["redirections", (size) => `curl ${">a ".repeat(size / 3)}`],
    ["pipes", (size) => `a${"|a".repeat(size / 2)}`],
    ["comments", (size) => "#\n".repeat(size / 2)],
    ["carriage returns", (size) => `curl ${"\r".repeat(size)}`],
    ["assignments", (size) => `${"A=1 ".repeat(size / 4)}curl`],
  ])("of many %s takes time linear in its length", (_, make) => {
    // A square would take minutes. Time on the processor: the machine may be busy with other tests.
    const source = make(100_000);
    const start = process.cpuUsage();
    parsePosix(source);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(1500);
  });
});
