import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeBytes, encodeBytes } from "../../text/bytes.ts";
import { addedBy, unknownValue } from "../../text/traced.ts";
import type { Word } from "../reading.ts";
import { outputOf } from "./pure.ts";

const word = (text: string): Word => ({ value: addedBy("test", text), span: { start: 0, end: 0 } }) as unknown as Word;
const run = (command: readonly string[], input: string) => outputOf(command.map(word), addedBy("test", input))?.text;

function runReally([program = "", ...args]: readonly string[], input: string): string {
  const env = { ...process.env, LC_ALL: "C.UTF-8" };
  return decodeBytes(execFileSync(program, args, { input: Buffer.from(encodeBytes(input)), env }));
}

const COMMANDS = [
  ["od", "-An", "-v", "-tx1"],
  ["od", "-An", "-tx1"],
  ["od", "-v", "-A", "n", "-t", "x1"],
  ["sed", "s/\\(..\\)/%\\1/g"],
  ["sed", "s/../%&/g"],
  ["sed", "-E", "s/(.)(.)/\\2\\1/"],
  ["sed", "s/%/%25/g; s/+/%2B/g;s/ /+/g"],
  ["sed", "-e", "s,[/&],X,g", "-e", "s|a.c|<\\&>|"],
  ["sed", "s/^/> /"],
  ["sed", "s/$/ </g"],
];

test.each(COMMANDS)("%s %s … prints what it prints for real", (...command) => {
  const input = fc.oneof(
    fc.string({ unit: fc.constantFrom("a", "b", "c", "/", "+", "%", " ", "&", "\\", "\n", "é", "😀"), maxLength: 40 }),
    fc.constantFrom("", "\n", "a".repeat(64), "no line end", "two\nlines\n"),
  );
  const given = command.filter((each) => each !== undefined);
  fc.assert(
    fc.property(input, (text) => {
      const told = run(given, text);
      // A repeated line that od would shorten is left untold.
      if (told === undefined && given[0] === "od" && !given.includes("-v")) return;
      expect(told).toBe(runReally(given, text));
    }),
    { numRuns: 12 },
  );
});

test.each([
  ["sed", "s/a*/b/"],
  ["sed", "-n", "s/a/b/p"],
  ["sed", "d"],
  ["sed", "s/a/b"],
  ["sed"],
  ["od", "-c"],
  ["od", "-An", "-tx1", "file"],
  ["xxd"],
])("%s %s is left untold", (...command) => {
  expect(
    run(
      command.filter((each) => each !== undefined),
      "abc",
    ),
  ).toBeUndefined();
});

test("what is not known is left untold, whatever the script", () => {
  const unknown = unknownValue("X", "$X", { door: "text", start: 0, end: 2 });
  expect(outputOf(["sed", "s/../%&/g"].map(word), unknown)).toBeNull();
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (script, text) => {
      run(["sed", `s/${script}/x/g`], text);
      run(["sed", script], text);
    }),
  );
});
