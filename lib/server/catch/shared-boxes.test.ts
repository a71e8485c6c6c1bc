import { randomUUID } from "node:crypto";
import { createClient } from "@redis/client";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findProgram } from "../../../scripts/tools.mjs";
import { openRedis, type RedisServer } from "../redis.testing.ts";
import { SharedMemory } from "../redis.ts";
import { type Box, type KeptRequest, MOST_REQUESTS } from "./box.ts";
import { MemoryBoxes } from "./boxes.ts";
import { SharedBoxes } from "./shared-boxes.ts";

/** One instance of the app, as far as boxes go. */
interface Instance {
  readonly shared: SharedMemory;
  readonly boxes: SharedBoxes;
}

let redis: RedisServer;
let one: Instance;
let two: Instance;

async function startInstance(): Promise<Instance> {
  const shared = new SharedMemory(redis.url);
  await expect.poll(() => shared.isUp).toBe(true);
  return { shared, boxes: new SharedBoxes(new MemoryBoxes(), shared) };
}

const request = (text = "POST / HTTP/1.1\r\n\r\n\xff\0"): KeptRequest => ({
  id: randomUUID(),
  receivedAt: Date.now(),
  raw: new Uint8Array(Buffer.from(text, "latin1")),
  malformed: null,
  fidelity: "bytes",
  answer: { status: 400, body: "{}" },
});

async function makeBox({ boxes }: Instance): Promise<Box> {
  const box = await boxes.create({ kind: "strict" });
  if (!box) throw new Error("no room");
  return box;
}

const idsIn = async ({ boxes }: Instance, { id }: Box) => (await boxes.list(id)).map((each) => each.id);

/** Collects what a reader of the events sees. */
function watch({ boxes }: Instance, { id }: Box, after: string | null = null): string[] {
  const seen: string[] = [];
  void (async () => {
    for await (const each of boxes.watch(id, after, new AbortController().signal)) seen.push(each.id);
    seen.push("end");
  })();
  return seen;
}

describe.skipIf(!findProgram("redis-server"))("two instances and one Redis", () => {
  beforeAll(async () => {
    redis = await openRedis();
  });
  afterAll(() => redis.close());
  beforeEach(async () => {
    [one, two] = await Promise.all([startInstance(), startInstance()]);
  });
  afterEach(() => {
    one.shared.close();
    two.shared.close();
  });

  test("each shows the other's boxes and catches, to the byte and live", async () => {
    const box = await makeBox(one);
    expect(await two.boxes.find(box.id)).toEqual(box);
    const seen = [watch(one, box), watch(two, box)];
    const sent = Array.from({ length: 6 }, () => request());
    for (const [i, each] of sent.entries()) await (i % 2 ? one : two).boxes.keep(box.id, each);
    const ids = sent.map(({ id }) => id);
    for (const each of seen) await expect.poll(() => each).toEqual(ids);
    expect(await two.boxes.list(box.id)).toEqual(sent);
    const late = watch(two, box, ids[3]);
    await expect.poll(() => late).toEqual(ids.slice(4));
  });

  test("the order is the same everywhere, however the two race, and the oldest go", async () => {
    const box = await makeBox(one);
    await two.boxes.find(box.id);
    await Promise.all(
      Array.from({ length: MOST_REQUESTS + 20 }, (_, i) => (i % 2 ? one : two).boxes.keep(box.id, request())),
    );
    const ids = await idsIn(one, box);
    expect(ids).toHaveLength(MOST_REQUESTS);
    expect(await idsIn(two, box)).toEqual(ids);
  });

  test("a change of behaviour and a deletion reach the other", async () => {
    const box = await makeBox(one);
    await two.boxes.find(box.id);
    await two.boxes.change(box.id, { kind: "html" });
    expect((await one.boxes.find(box.id))?.behaviour).toEqual({ kind: "html" });
    const seen = watch(two, box);
    expect(await one.boxes.remove(box.id)).toBe(true);
    await expect.poll(() => seen).toEqual(["end"]);
    expect(await two.boxes.find(box.id)).toBeUndefined();
    expect(await two.boxes.remove(box.id)).toBe(false);
  });

  test("Redis holds neither ids nor bytes that could be read, and forgets in time", async () => {
    const box = await makeBox(one);
    await one.boxes.keep(box.id, request("POST / HTTP/1.1\r\n\r\nclient_secret=canary-1"));
    const client = createClient({ url: redis.url });
    await client.connect();
    const keys = (await client.keys("*")).map(String);
    const values = await Promise.all(
      keys.map(async (key) =>
        (await client.type(key)) === "stream" ? JSON.stringify(await client.xRange(key, "-", "+")) : client.get(key),
      ),
    );
    const all = JSON.stringify([keys, values]);
    for (const word of [box.id, "canary", Buffer.from("canary-1").toString("base64").slice(1, 9), "client_secret"]) {
      expect(all).not.toContain(word);
    }
    expect(keys.length).toBeGreaterThan(1);
    for (const key of keys) expect(await client.pTTL(key), key).toBeGreaterThan(0);
    client.destroy();
  });

  test("its death costs nothing that was caught: each goes on alone, and both agree when it is back", async () => {
    const box = await makeBox(one);
    const before = request();
    await one.boxes.keep(box.id, before);
    expect(await idsIn(two, box)).toEqual([]);
    await two.boxes.find(box.id);
    expect(await idsIn(two, box)).toEqual([before.id]);
    const seen = watch(two, box);

    await redis.kill();
    await expect.poll(() => one.shared.isUp || two.shared.isUp).toBe(false);
    const [here, there] = [request(), request()];
    await one.boxes.keep(box.id, here);
    await two.boxes.keep(box.id, there);
    const born = await makeBox(two);
    expect(await idsIn(one, box)).toEqual([before.id, here.id]);
    expect(await idsIn(two, box)).toEqual([before.id, there.id]);
    expect(await two.boxes.find(born.id)).toEqual(born);

    await redis.start();
    await expect.poll(() => one.shared.isUp && two.shared.isUp, { timeout: 15_000 }).toBe(true);
    const all = [before.id, here.id, there.id].sort();
    for (const instance of [one, two]) {
      await expect.poll(async () => (await idsIn(instance, box)).sort(), { timeout: 10_000 }).toEqual(all);
    }
    await expect.poll(() => [...seen].sort()).toEqual(all);
    await expect.poll(() => one.boxes.find(born.id)).toEqual(born);
    const after = request();
    await one.boxes.keep(box.id, after);
    await expect.poll(() => seen.at(-1)).toBe(after.id);
  });

  test("what was deleted while it was gone stays deleted", async () => {
    const box = await makeBox(one);
    await two.boxes.find(box.id);
    await redis.kill();
    await expect.poll(() => one.shared.isUp).toBe(false);
    expect(await one.boxes.remove(box.id)).toBe(true);
    await redis.start();
    await expect.poll(() => one.shared.isUp && two.shared.isUp, { timeout: 15_000 }).toBe(true);
    await expect.poll(() => two.boxes.find(box.id), { timeout: 10_000 }).toBeUndefined();
    expect(await one.boxes.find(box.id)).toBeUndefined();
  });

  test("one that hangs does not hang the app", async () => {
    const box = await makeBox(one);
    redis.freeze();
    const [first, second] = [request(), request()];
    await one.boxes.keep(box.id, first);
    expect(one.shared.isUp).toBe(false);
    await one.boxes.keep(box.id, second);
    expect(await idsIn(one, box)).toEqual([first.id, second.id]);
    redis.thaw();
    await expect.poll(() => idsIn(two, box).then(() => two.boxes.find(box.id)), { timeout: 10_000 }).toEqual(box);
    await expect.poll(() => idsIn(two, box), { timeout: 10_000 }).toEqual([first.id, second.id]);
  });
});
