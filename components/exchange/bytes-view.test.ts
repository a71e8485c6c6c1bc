import { expect, test } from "vitest";
import { findHidden, toHexRows, toLines } from "./bytes-view.ts";
import { formatMs, toStages } from "./waterfall.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

test("lines say how they end, and odd bytes what they are", () => {
  expect(toLines(Uint8Array.from([...bytes("A: b\r\nc\n"), 0xff, 0x00, 0x7f]))).toEqual([
    { text: "A: b", end: "␍␊" },
    { text: "c", end: "␊" },
    { text: "\\xff␀␡", end: "" },
  ]);
});

test("a hex dump hides what is secret, and nothing else", () => {
  const message = bytes("refresh_token=s3cret&a=1");
  const rows = toHexRows(message, findHidden(message, ["s3cret"]));
  expect(rows.map(({ offset }) => offset)).toEqual(["0000", "000c"]);
  expect(rows.map(({ text }) => text).join("")).toBe("refresh_token=••••••&a=1");
  expect(rows[1]?.hex).toBe("6e 3d •• •• •• •• •• •• 26 61 3d 31");
});

test("stages follow each other, and the body is what is left", () => {
  const stages = toStages({ dnsMs: 1, connectMs: 2, tlsMs: null, firstByteMs: 10, totalMs: 15 });
  expect(stages.map(({ label, start, length }) => [label, start, length])).toEqual([
    ["Resolving", 0, 1],
    ["Connecting", 1, 2],
    ["First byte", 3, 10],
    ["Body", 13, 2],
  ]);
  expect(toStages({ dnsMs: 5, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: 6 })).toHaveLength(1);
  expect([formatMs(0), formatMs(0.44), formatMs(212.4), formatMs(1250)]).toEqual([
    "0 ms",
    "0.4 ms",
    "212 ms",
    "1.25 s",
  ]);
});
