import { insidesOf } from "./inside.ts";
import { hideJwt } from "./jwt.ts";
import { isFillIn } from "./public-words.ts";
import type { StandIns } from "./stand-in.ts";
import { type Tracked, trackAll, trackOutsideEscapes } from "./tracked.ts";

/** One value that was replaced. `value` is the original: it never goes into a report, the check needs it. */
export interface Replaced {
  readonly name: string;
  readonly value: string;
  readonly standIn: string;
  /** False where a shape or a name told it from what stands around it: its ends may not be its own. */
  readonly isExact: boolean;
}

/** True for base64 of `id:secret`: what is secret in it is found inside. */
export function isCredentials(value: string): boolean {
  const [inside] = /^[A-Za-z0-9+/_=-]{16,}$/.test(value)
    ? insidesOf(value).filter(({ kind }) => kind === "base64")
    : [];
  return inside !== undefined && inside.start === 0 && inside.end === value.length && PAIR.test(inside.text);
}

/** `id:secret`. */
export const PAIR = /^(?!\s*[{[]\s*["{[])[^:\s]{1,400}:[\s\S]+$/;

/** A value with its letters and digits, escapes left out and with them. */
export interface Entry extends Replaced {
  readonly tracked: Tracked;
  readonly loose: Tracked;
  /** False for a value that is an everyday word here, or too short to be told from one: replaced where it was seen alone. */
  readonly isEverywhere: boolean;
}

const WHOLE_JWT = /^eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*){0,3}$/;

/** All values that are replaced, each with its stand-in. */
export class Book {
  readonly standIns: StandIns;
  readonly #publicText: string;
  readonly #entries = new Map<string, Entry>();
  readonly #jwts = new Map<string, string>();

  constructor(standIns: StandIns, publicWords: readonly string[]) {
    this.standIns = standIns;
    this.#publicText = publicWords.join("\n").toLowerCase();
  }

  add(name: string, value: string, isExact = false): void {
    const core = value.trim();
    if (WHOLE_JWT.test(core)) this.addJwt(core);
    if (WHOLE_JWT.test(core) || isCredentials(core)) return;
    if (core === "" || this.#entries.has(core) || core.length > 20_000) return;
    const tracked = trackOutsideEscapes(core);
    const isEverywhere = tracked.chars.length >= 4 && !this.#isPublic(core) && !this.#isPublic(tracked.chars);
    const entry = {
      name,
      value: core,
      standIn: this.standIns(core),
      isExact,
      tracked,
      loose: trackAll(core),
      isEverywhere,
    };
    this.#entries.set(core, entry);
  }

  /** True for a word of the public part, and for an address whose host is one. */
  #isPublic(value: string): boolean {
    const host = /^https?:\/\/([^/:?#]+)/.exec(value)?.[1];
    return this.#publicText.includes((host ?? value).toLowerCase());
  }

  addJwt(jwt: string): void {
    if (this.#jwts.has(jwt)) return;
    const { standIn, values } = hideJwt(jwt, this.standIns, (value) => this.#isPublic(value));
    this.#jwts.set(jwt, standIn);
    for (const value of values)
      if (value.length >= 6 && !isFillIn(value) && !value.includes("://")) this.add("in a JWT", value);
  }

  jwt(jwt: string): string | undefined {
    return this.#jwts.get(jwt);
  }

  jwts(): [string, string][] {
    return [...this.#jwts].sort(([a], [b]) => b.length - a.length);
  }

  /** The longest first: a value may be a part of another. */
  everywhere(): Entry[] {
    return [...this.#entries.values()]
      .filter(({ isEverywhere }) => isEverywhere)
      .sort((a, b) => b.value.length - a.value.length);
  }

  replaced(): Replaced[] {
    const jwts = [...this.#jwts].map(([value, standIn]) => ({ name: "JWT", value, standIn, isExact: true }));
    return [
      ...jwts,
      ...[...this.#entries.values()].map(({ name, value, standIn, isExact }) => ({ name, value, standIn, isExact })),
    ];
  }
}
