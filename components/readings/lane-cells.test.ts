import { expect, test } from "vitest";
import type { Cell, Lane } from "../../lib/diagnose/readings.ts";
import { findNeighbour, shareBefore, takeCells, toParts, toShownCells } from "./lane-cells.ts";

const cell = (id: string, piece: string, text: string, kind: Cell["kind"] = "plain"): Cell => ({
  id,
  piece,
  text,
  kind,
  severity: null,
  spans: [],
  unknowns: [],
});
const words: Lane = {
  name: "words",
  by: "bash",
  hidden: 0,
  cells: [cell("w0", "program", "curl"), cell("w1", "option:0", "-d"), cell("w2", "option:0", "a=b")],
};
const bytes: Lane = {
  name: "bytes",
  by: "curl 8.21.0",
  hidden: 0,
  cells: [
    cell("b0", "url:0", "POST /token"),
    cell("b1", "added", "User-Agent: x", "added"),
    cell("b2", "added", "Accept: */*", "added"),
    cell("b3", "option:0", "a=b"),
  ],
};

test("neighbours that the client added are one cell", () => {
  expect(toShownCells(bytes).map(({ label }) => label)).toEqual(["POST /token", "+2 by curl", "a=b"]);
});

test("who added them is named without a version, and only bytes are folded", () => {
  const added = [cell("a", "added", "Host: x", "added")];
  expect(toShownCells({ name: "bytes", by: "the client", cells: added, hidden: 0 })[0]?.label).toBe("+1 by the client");
  expect(toShownCells({ name: "understood", by: "a form parser", cells: added, hidden: 0 })[0]?.label).toBe("Host: x");
});

test("arrows walk along a lane, and from lane to lane with the piece", () => {
  const lanes = [toShownCells(words), toShownCells(bytes)];
  expect(findNeighbour(lanes, "w1", "ArrowRight")?.id).toBe("w2");
  expect(findNeighbour(lanes, "w0", "ArrowLeft")).toBeUndefined();
  expect(findNeighbour(lanes, "w2", "ArrowDown")?.id).toBe("b3");
  expect(findNeighbour(lanes, "b3", "ArrowUp")?.id).toBe("w2");
  expect(findNeighbour(lanes, "b1", "ArrowUp")).toBeUndefined();
});

test("the faulty piece parts a lane; of its cells the longest stands for it", () => {
  const shown = toShownCells(words);
  const parts = toParts(words, shown, "option:0", 1);
  expect([parts.before.length, parts.fault?.id, parts.after.length]).toEqual([2, "w2", 0]);
  expect(toParts(words, shown, "elsewhere", 1)).toEqual({ before: shown, fault: null, after: [] });
});

test("what stands beside the fault shares the room as it was typed", () => {
  const typed = { ...words, cells: [cell("t0", "a", "curl"), cell("t1", "b", "fault"), cell("t2", "c", "-X")] };
  expect(shareBefore([toShownCells(typed)], "b")).toBe(0.5);
  expect(shareBefore([toShownCells(typed)], "c")).toBe(1);
  expect(shareBefore([], null)).toBe(1);
});

test("of a long lane the first cells are shown, and what is at fault", () => {
  const cells = Array.from({ length: 100 }, (_, i) => cell(`w${i}`, `word:${i}`, "a"));
  const shown = takeCells({ ...words, cells, hidden: 7 }, 10, "word:50");
  expect(shown.cells.map(({ id }) => id)).toEqual([...cells.slice(0, 10).map(({ id }) => id), "w50"]);
  expect(shown.hidden).toBe(7 + 89);
  expect(takeCells({ ...words, cells, hidden: 0 }, 10, "word:3").cells).toHaveLength(10);
});
