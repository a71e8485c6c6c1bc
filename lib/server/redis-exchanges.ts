import "server-only";
import type { ExchangeControl, HeldExchange, HeldExchanges } from "./exchanges.ts";
import type { SharedMemory } from "./redis.ts";
import { hashId, seal, unseal } from "./redis-seal.ts";

/** How long a claim stands without a result: longer than the longest send. */
const CLAIM_MS = 75_000;
const LOOK_AGAIN_MS = 250;
const CANCELS = "regrant:cancels";
const RUNNING = JSON.stringify({ running: true });

const keyOf = (id: string) => `regrant:exchange:${hashId(id)}`;

type Remote<T> = { readonly running: true } | { readonly result: T };

/**
 * Held exchanges that every instance can be asked for. The one that was asked to send claims the id, so that no other
 * sends it again; the others wait for its result. While the shared memory is gone each knows only its own.
 */
export class SharedExchanges<T> {
  readonly #held: HeldExchanges<T>;
  readonly #shared: SharedMemory | null;
  readonly #keepMs: number;
  readonly #running = new Map<string, string>();

  constructor(held: HeldExchanges<T>, shared: SharedMemory | null, keepMs: number) {
    this.#held = held;
    this.#shared = shared;
    this.#keepMs = keepMs;
    void shared?.subscribe(CANCELS, (hash) => {
      const id = this.#running.get(hash);
      if (id !== undefined) this.#held.find(id)?.cancel();
    });
  }

  /** The exchange under an id, whichever instance runs it; a finished one comes with its result. */
  async find(id: string): Promise<HeldExchange<T> | undefined> {
    const own = this.#held.find(id);
    if (own || !this.#shared) return own;
    const remote = await this.#read(id);
    if (!remote) return undefined;
    const held = this.#held.start(id, (control) => this.#follow(id, control));
    if ("result" in remote) await held?.done;
    return held;
  }

  /** As `HeldExchanges.start`: what any instance runs or holds under this id is never run again. */
  start(id: string, run: (control: ExchangeControl) => Promise<T>): HeldExchange<T> | undefined {
    return this.#held.start(id, async (control) => {
      if (!this.#shared) return run(control);
      const claim = await this.#shared.run((client) =>
        client.set(keyOf(id), seal(id, RUNNING), { condition: "NX", expiration: { type: "PX", value: CLAIM_MS } }),
      );
      if (claim.ok && claim.value === null) return this.#follow(id, control);
      this.#running.set(hashId(id), id);
      try {
        const result = await run(control);
        await this.#publish(id, result);
        return result;
      } finally {
        this.#running.delete(hashId(id));
      }
    });
  }

  async #publish(id: string, result: T): Promise<void> {
    const sealed = seal(id, JSON.stringify({ result }));
    await this.#shared?.run((client) =>
      client.set(keyOf(id), sealed, { expiration: { type: "PX", value: this.#keepMs } }),
    );
  }

  async #read(id: string): Promise<Remote<T> | undefined> {
    const read = await this.#shared?.run((client) => client.get(keyOf(id)));
    const text = read?.ok && read.value !== null ? unseal(id, read.value) : undefined;
    return text === undefined ? undefined : (JSON.parse(text) as Remote<T>);
  }

  /** Waits for what another instance runs. Throws if that one is gone without a result: it must not be sent again. */
  async #follow(id: string, { signal }: ExchangeControl): Promise<T> {
    const cancel = () => void this.#shared?.run((client) => client.publish(CANCELS, hashId(id)));
    signal.addEventListener("abort", cancel);
    try {
      const end = Date.now() + CLAIM_MS;
      for (;;) {
        const remote = await this.#read(id);
        if (remote && "result" in remote) return remote.result;
        if (Date.now() > end) throw new Error("an exchange of another instance never ended");
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      }
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  }
}
