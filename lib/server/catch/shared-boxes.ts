import "server-only";
import type { SharedMemory } from "../redis.ts";
import { hashId, seal, unseal } from "../redis-seal.ts";
import type { Behaviour } from "./behaviour.ts";
import { BOX_LIFETIME_MS, type Box, isBoxId, type KeptRequest, MOST_REQUESTS } from "./box.ts";
import type { Boxes, MemoryBoxes } from "./boxes.ts";

/** All instances hear here which box has something new, by the hash of its id. */
const NEWS = "regrant:boxes";
/** Stands where a box was until its time would have been over, so that no instance brings it back. */
const GONE = "gone";

/** A box that was deleted may not come back by the hand of an instance that has not heard of it, so both look first. */
const SAVE = `
if redis.call("GET", KEYS[1]) == "${GONE}" then return 0 end
redis.call("SET", KEYS[1], ARGV[4], "PXAT", ARGV[3])
redis.call("PUBLISH", ARGV[1], ARGV[2])
return 1`;
const APPEND = `
if redis.call("GET", KEYS[1]) == "${GONE}" then return 0 end
redis.call("XADD", KEYS[2], "MAXLEN", ARGV[5], "*", "d", ARGV[4])
redis.call("PEXPIREAT", KEYS[2], ARGV[3])
redis.call("PUBLISH", ARGV[1], ARGV[2])
return 1`;

const boxKey = (id: string) => `regrant:box:${hashId(id)}`;
const requestsKey = (id: string) => `regrant:requests:${hashId(id)}`;

/** How a box of this instance stands to the shared memory. */
interface Local {
  /** The place in the stream up to which everything is known here. */
  seen: string;
  syncing: Promise<boolean> | null;
  /** True while the box as it is here has not reached the shared memory. */
  isUnsaved: boolean;
}

/**
 * Boxes that all instances share. Each instance keeps those that it was asked for in its own memory, and works from there
 * alone while the shared memory is gone; when it comes back, each brings what the others lack.
 */
export class SharedBoxes implements Boxes {
  readonly #memory: MemoryBoxes;
  readonly #shared: SharedMemory;
  readonly #local = new Map<string, Local>();
  readonly #byHash = new Map<string, string>();
  /** Boxes that were deleted while nobody could be told, with the end of their time. */
  readonly #deleted = new Map<string, number>();

  constructor(memory: MemoryBoxes, shared: SharedMemory) {
    this.#memory = memory;
    this.#shared = shared;
    shared.onReady(() => void this.#reconcileAll());
    void shared.subscribe(NEWS, (hash) => {
      const id = this.#byHash.get(hash);
      if (id !== undefined) void this.find(id);
    });
  }

  async create(behaviour: Behaviour): Promise<Box | undefined> {
    const box = await this.#memory.create(behaviour);
    if (box) {
      this.#remember(box.id).isUnsaved = true;
      await this.#save(box);
    }
    return box;
  }

  newest(): Box | undefined {
    return this.#memory.newest();
  }

  async find(id: string): Promise<Box | undefined> {
    if (!isBoxId(id)) return undefined;
    if (this.#deleted.has(id)) return undefined;
    const local = this.#memory.peek(id);
    const read = await this.#shared.run((client) => client.get(boxKey(id)));
    if (!read.ok) return local;
    if (read.value === GONE) {
      this.#forget(id);
      return undefined;
    }
    if (read.value === null) {
      if (local) await this.#reconcile(local);
      else this.#forget(id);
      return local;
    }
    const box = parseBox(id, read.value);
    if (!box) return local;
    const known = this.#remember(id);
    if (local && !known.isUnsaved) await this.#memory.change(id, box.behaviour);
    if (!local && !this.#memory.adopt(box)) return undefined;
    await this.#sync(id);
    return this.#memory.peek(id);
  }

  async change(id: string, behaviour: Behaviour): Promise<Box | undefined> {
    if (!(await this.find(id))) return undefined;
    const box = await this.#memory.change(id, behaviour);
    if (box) {
      this.#remember(id).isUnsaved = true;
      await this.#save(box);
    }
    return box;
  }

  async remove(id: string): Promise<boolean> {
    const box = await this.find(id);
    if (!box) return false;
    this.#deleted.set(id, box.expiresAt);
    await this.#memory.remove(id);
    await this.#buryDeleted();
    this.#local.delete(id);
    this.#byHash.delete(hashId(id));
    return true;
  }

  /** The order of the shared stream is the order everywhere; without it, the order in which requests came here. */
  async keep(id: string, request: KeptRequest): Promise<void> {
    const box = this.#memory.peek(id);
    if (!box) return;
    if ((await this.#append(box, request)) && (await this.#sync(id))) return;
    await this.#memory.keep(id, request);
  }

  async list(id: string): Promise<readonly KeptRequest[]> {
    await this.#sync(id);
    return this.#memory.list(id);
  }

  async *watch(id: string, after: string | null, signal: AbortSignal): AsyncGenerator<KeptRequest> {
    await this.find(id);
    yield* this.#memory.watch(id, after, signal);
  }

  async #save(box: Box): Promise<boolean> {
    const known = this.#remember(box.id);
    const saved = await this.#write(SAVE, box, [seal(box.id, JSON.stringify(box))]);
    if (saved) known.isUnsaved = false;
    return saved;
  }

  async #append(box: Box, request: KeptRequest): Promise<boolean> {
    const text = seal(box.id, JSON.stringify({ ...request, raw: Buffer.from(request.raw).toString("base64") }));
    return this.#write(APPEND, box, [text, String(MOST_REQUESTS)]);
  }

  /** True if it was written; what was deleted elsewhere goes here as well. */
  async #write(script: string, box: Box, values: readonly string[]): Promise<boolean> {
    const written = await this.#shared.run((client) =>
      client.eval(script, {
        keys: [boxKey(box.id), requestsKey(box.id)],
        arguments: [NEWS, hashId(box.id), String(box.expiresAt), ...values],
      }),
    );
    if (written.ok && written.value === 0) this.#forget(box.id);
    return written.ok && written.value === 1;
  }

  /** Takes in what the stream has beyond what is known here, one reading at a time, in order. False if it is out of reach. */
  async #sync(id: string): Promise<boolean> {
    const known = this.#local.get(id);
    if (!known || !this.#memory.peek(id)) return false;
    while (known.syncing) await known.syncing;
    known.syncing = this.#readOn(id, known).finally(() => {
      known.syncing = null;
    });
    return known.syncing;
  }

  async #readOn(id: string, known: Local): Promise<boolean> {
    const read = await this.#shared.run((client) => client.xRange(requestsKey(id), `(${known.seen}`, "+"));
    if (!read.ok) return false;
    for (const entry of read.value ?? []) {
      const request = parseRequest(id, entry.message.d ?? "");
      if (request) await this.#memory.keep(id, request);
      known.seen = entry.id;
    }
    return true;
  }

  async #reconcileAll(): Promise<void> {
    await this.#buryDeleted();
    for (const id of this.#local.keys()) {
      const box = this.#memory.peek(id);
      if (box) await this.#reconcile(box);
      else this.#forget(id);
    }
  }

  /** Brings the shared memory what it lacks of a box, and this instance what it lacks. */
  async #reconcile(box: Box): Promise<void> {
    const known = this.#remember(box.id);
    const read = await this.#shared.run((client) => client.get(boxKey(box.id)));
    if (!read.ok) return;
    if (read.value === GONE) return this.#forget(box.id);
    if ((read.value === null || known.isUnsaved) && !(await this.#save(box))) return;
    const stream = await this.#shared.run((client) => client.xRange(requestsKey(box.id), "-", "+"));
    if (!stream.ok) return;
    const shared = new Set((stream.value ?? []).map(({ message }) => parseRequest(box.id, message.d ?? "")?.id));
    if (shared.size < MOST_REQUESTS) {
      for (const request of await this.#memory.list(box.id)) {
        if (!shared.has(request.id)) await this.#append(box, request);
      }
    }
    await this.#sync(box.id);
  }

  async #buryDeleted(): Promise<void> {
    for (const [id, expiresAt] of this.#deleted) {
      const { ok } = await this.#shared.run((client) =>
        client
          .multi()
          .set(boxKey(id), GONE, { expiration: { type: "PXAT", value: Math.max(expiresAt, Date.now() + 1000) } })
          .del(requestsKey(id))
          .publish(NEWS, hashId(id))
          .exec(),
      );
      if (ok || expiresAt < Date.now()) this.#deleted.delete(id);
    }
  }

  #remember(id: string): Local {
    const known = this.#local.get(id);
    if (known) return known;
    const fresh: Local = { seen: "0-0", syncing: null, isUnsaved: false };
    this.#local.set(id, fresh);
    this.#byHash.set(hashId(id), id);
    setTimeout(() => this.#forget(id), BOX_LIFETIME_MS).unref();
    return fresh;
  }

  #forget(id: string): void {
    void this.#memory.remove(id);
    this.#local.delete(id);
    this.#byHash.delete(hashId(id));
  }
}

function parseBox(id: string, sealed: string): Box | undefined {
  const text = unseal(id, sealed);
  return text === undefined ? undefined : (JSON.parse(text) as Box);
}

function parseRequest(id: string, sealed: string): KeptRequest | undefined {
  const text = unseal(id, sealed);
  if (text === undefined) return undefined;
  const { raw, ...rest } = JSON.parse(text) as Omit<KeptRequest, "raw"> & { raw: string };
  return { ...rest, raw: new Uint8Array(Buffer.from(raw, "base64")) };
}
