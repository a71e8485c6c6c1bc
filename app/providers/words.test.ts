import { expect, test } from "vitest";
import { formatSeconds } from "./words.ts";

test.each([
  [86_400, "1 day"],
  [3_600, "1 hour"],
  [300, "5 minutes"],
  [3_599, "3599 seconds"],
  [5_184_000, "60 days"],
])("%i seconds", (seconds, words) => {
  expect(formatSeconds(seconds)).toBe(words);
});
