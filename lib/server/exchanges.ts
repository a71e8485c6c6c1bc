import "server-only";
import type { SendStage, StageEvent } from "./stage-clock.ts";

/** What a running exchange gets: when to stop, and whom to tell of its stages. */
export interface ExchangeControl {
  readonly signal: AbortSignal;
  readonly onStage: (event: StageEvent) => void;
}

/** One exchange under its unguessable id: first running, then kept. */
export class HeldExchange<T> {
  readonly id: string;
  readonly #stages: StageEvent[] = [];
  readonly #cancel = new AbortController();
  readonly #waiting: (() => void)[] = [];
  #isOver = false;
  /** What came of it; null while it runs. */
  result: T | null = null;
  /** Settles with the result; rejects only for a bug of ours. */
  readonly done: Promise<T>;

  constructor(id: string, run: (control: ExchangeControl) => Promise<T>) {
    this.id = id;
    const onStage = (event: StageEvent) => {
      this.#stages.push(event);
      this.#tell();
    };
    this.done = run({ signal: this.#cancel.signal, onStage })
      .then((result) => {
        this.result = result;
        return result;
      })
      .finally(() => {
        this.#isOver = true;
        this.#tell();
      });
    // Whoever waits for it is told; without anybody waiting it must not end the process.
    this.done.catch(() => {});
  }

  /** The stage that runs, or the last one that did. */
  get stage(): SendStage | null {
    return this.#stages.at(-1)?.stage ?? null;
  }

  /** Closes the upstream at once; does nothing to an exchange that is over. */
  cancel(): void {
    this.#cancel.abort();
  }

  /** The stages so far and those to come, until the exchange is over. */
  async *stages(): AsyncGenerator<StageEvent> {
    for (let next = 0; ; next++) {
      while (next >= this.#stages.length) {
        if (this.#isOver) return;
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
      const event = this.#stages[next];
      if (event) yield event;
    }
  }

  #tell(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

export interface HoldLimits {
  /** Milliseconds for which a finished exchange is kept. */
  readonly keepMs: number;
  readonly maxCount: number;
  /** Of all finished exchanges together, by `sizeOf`. */
  readonly maxBytes: number;
}

/**
 * Exchanges that can be asked for again, in memory. Where there are too many, the oldest finished one goes; where they are
 * too large, the largest: a reply with tokens is small, and flooding with large ones must not push it out.
 */
export class HeldExchanges<T> {
  readonly #held = new Map<string, HeldExchange<T>>();
  readonly #finished = new Map<string, { size: number; timer: NodeJS.Timeout }>();
  readonly #limits: HoldLimits;
  readonly #sizeOf: (result: T) => number;
  #bytes = 0;

  constructor(limits: HoldLimits, sizeOf: (result: T) => number) {
    this.#limits = limits;
    this.#sizeOf = sizeOf;
  }

  find(id: string): HeldExchange<T> | undefined {
    return this.#held.get(id);
  }

  /**
   * Runs an exchange under an id and holds it; an id that is held is never run again: its own exchange is what comes back.
   * Undefined if as many as may be held are running.
   */
  start(id: string, run: (control: ExchangeControl) => Promise<T>): HeldExchange<T> | undefined {
    const known = this.#held.get(id);
    if (known) return known;
    if (this.#held.size >= this.#limits.maxCount) {
      const [oldest] = this.#finished.keys();
      if (oldest === undefined) return undefined;
      this.#forget(oldest);
    }
    const held = new HeldExchange(id, run);
    this.#held.set(id, held);
    held.done.then(
      (result) => this.#keep(id, this.#sizeOf(result)),
      () => this.#held.delete(id),
    );
    return held;
  }

  #keep(id: string, size: number): void {
    const timer = setTimeout(() => this.#forget(id), this.#limits.keepMs).unref();
    this.#finished.set(id, { size, timer });
    this.#bytes += size;
    while (this.#bytes > this.#limits.maxBytes) {
      const [largest] = [...this.#finished].reduce((a, b) => (b[1].size > a[1].size ? b : a));
      this.#forget(largest);
    }
  }

  #forget(id: string): void {
    const finished = this.#finished.get(id);
    if (!finished) return;
    clearTimeout(finished.timer);
    this.#bytes -= finished.size;
    this.#finished.delete(id);
    this.#held.delete(id);
  }
}
