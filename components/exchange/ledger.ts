import type { History } from "./history.ts";
import { type Sent, tokensOf } from "./sent.ts";

/**
 * What is known of a refresh token. "new": it came and was not sent since. "good": the server took it and gave no other.
 * "rotated": it was spent for another one. "refused": the server called it dead. "revoked": ended from this page.
 * "doubted": the token before it was sent once more, for which careful servers end the whole chain (RFC 9700 section
 * 4.14.2). "lost": it was sent and no answer came. "unjudged": no answer was about it.
 */
export type Fate = "new" | "good" | "rotated" | "refused" | "revoked" | "doubted" | "lost" | "unjudged";

/** One refresh token of this tab; times in milliseconds since 1970. */
export interface LedgerEntry {
  readonly token: string;
  readonly host: string;
  /** From 1, in the order in which the tab saw them. */
  readonly number: number;
  /** The token that was spent for it, by number; null where it was entered. */
  readonly from: number | null;
  readonly seenAt: number;
  readonly fate: Fate;
  readonly fateAt: number;
  /** The rule that tells how it died, of a refused one. */
  readonly rule: string | null;
}

/** A refresh token that was ended from this page. */
export interface Revocation {
  readonly token: string;
  readonly at: number;
}

type Entry = { -readonly [Key in keyof LedgerEntry]: LedgerEntry[Key] };

/** Which refresh token came from which, and what became of each, as far as this tab's sends tell. */
export function toLedger(history: History, revocations: readonly Revocation[]): LedgerEntry[] {
  const entries: Entry[] = [];
  const find = (token: string, host: string) => entries.find((one) => one.token === token && one.host === host);
  const add = (token: string, host: string, from: number | null, at: number, fate: Fate): Entry => {
    const number = entries.length + 1;
    const entry: Entry = { token, host, number, from, seenAt: at, fate, fateAt: at, rule: null };
    entries.push(entry);
    return entry;
  };
  const end = ({ token, at }: Revocation) => {
    for (const entry of entries) if (entry.token === token) Object.assign(entry, { fate: "revoked", fateAt: at });
  };
  const left = [...revocations].sort((a, b) => a.at - b.at);
  for (const sent of history) {
    while (left[0] && left[0].at < sent.at) end(left.shift() as Revocation);
    const { at } = sent;
    const host = hostOf(sent);
    const entry = find(sent.request.refreshToken, host) ?? add(sent.request.refreshToken, host, null, at, "unjudged");
    const wasRotated = entry.fate === "rotated";
    const tokens = tokensOf(sent);
    const next = tokens?.rotated ? tokens.refreshToken : null;
    if (next !== null) {
      if (!find(next, host)) add(next, host, entry.number, at, "new");
      judge(entry, "rotated", at);
    } else if (tokens) judge(entry, "good", at);
    else {
      const rule = findDeath(sent);
      if (rule !== null) judge(entry, "refused", at, rule);
      else if (mayBeLost(sent) && !isDead(entry)) judge(entry, "lost", at);
      if (wasRotated && sent.exchange.response) doubtAfter(entries, entry.number, at);
    }
  }
  left.forEach(end);
  return entries;
}

function judge(entry: Entry, fate: Fate, at: number, rule: string | null = null): void {
  // Of a token that was rotated it is known how it died; a later refusal only repeats that.
  if (entry.fate === "rotated" && fate === "refused") return;
  Object.assign(entry, { fate, fateAt: at, rule });
}

/** Those that came from a token, and from those, as far as they live. */
function doubtAfter(entries: readonly Entry[], number: number, at: number): void {
  for (const entry of entries.filter(({ from }) => from === number)) {
    if (!isDead(entry)) judge(entry, "doubted", at);
    doubtAfter(entries, entry.number, at);
  }
}

/** The rule that says how the token died; null where the answer is not about the token. */
function findDeath({ exchange: { findings } }: Sent): string | null {
  return findings.find(({ rule, severity }) => severity === "error" && /^refresh-token-/.test(rule))?.rule ?? null;
}

/** True if the request may have arrived, and what came of it is not known. */
function mayBeLost({ exchange: { response, failure, timings }, request }: Sent): boolean {
  if (response || !failure || ["blocked", "dns", "refused", "tls"].includes(failure.kind)) return false;
  return request.tokenEndpoint.startsWith("https:") ? timings.tlsMs !== null : timings.connectMs !== null;
}

export function isDead({ fate }: Pick<LedgerEntry, "fate">): boolean {
  return fate === "rotated" || fate === "refused" || fate === "revoked";
}

/** The token to send now in the place of one: itself where it lives, or else the last that came from it and lives. */
export function findLiving(ledger: readonly LedgerEntry[], entry: LedgerEntry): LedgerEntry | undefined {
  if (!isDead(entry)) return entry;
  const children = ledger.filter(({ from }) => from === entry.number);
  return children.map((child) => findLiving(ledger, child)).findLast((living) => living !== undefined);
}

export function hostOf({ request: { tokenEndpoint } }: Sent): string {
  return URL.canParse(tokenEndpoint) ? new URL(tokenEndpoint).host : tokenEndpoint;
}
