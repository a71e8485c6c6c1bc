import { expect, test } from "vitest";
import { formatMs, toBars } from "./waterfall.tsx";

test("stages follow each other; what is left is the body; the longest is accented", () => {
  const bars = toBars({ dnsMs: 12, connectMs: 28, tlsMs: null, firstByteMs: 212, totalMs: 255 });
  expect(bars.map(({ name, from, ms, isAccented }) => [name, from, ms, isAccented])).toEqual([
    ["Resolving", 0, 12, false],
    ["Connecting", 12, 28, false],
    ["First byte", 40, 212, true],
    ["Body", 252, 3, false],
  ]);
});

test("a send that never got a byte has no body", () => {
  expect(toBars({ dnsMs: null, connectMs: 5, tlsMs: null, firstByteMs: null, totalMs: 10_000 })).toHaveLength(1);
});

test.each([
  [0.04, "0.0 ms"],
  [9.96, "10 ms"],
  [212.4, "212 ms"],
])("%d is %s", (ms, text) => {
  expect(formatMs(ms)).toBe(text);
});
