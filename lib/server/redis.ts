import "server-only";
import { createClient } from "@redis/client";
import { settings } from "./settings.ts";

/** What came of a piece of work on the shared memory. `ok: false`: it is out of reach, and nothing is known. */
export type Shared<T> = { readonly ok: true; readonly value: T } | { readonly ok: false };

type Client = ReturnType<typeof createClient>;

/** How long one piece of work may take: a caller waits for it. */
const PATIENCE_MS = 700;
/** After a piece of work that took too long: how long nobody tries again. */
const PAUSE_MS = 2_000;

/** A Redis or Valkey that every instance shares. It may be gone at any time: nothing here throws, or waits for long. */
export class SharedMemory {
  readonly client: Client;
  readonly #subscriber: Client;
  readonly #onReady: (() => void)[] = [];
  #pausedUntil = 0;

  constructor(url: string) {
    const options = {
      url,
      disableOfflineQueue: true,
      socket: { connectTimeout: 2_000, reconnectStrategy: (tries: number) => Math.min(50 * 2 ** tries, 2_000) },
    };
    this.client = createClient(options);
    this.#subscriber = createClient(options);
    for (const each of [this.client, this.#subscriber]) {
      // An error says what it says by `isReady`; its text may hold the address with its password.
      each.on("error", () => {});
      each.on("ready", () => {
        if (this.isUp) for (const tell of this.#onReady) tell();
      });
      each.connect().catch(() => {});
    }
  }

  /** True while both connections stand and the last answer came in time. */
  get isUp(): boolean {
    return this.client.isReady && this.#subscriber.isReady && Date.now() >= this.#pausedUntil;
  }

  /** Called each time after which both connections stand. */
  onReady(tell: () => void): void {
    this.#onReady.push(tell);
    if (this.isUp) tell();
  }

  async run<T>(work: (client: Client) => Promise<T>): Promise<Shared<T>> {
    if (!this.isUp) return { ok: false };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Shared<T>>((resolve) => {
      timer = setTimeout(() => {
        this.#pausedUntil = Date.now() + PAUSE_MS;
        setTimeout(() => this.isUp && this.#onReady.forEach((tell) => void tell()), PAUSE_MS + 1).unref();
        resolve({ ok: false });
      }, PATIENCE_MS).unref();
    });
    const done = work(this.client).then(
      (value): Shared<T> => ({ ok: true, value }),
      (): Shared<T> => ({ ok: false }),
    );
    const result = await Promise.race([done, late]);
    clearTimeout(timer);
    return result;
  }

  /** Calls `listen` for every message on the channel, from now on and after each loss of the connection. */
  async subscribe(channel: string, listen: (message: string) => void): Promise<void> {
    while (!this.#subscriber.isReady) await new Promise((resolve) => setTimeout(resolve, 100).unref());
    // The client subscribes again by itself when its connection comes back.
    await this.#subscriber.subscribe(channel, listen).catch(() => {});
  }

  close(): void {
    this.client.destroy();
    this.#subscriber.destroy();
  }
}

/** One place for all bundles of the process: routes are built apart, and the development server rebuilds them. */
const place = globalThis as typeof globalThis & { regrantShared?: SharedMemory | null };

/** The shared memory of these settings; null where each instance is alone. */
export function sharedMemory(): SharedMemory | null {
  const { redisUrl } = settings();
  if (place.regrantShared === undefined) place.regrantShared = redisUrl === null ? null : new SharedMemory(redisUrl);
  return place.regrantShared;
}

/** What is not shared at present, in words; null where all is as it should be. */
export function sharingProblem(): string | null {
  const shared = sharedMemory();
  return shared && !shared.isUp
    ? "The shared memory (REDIS_URL) does not answer: until it does, each instance knows only what it has caught and sent itself, and counts alone."
    : null;
}
