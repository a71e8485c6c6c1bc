import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findProgram } from "../../scripts/tools.mjs";
import { HeldExchanges } from "./exchanges.ts";
import { createSendLimit } from "./limits.ts";
import { openRedis, type RedisServer } from "./redis.testing.ts";
import { SharedMemory } from "./redis.ts";
import { SharedExchanges } from "./redis-exchanges.ts";
import { hashId, seal, unseal } from "./redis-seal.ts";
import { parseSettings } from "./settings.ts";

test("what is sealed with an id opens with that id alone, and never looks the same", () => {
  const id = randomUUID();
  const sealed = seal(id, "secret: é");
  expect(unseal(id, sealed)).toBe("secret: é");
  expect(unseal(randomUUID(), sealed)).toBeUndefined();
  expect(unseal(id, `${sealed.slice(0, -4)}AAAA`)).toBeUndefined();
  expect(unseal(id, "AA==")).toBeUndefined();
  expect(seal(id, "secret: é")).not.toBe(sealed);
  expect(sealed + hashId(id)).not.toContain(id);
});

describe.skipIf(!findProgram("redis-server"))("two instances and one Redis", () => {
  let redis: RedisServer;
  let memories: SharedMemory[] = [];
  let one: SharedExchanges<string>;
  let two: SharedExchanges<string>;

  const exchanges = (shared: SharedMemory) =>
    new SharedExchanges<string>(
      new HeldExchanges({ keepMs: 60_000, maxCount: 100, maxBytes: 1e6 }, (text) => text.length),
      shared,
      60_000,
    );

  beforeAll(async () => {
    redis = await openRedis();
  });
  afterAll(() => redis.close());
  beforeEach(async () => {
    memories = [new SharedMemory(redis.url), new SharedMemory(redis.url)];
    await expect.poll(() => memories.every(({ isUp }) => isUp)).toBe(true);
    [one, two] = memories.map(exchanges) as [SharedExchanges<string>, SharedExchanges<string>];
  });
  afterEach(() => {
    for (const memory of memories) memory.close();
  });

  test("what one has sent the other answers, and does not send again", async () => {
    const id = randomUUID();
    let sends = 0;
    const run = async () => `answer ${++sends}`;
    await one.start(id, run)?.done;
    expect((await two.find(id))?.result).toBe("answer 1");
    expect(await two.start(id, run)?.done).toBe("answer 1");
    expect(sends).toBe(1);
    expect(await two.find(randomUUID())).toBeUndefined();
  });

  test("the same id at both at once is sent once, and both get the answer", async () => {
    const id = randomUUID();
    let sends = 0;
    const run = async () => {
      sends++;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return "answer";
    };
    expect(await Promise.all([one, two].map((each) => each.start(id, run)?.done))).toEqual(["answer", "answer"]);
    expect(sends).toBe(1);
  });

  test("one that runs elsewhere runs here too, and can be cancelled from here", async () => {
    const id = randomUUID();
    const running = one.start(
      id,
      ({ signal }) => new Promise((resolve) => signal.addEventListener("abort", () => resolve("cancelled"))),
    );
    await expect.poll(() => two.find(id)).toBeDefined();
    const there = await two.find(id);
    expect(there?.result).toBeNull();
    there?.cancel();
    expect(await running?.done).toBe("cancelled");
    expect(await there?.done).toBe("cancelled");
  });

  test("all count together, alone while Redis is gone, and together again", async () => {
    const reading = parseSettings({ REGRANT_MODE: "public", REGRANT_SENDS_PER_MINUTE: "3" });
    if (!reading.ok) throw new Error("settings");
    const limits = memories.map((memory) => createSendLimit(reading.settings, memory));
    const ask = (i: number, peer: string) => limits[i]?.(new Headers({ "x-regrant-peer": peer }));
    const peer = "192.0.2.1";
    expect([await ask(0, peer), await ask(1, peer), await ask(0, peer)]).toEqual([null, null, null]);
    expect([await ask(1, peer), await ask(0, peer)]).toEqual([expect.any(Number), expect.any(Number)]);
    expect(await ask(0, "192.0.2.2")).toBeNull();

    await redis.kill();
    await expect.poll(() => memories.some(({ isUp }) => isUp)).toBe(false);
    const other = "192.0.2.3";
    expect([await ask(0, other), await ask(0, other), await ask(0, other)]).toEqual([null, null, null]);
    expect([await ask(0, other), await ask(1, other)]).toEqual([expect.any(Number), null]);
    const id = randomUUID();
    expect(await one.start(id, async () => "alone")?.done).toBe("alone");
    expect((await one.find(id))?.result).toBe("alone");

    await redis.start();
    await expect.poll(() => memories.every(({ isUp }) => isUp), { timeout: 15_000 }).toBe(true);
    expect([await ask(0, peer), await ask(1, peer), await ask(0, peer), await ask(1, peer)]).toEqual([
      null,
      null,
      null,
      expect.any(Number),
    ]);
  });

  test("one that hangs lets everybody go on", async () => {
    redis.freeze();
    expect(await one.start(randomUUID(), async () => "answer")?.done).toBe("answer");
    redis.thaw();
    await expect.poll(() => memories.every(({ isUp }) => isUp), { timeout: 15_000 }).toBe(true);
  });
});
