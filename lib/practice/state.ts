import type { PracticeClient } from "./client.ts";

/** All refresh tokens that came from one grant, one after another (RFC 9700 section 4.14.2). */
export interface TokenFamily {
  readonly id: string;
  readonly clientId: string;
  readonly scope: string;
  /** The one refresh token that works, unless the family is revoked or expired. */
  readonly current: string;
  /** Refresh tokens that were rotated away, the newest last. */
  readonly rotated: readonly string[];
  /** Access tokens that were given out, the newest last. */
  readonly accessTokens: readonly string[];
  readonly revoked: boolean;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Grows by one with each change, so that several holders of a family can tell which of theirs is newer. */
  readonly version: number;
}

/** The families by id, the least recently used first. */
export interface PracticeState {
  readonly families: ReadonlyMap<string, TokenFamily>;
}

/** Random words, made by the caller: letters, digits, `-` and `_`, unguessable where that matters. */
export interface FreshIds {
  readonly family: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

export const EMPTY_STATE: PracticeState = { families: new Map() };

/** How long an unused refresh token lives: a day. */
export const REFRESH_TOKEN_LIFETIME_MS = 86_400_000;

const MOST_FAMILIES = 5_000;
/** Older ones are forgotten and count as never issued. */
const MOST_ROTATED = 100;
const MOST_ACCESS_TOKENS = 10;

/** Puts `family` last; expired families and, above the cap, the least recently used ones go. */
export function keepFamily(state: PracticeState, family: TokenFamily, now: number): PracticeState {
  const families = new Map(state.families);
  families.delete(family.id);
  families.set(family.id, family);
  for (const [id, each] of families) {
    // An expired family is kept for one more lifetime, so that its owner still hears what happened to it.
    const isOver = each.expiresAt + REFRESH_TOKEN_LIFETIME_MS < now;
    if (isOver || families.size > MOST_FAMILIES) families.delete(id);
    else break;
  }
  return { families };
}

/** A new family with a live refresh token for `client`. */
export function issueFamily(client: PracticeClient, ids: FreshIds, now: number): TokenFamily {
  return {
    id: ids.family,
    clientId: client.id,
    scope: client.scope,
    current: formatToken("rt", ids.family, ids.refreshToken) + client.tokenTail,
    rotated: [],
    accessTokens: [],
    revoked: false,
    expiresAt: now + REFRESH_TOKEN_LIFETIME_MS,
    version: 1,
  };
}

/** The family after one more refresh: a new refresh token, and the old one remembered. */
export function rotate(family: TokenFamily, client: PracticeClient, ids: FreshIds, now: number): TokenFamily {
  return {
    ...family,
    current: formatToken("rt", family.id, ids.refreshToken) + client.tokenTail,
    rotated: [...family.rotated, family.current].slice(-MOST_ROTATED),
    accessTokens: [...family.accessTokens, formatToken("at", family.id, ids.accessToken)].slice(-MOST_ACCESS_TOKENS),
    expiresAt: now + REFRESH_TOKEN_LIFETIME_MS,
    version: family.version + 1,
  };
}

/** The family after a token of it came back that was rotated away: none of its tokens works any more. */
export function revoke(family: TokenFamily): TokenFamily {
  return { ...family, revoked: true, version: family.version + 1 };
}

function formatToken(kind: "rt" | "at", family: string, random: string): string {
  return `${kind}_${family}.${random}`;
}

/** The family that a text names, whether it is one of its tokens or only holds one, quotes and all. */
export function findFamily(state: PracticeState, token: string): TokenFamily | undefined {
  const id = TOKEN.exec(token)?.[1];
  return id === undefined ? undefined : state.families.get(id);
}

const TOKEN = /(?:rt|at)_([\w-]+)\./;

/** The ids of families that a text names by their tokens, each once. */
export function findFamilyIds(text: string): string[] {
  return [...new Set([...text.matchAll(new RegExp(TOKEN, "g"))].map(([, id = ""]) => id))];
}
