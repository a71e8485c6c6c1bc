import { expect, test } from "vitest";
import { toHexRows } from "./byte-view.tsx";

test("offsets, bytes, characters; a byte that is no UTF-8 stays itself", () => {
  expect(toHexRows("POST / é\udcff\r\n", null)).toBe(
    "0000  50 4f 53 54 20 2f 20 c3 a9 ff 0d 0a              POST / ·····",
  );
});

test("a secret keeps its place and its head", () => {
  const rows = toHexRows("t=sécret-value&x", ["sécret-value"]);
  expect(rows).toBe(
    "0000  74 3d 73 c3 a9 63 72 •• •• •• •• •• •• •• •• 26  t=s··cr••••••••&\n0010  78                                               x",
  );
});
