import "server-only";
import { keepFamily, type PracticeState, type TokenFamily } from "../practice/state.ts";
import type { SharedMemory } from "./redis.ts";
import { hashId, seal, unseal } from "./redis-seal.ts";

/** All instances hear here that every practice token was forgotten. */
const RESETS = "regrant:practice-resets";
const PREFIX = "regrant:practice:";
/** Stands where a family was until its time would have been over, so that no instance brings it back. */
const GONE = "gone";

/** The newer version wins; of two that are as new, the one that came first. */
const SAVE = `
local held = redis.call("HGET", KEYS[1], "version")
if held == "${GONE}" then return 0 end
if held and tonumber(held) >= tonumber(ARGV[1]) then return 0 end
redis.call("HSET", KEYS[1], "version", ARGV[1], "family", ARGV[2])
redis.call("PEXPIREAT", KEYS[1], ARGV[3])
return 1`;

const keyOf = (id: string) => PREFIX + hashId(id);

/** "taken": the shared memory holds it. "late": it holds something newer. "alone": it is out of reach, or there is none. */
export type Saved = "taken" | "late" | "alone";

/**
 * Token families as every instance knows them. Each works from its own memory; a change counts once the shared memory has
 * taken it, so that no token is rotated at two instances. While that memory is gone each instance is alone, and brings what
 * it changed when it is back.
 */
export class PracticeFamilies {
  readonly #shared: SharedMemory | null;
  readonly #unsaved = new Set<string>();
  state: PracticeState;

  constructor(shared: SharedMemory | null, state: PracticeState) {
    this.#shared = shared;
    this.state = state;
    shared?.onReady(() => void this.#saveRest());
    void shared?.subscribe(RESETS, () => this.#clear());
  }

  /** True where other instances may hold the same families. */
  get isShared(): boolean {
    return this.#shared !== null;
  }

  /** Takes in what the others have made of these families. */
  async pull(ids: readonly string[], now: number): Promise<void> {
    for (const id of ids) {
      const read = await this.#shared?.run((client) => client.hGetAll(keyOf(id)));
      if (!read?.ok) return;
      const { version, family: sealed = "" } = read.value;
      const own = this.state.families.get(id);
      if (version === GONE) this.#drop(id);
      else if (version !== undefined && (!own || Number(version) >= own.version)) this.#adopt(id, sealed, now);
      else if (own) await this.save(own);
    }
  }

  /** Offers families to the shared memory. "late" if that of one of them is newer. */
  async save(...families: readonly TokenFamily[]): Promise<Saved> {
    const saved = await this.#shared?.run((client) =>
      Promise.all(
        families.map((family) =>
          client.eval(SAVE, {
            keys: [keyOf(family.id)],
            arguments: [`${family.version}`, seal(family.id, JSON.stringify(family)), `${family.expiresAt}`],
          }),
        ),
      ),
    );
    if (!saved?.ok) {
      if (this.#shared) for (const { id } of families) this.#unsaved.add(id);
      return "alone";
    }
    for (const { id } of families) this.#unsaved.delete(id);
    return saved.value.every((each) => each === 1) ? "taken" : "late";
  }

  /** Forgets families, everywhere. */
  async forget(families: readonly TokenFamily[]): Promise<void> {
    for (const { id, expiresAt } of families) {
      this.#drop(id);
      await this.#shared?.run((client) =>
        client
          .multi()
          .del(keyOf(id))
          .hSet(keyOf(id), "version", GONE)
          .pExpireAt(keyOf(id), Math.max(expiresAt, Date.now() + 1000))
          .exec(),
      );
    }
  }

  /** Forgets all families, everywhere. */
  async forgetAll(): Promise<void> {
    this.#clear();
    await this.#shared?.run(async (client) => {
      for await (const keys of client.scanIterator({ MATCH: `${PREFIX}*`, COUNT: 1000 })) {
        if (keys.length > 0) await client.unlink(keys);
      }
      await client.publish(RESETS, "all");
    });
  }

  #adopt(id: string, sealed: string, now: number): void {
    const text = unseal(id, sealed);
    if (text !== undefined) this.state = keepFamily(this.state, JSON.parse(text) as TokenFamily, now);
  }

  #drop(id: string): void {
    this.#unsaved.delete(id);
    const families = new Map(this.state.families);
    if (families.delete(id)) this.state = { families };
  }

  #clear(): void {
    this.#unsaved.clear();
    this.state = { families: new Map() };
  }

  async #saveRest(): Promise<void> {
    for (const id of [...this.#unsaved]) {
      const family = this.state.families.get(id);
      if (family) await this.save(family);
      else this.#unsaved.delete(id);
    }
  }
}
