import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { type ExchangeControl, HeldExchanges } from "./exchanges.ts";
import type { StageEvent } from "./stage-clock.ts";

const sizeOf = (text: string) => text.length;
const hold = (limits = {}) => new HeldExchanges({ keepMs: 60_000, maxCount: 10, maxBytes: 1000, ...limits }, sizeOf);
const at = (stage: StageEvent["stage"]): StageEvent => ({ stage, atMs: 1 });

/** A run that its test ends by hand. */
function byHand() {
  const hands: { end: (text: string) => void; fail: () => void; control?: ExchangeControl } = {
    end: () => {},
    fail: () => {},
  };
  const run = (control: ExchangeControl) => {
    hands.control = control;
    return new Promise<string>((resolve, reject) => {
      hands.end = resolve;
      hands.fail = () => reject(new Error("bug"));
    });
  };
  return { hands, run };
}

test("an exchange is found while it runs and afterwards, until its time is up", async () => {
  const held = hold({ keepMs: 50 });
  const { hands, run } = byHand();
  const one = held.start("a", run);
  expect(held.find("a")).toBe(one);
  expect(one?.result).toBeNull();
  hands.end("tokens");
  expect(await one?.done).toBe("tokens");
  expect(held.find("a")?.result).toBe("tokens");
  await sleep(120);
  expect(held.find("a")).toBeUndefined();
});

test("an id that is held is never run again", () => {
  const held = hold();
  const one = held.start("a", byHand().run);
  const { hands, run } = byHand();
  expect(held.start("a", run)).toBe(one);
  expect(hands.control).toBeUndefined();
});

test("stages: those so far and those to come, for everybody who asks, until the end", async () => {
  const held = hold();
  const { hands, run } = byHand();
  const one = held.start("a", run);
  const collect = async () => {
    const seen: string[] = [];
    for await (const { stage } of one?.stages() ?? []) seen.push(stage);
    return seen;
  };
  hands.control?.onStage(at("dns"));
  hands.control?.onStage(at("connect"));
  const early = collect();
  await sleep(5);
  hands.control?.onStage(at("wait"));
  expect(one?.stage).toBe("wait");
  const late = collect();
  await sleep(5);
  hands.end("x");
  expect(await early).toEqual(["dns", "connect", "wait"]);
  expect(await late).toEqual(["dns", "connect", "wait"]);
  expect(await collect()).toEqual(["dns", "connect", "wait"]);
});

test("cancel reaches the run", () => {
  const { hands, run } = byHand();
  hold().start("a", run)?.cancel();
  expect(hands.control?.signal.aborted).toBe(true);
});

test("a bug in a run is told to who waits, ends the stages, and leaves nothing behind", async () => {
  const held = hold();
  const { hands, run } = byHand();
  const one = held.start("a", run);
  const over = one?.stages().next();
  hands.fail();
  await expect(one?.done).rejects.toThrow("bug");
  expect(await over).toEqual({ done: true, value: undefined });
  expect(held.find("a")).toBeUndefined();
});

test("too many: the oldest finished one goes, a running one never", async () => {
  const held = hold({ maxCount: 3 });
  held.start("running", byHand().run);
  await held.start("old", async () => "1")?.done;
  await held.start("new", async () => "2")?.done;
  held.start("next", byHand().run);
  expect(["running", "old", "new", "next"].map((id) => held.find(id) !== undefined)).toEqual([true, false, true, true]);
  held.start("last", byHand().run);
  expect(held.start("none", byHand().run)).toBeUndefined();
  expect(held.find("running")).toBeDefined();
});

test("too large: the largest goes, so that small replies with tokens stay", async () => {
  const held = hold();
  for (const [id, size] of [
    ["tokens", 10],
    ["large", 600],
    ["larger", 700],
    ["fits", 300],
  ] as const) {
    await held.start(id, async () => "x".repeat(size))?.done;
  }
  const left = ["tokens", "large", "larger", "fits"].filter((id) => held.find(id));
  expect(left).toEqual(["tokens", "large", "fits"]);
});
