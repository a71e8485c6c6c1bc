import type { TextInput } from "./engine.ts";
import type { Answer, LongTask } from "./long-tasks.ts";

/** What a worker is asked. Its answer is `{ id, answer }`. */
export interface Job {
  readonly id: number;
  readonly task: LongTask;
  readonly input: TextInput;
}

/** As much of a Worker as the reader needs. */
export interface Hand {
  postMessage(job: Job): void;
  terminate(): void;
  onmessage: ((event: { readonly data: { readonly id: number; readonly answer: unknown } }) => void) | null;
  onerror: ((event: unknown) => void) | null;
}

export interface LongReader {
  /** Resolves with null where a newer text of the same task came in between. */
  ask<T extends LongTask>(task: T, input: TextInput): Promise<Answer<T> | null>;
  close(): void;
}

interface Waiting {
  readonly job: Job;
  readonly resolve: (answer: unknown) => void;
}

/** So long a worker may go on with a text that is no longer the newest. */
const PATIENCE_MS = 400;

/**
 * Reads long texts in a worker, one after the other, the newest of each task alone. A worker that is busy with an old text
 * for too long is replaced; where none can be started, `here` does the work.
 */
export function createLongReader(start: () => Hand, here: (job: Job) => Promise<unknown>): LongReader {
  let hand: Hand | null = null;
  let isBroken = false;
  let current: Waiting | null = null;
  let queue: Waiting[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let count = 0;

  function next(): void {
    clearTimeout(timer);
    current = queue.shift() ?? null;
    if (!current) return;
    const { job } = current;
    if (!isBroken) {
      try {
        hand ??= raise();
        hand.postMessage(job);
      } catch {
        isBroken = true;
      }
    }
    if (isBroken)
      here(job).then(
        (answer) => finish(job.id, answer),
        () => finish(job.id, null),
      );
    else if (queue.length > 0) hurry();
  }

  function raise(): Hand {
    const raised = start();
    raised.onmessage = ({ data }) => finish(data.id, data.answer);
    raised.onerror = () => {
      isBroken = true;
      raised.terminate();
      const failed = current;
      if (failed) queue.unshift(failed);
      next();
    };
    return raised;
  }

  function finish(id: number, answer: unknown): void {
    if (current?.job.id !== id) return;
    current.resolve(answer);
    next();
  }

  function hurry(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (isBroken || !current) return;
      hand?.terminate();
      hand = null;
      current.resolve(null);
      next();
    }, PATIENCE_MS);
  }

  return {
    ask<T extends LongTask>(task: T, input: TextInput) {
      return new Promise<Answer<T> | null>((resolve) => {
        const dropped = queue.filter(({ job }) => job.task === task);
        queue = queue.filter(({ job }) => job.task !== task);
        for (const old of dropped) old.resolve(null);
        queue.push({ job: { id: ++count, task, input }, resolve: resolve as (answer: unknown) => void });
        if (!current) next();
        else if (current.job.task === task) hurry();
      });
    },
    close() {
      clearTimeout(timer);
      hand?.terminate();
      hand = null;
      current = null;
      queue = [];
    },
  };
}
