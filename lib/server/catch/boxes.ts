import "server-only";
import type { Behaviour } from "./behaviour.ts";
import { BOX_LIFETIME_MS, type Box, freshBoxId, type KeptRequest, MOST_REQUESTS, sizeOf } from "./box.ts";

/** Where boxes live. All of it may wait for another machine, and none of it throws because that one is gone. */
export interface Boxes {
  /** Undefined if as many as may be held are held. */
  create(behaviour: Behaviour): Promise<Box | undefined>;
  find(id: string): Promise<Box | undefined>;
  /** The box that was made last and still lives. */
  newest(): Box | undefined;
  change(id: string, behaviour: Behaviour): Promise<Box | undefined>;
  /** False if there is no such box. */
  remove(id: string): Promise<boolean>;
  keep(id: string, request: KeptRequest): Promise<void>;
  /** Oldest first. */
  list(id: string): Promise<readonly KeptRequest[]>;
  /** The requests after the one with the id `after` (all that are kept, if it is not), and those to come, until the box or the reader goes. */
  watch(id: string, after: string | null, signal: AbortSignal): AsyncGenerator<KeptRequest>;
}

export interface BoxLimits {
  readonly maxBoxes: number;
  /** Of all requests together, by `sizeOf`. */
  readonly maxBytes: number;
}

export const BOX_LIMITS: BoxLimits = { maxBoxes: 10_000, maxBytes: 256 * 1024 * 1024 };

interface Held {
  box: Box;
  /** How many requests came before the first that is kept. */
  dropped: number;
  requests: KeptRequest[];
  bytes: number;
  readonly ids: Set<string>;
  readonly waiting: Set<() => void>;
  readonly timer: NodeJS.Timeout;
}

/**
 * Boxes in memory. A full box loses its oldest request for a new one. Where all boxes together are too large, the largest
 * loses its oldest, so that nobody's flood pushes out what others caught; a new box is refused rather than a living one
 * dropped.
 */
export class MemoryBoxes implements Boxes {
  readonly #held = new Map<string, Held>();
  readonly #limits: BoxLimits;
  #bytes = 0;

  constructor(limits: BoxLimits = BOX_LIMITS) {
    this.#limits = limits;
  }

  /** Bytes of all kept requests, by `sizeOf`. */
  get bytes(): number {
    return this.#bytes;
  }

  async create(behaviour: Behaviour): Promise<Box | undefined> {
    const createdAt = Date.now();
    const box = { id: freshBoxId(), createdAt, expiresAt: createdAt + BOX_LIFETIME_MS, behaviour };
    return this.adopt(box) ? box : undefined;
  }

  /** Takes in a box that was made elsewhere; false if there is no room or its time is over. */
  adopt(box: Box): boolean {
    const leftMs = box.expiresAt - Date.now();
    if (this.#held.has(box.id) || this.#held.size >= this.#limits.maxBoxes || leftMs <= 0) return false;
    const timer = setTimeout(() => this.#drop(box.id), leftMs).unref();
    this.#held.set(box.id, { box, dropped: 0, requests: [], bytes: 0, ids: new Set(), waiting: new Set(), timer });
    return true;
  }

  async find(id: string): Promise<Box | undefined> {
    return this.peek(id);
  }

  /** As `find`, at once. */
  peek(id: string): Box | undefined {
    return this.#held.get(id)?.box;
  }

  newest(): Box | undefined {
    let newest: Box | undefined;
    for (const { box } of this.#held.values()) if (!newest || box.createdAt >= newest.createdAt) newest = box;
    return newest;
  }

  async change(id: string, behaviour: Behaviour): Promise<Box | undefined> {
    const held = this.#held.get(id);
    if (held) held.box = { ...held.box, behaviour };
    return held?.box;
  }

  async remove(id: string): Promise<boolean> {
    return this.#drop(id);
  }

  async keep(id: string, request: KeptRequest): Promise<void> {
    const held = this.#held.get(id);
    if (!held || held.ids.has(request.id)) return;
    held.requests.push(request);
    held.ids.add(request.id);
    held.bytes += sizeOf(request);
    this.#bytes += sizeOf(request);
    if (held.requests.length > MOST_REQUESTS) this.#dropOldest(held);
    while (this.#bytes > this.#limits.maxBytes) this.#dropOldest(this.#largest(held));
    wake(held);
  }

  async list(id: string): Promise<readonly KeptRequest[]> {
    return [...(this.#held.get(id)?.requests ?? [])];
  }

  async *watch(id: string, after: string | null, signal: AbortSignal): AsyncGenerator<KeptRequest> {
    const held = this.#held.get(id);
    if (!held) return;
    const found = after === null ? -1 : held.requests.findIndex((request) => request.id === after);
    const leave = () => wake(held);
    signal.addEventListener("abort", leave);
    try {
      for (let next = held.dropped + found + 1; !signal.aborted; ) {
        next = Math.max(next, held.dropped);
        const request = held.requests[next - held.dropped];
        if (request) {
          next++;
          yield request;
        } else if (this.#held.get(id) === held) {
          await new Promise<void>((resolve) => held.waiting.add(resolve));
        } else return;
      }
    } finally {
      signal.removeEventListener("abort", leave);
    }
  }

  #largest(fallback: Held): Held {
    let largest = fallback;
    for (const held of this.#held.values()) if (held.bytes > largest.bytes) largest = held;
    return largest;
  }

  #dropOldest(held: Held): void {
    const oldest = held.requests.shift();
    if (!oldest) return;
    held.dropped++;
    held.ids.delete(oldest.id);
    held.bytes -= sizeOf(oldest);
    this.#bytes -= sizeOf(oldest);
  }

  #drop(id: string): boolean {
    const held = this.#held.get(id);
    if (!held) return false;
    clearTimeout(held.timer);
    this.#held.delete(id);
    this.#bytes -= held.bytes;
    held.requests = [];
    wake(held);
    return true;
  }
}

function wake(held: Held): void {
  for (const resolve of held.waiting) resolve();
  held.waiting.clear();
}
