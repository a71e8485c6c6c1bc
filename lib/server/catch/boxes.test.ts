import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { BOX_LIFETIME_MS, type Box, freshBoxId, isBoxId, type KeptRequest, MOST_REQUESTS } from "./box.ts";
import { BOX_LIMITS, MemoryBoxes } from "./boxes.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const request = (size = 10): KeptRequest => ({
  id: randomUUID(),
  receivedAt: Date.now(),
  raw: new Uint8Array(size),
  malformed: null,
  fidelity: "bytes",
  answer: { status: 400, body: "" },
});

async function makeBox(boxes: MemoryBoxes): Promise<Box> {
  const box = await boxes.create({ kind: "strict" });
  if (!box) throw new Error("no room");
  return box;
}

test("ids are 128 random bits, fit for a host name, and never the same", () => {
  const ids = Array.from({ length: 100 }, freshBoxId);
  expect(new Set(ids).size).toBe(100);
  for (const id of ids) expect(isBoxId(id)).toBe(true);
  expect(isBoxId("token")).toBe(false);
});

test("a box lives an hour, with what is in it", async () => {
  const boxes = new MemoryBoxes();
  const box = await makeBox(boxes);
  await boxes.keep(box.id, request());
  vi.advanceTimersByTime(BOX_LIFETIME_MS - 1);
  expect(await boxes.list(box.id)).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(await boxes.find(box.id)).toBeUndefined();
  expect(boxes.bytes).toBe(0);
});

test("a full box loses its oldest request for a new one", async () => {
  const boxes = new MemoryBoxes();
  const box = await makeBox(boxes);
  const all = Array.from({ length: MOST_REQUESTS + 3 }, () => request());
  for (const each of all) await boxes.keep(box.id, each);
  expect((await boxes.list(box.id)).map(({ id }) => id)).toEqual(all.slice(3).map(({ id }) => id));
});

test("beyond all memory the largest box loses, not the one that came first", async () => {
  const boxes = new MemoryBoxes({ ...BOX_LIMITS, maxBytes: 20_000 });
  const [small, large] = [await makeBox(boxes), await makeBox(boxes)];
  await boxes.keep(small.id, request());
  for (let i = 0; i < 30; i++) await boxes.keep(large.id, request(2_000));
  expect(await boxes.list(small.id)).toHaveLength(1);
  expect(boxes.bytes).toBeLessThanOrEqual(20_000);
});

test("a new box is refused rather than a living one dropped", async () => {
  const boxes = new MemoryBoxes({ ...BOX_LIMITS, maxBoxes: 2 });
  const first = await makeBox(boxes);
  await makeBox(boxes);
  expect(await boxes.create({ kind: "strict" })).toBeUndefined();
  expect(await boxes.remove(first.id)).toBe(true);
  expect(await boxes.create({ kind: "strict" })).toBeDefined();
});

test("two watchers see the same, one that comes back goes on after what it saw, and all end with the box", async () => {
  const boxes = new MemoryBoxes();
  const box = await makeBox(boxes);
  const read = async (after: string | null, signal = new AbortController().signal) => {
    const seen: string[] = [];
    for await (const { id } of boxes.watch(box.id, after, signal)) seen.push(id);
    return seen;
  };
  const all = Array.from({ length: 5 }, () => request());
  const ids = all.map(({ id }) => id);
  const gone = new AbortController();
  const watchers = [read(null), read(null), read(ids[1] ?? ""), read("unknown"), read(null, gone.signal)];
  for (const [i, each] of all.entries()) {
    if (i === 3) {
      await vi.advanceTimersByTimeAsync(1);
      gone.abort();
    }
    await boxes.keep(box.id, each);
  }
  const late = read(ids[2] ?? "");
  await vi.advanceTimersByTimeAsync(1);
  await boxes.remove(box.id);
  expect(await Promise.all(watchers)).toEqual([ids, ids, ids, ids, ids.slice(0, 3)]);
  expect(await late).toEqual(ids.slice(3));
});
