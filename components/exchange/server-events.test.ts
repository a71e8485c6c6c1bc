import fc from "fast-check";
import { expect, test } from "vitest";
import { readServerEvents, type ServerEvent } from "./server-events.ts";

function toStream(bytes: Uint8Array, sizes: readonly number[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      let at = 0;
      for (let i = 0; at < bytes.length; i++) {
        const size = sizes[i % sizes.length] ?? 1;
        controller.enqueue(bytes.slice(at, at + size));
        at += size;
      }
      controller.close();
    },
  });
}

const encode = (events: readonly ServerEvent[]) =>
  new TextEncoder().encode(
    events.map(({ event, data }) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`).join(""),
  );

test("every event arrives once and whole, however the bytes are cut", async () => {
  const event = fc.record({ event: fc.constantFrom("stage", "variant", "done"), data: fc.jsonValue() });
  const cuts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 6 }), cuts, async (events, sizes) => {
      const told: ServerEvent[] = [];
      await readServerEvents(toStream(encode(events), sizes), (each) => told.push(each) > 0);
      expect(JSON.stringify(told)).toBe(JSON.stringify(events));
    }),
    { numRuns: 60 },
  );
});

test("false ends the reading; comments and broken data are events without data", async () => {
  const told: ServerEvent[] = [];
  const bytes = new TextEncoder().encode(
    ": beat\n\nevent: stage\ndata: {\n\nevent: done\ndata: 1\n\nevent: late\ndata: 2\n\n",
  );
  await readServerEvents(toStream(bytes, [200]), (each) => {
    told.push(each);
    return each.event !== "done";
  });
  expect(told).toEqual([
    { event: "message", data: null },
    { event: "stage", data: undefined },
    { event: "done", data: 1 },
  ]);
});
