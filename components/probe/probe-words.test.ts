import { expect, test } from "vitest";
import { JUDGEMENTS, type Judgement, type Verdict } from "../../lib/diagnose/verdict.ts";
import { wordsForStop, wordsForVerdict } from "./probe-words.ts";

const verdict = (format: Judgement, client: Judgement, endpoint: Judgement): Verdict => ({ format, client, endpoint });

const cases: [verdict: Verdict, says: RegExp][] = [
  [verdict("right", "right", "right"), /refused only the made-up token/],
  [verdict("right", "wrong", "right"), /refuses the client/],
  [verdict("wrong", "unknown", "right"), /could not read the request/],
  [verdict("unknown", "unknown", "wrong"), /No token endpoint/],
  [verdict("unknown", "unknown", "right"), /do not tell what it refuses/],
  [verdict("unknown", "unknown", "unknown"), /does not tell/],
];

test.each(cases)("%o", (given, says) => expect(wordsForVerdict(given)).toMatch(says));

test("nothing that is wrong or not told is called right", () => {
  for (const format of JUDGEMENTS)
    for (const client of JUDGEMENTS)
      for (const endpoint of JUDGEMENTS) {
        const isAll = format === "right" && client === "right" && endpoint !== "wrong";
        expect(wordsForVerdict(verdict(format, client, endpoint)).includes("client are right")).toBe(isAll);
      }
});

test("an early end is told, one that is not early is silent, and a new reason has words too", () => {
  expect(wordsForStop(null)).toBe("");
  expect(wordsForStop("locked-out")).toMatch(/lock-out/);
  expect(wordsForStop("something new")).toBe("No more were sent.");
});
