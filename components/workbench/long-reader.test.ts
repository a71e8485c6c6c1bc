import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLongReader, type Hand, type Job } from "./long-reader.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const input = (text: string) => ({ text, reply: "", shell: "auto", provider: "" }) as const;

/** Workers that answer when they are told to. */
function stage(here: (job: Job) => Promise<unknown> = () => Promise.reject(new Error("no"))) {
  const hands: (Hand & { jobs: Job[]; isGone: boolean })[] = [];
  const reader = createLongReader(() => {
    const hand = {
      jobs: [] as Job[],
      isGone: false,
      onmessage: null as Hand["onmessage"],
      onerror: null as Hand["onerror"],
      postMessage: (job: Job) => void hand.jobs.push(job),
      terminate: () => {
        hand.isGone = true;
      },
    };
    hands.push(hand);
    return hand;
  }, here);
  const answer = (i: number) => {
    const hand = hands[i];
    const job = hand?.jobs.at(-1);
    if (job) hand?.onmessage?.({ data: { id: job.id, answer: `read ${job.input.text}` } });
  };
  return { reader, hands, answer };
}

test("one after the other, in one worker; of those that wait the newest alone", async () => {
  const { reader, hands, answer } = stage();
  const first = reader.ask("diagnose", input("a"));
  const second = reader.ask("diagnose", input("b"));
  const third = reader.ask("diagnose", input("c"));
  const other = reader.ask("repair", input("c"));
  answer(0);
  answer(0);
  answer(0);
  expect(await Promise.all([first, second, third, other])).toEqual(["read a", null, "read c", "read c"]);
  expect(hands).toHaveLength(1);
  expect(hands[0]?.jobs.map(({ input: { text } }) => text)).toEqual(["a", "c", "c"]);
});

test("a worker that is busy with an old text is replaced", async () => {
  const { reader, hands, answer } = stage();
  const first = reader.ask("diagnose", input("a"));
  const second = reader.ask("diagnose", input("b"));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(hands.map(({ isGone }) => isGone)).toEqual([true, false]);
  answer(0);
  answer(1);
  expect(await Promise.all([first, second])).toEqual([null, "read b"]);
});

test("a worker that is busy with the newest text is waited for", async () => {
  const { reader, hands, answer } = stage();
  const only = reader.ask("diagnose", input("a"));
  await vi.advanceTimersByTimeAsync(60_000);
  answer(0);
  expect(await only).toBe("read a");
  expect(hands).toHaveLength(1);
});

test("where no worker starts the work is done here", async () => {
  const { reader, hands } = stage(async ({ input: { text } }) => `here ${text}`);
  const first = reader.ask("diagnose", input("a"));
  hands[0]?.onerror?.(new Event("error"));
  expect(await first).toBe("here a");
  expect(await reader.ask("diagnose", input("b"))).toBe("here b");
  expect(hands).toHaveLength(1);
});
