import type { CertificateNames, Clocks, Exchange, JwtParts, UsedProxy } from "../../lib/http/exchange.ts";

/** One line of what an exchange showed. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** Seconds since the epoch (RFC 7519 section 2) as an ISO 8601 time; undefined beyond what a date can hold. */
export function formatEpoch(seconds: number): string | undefined {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(".000Z", "Z");
}

const TIMES = new Set(["exp", "iat", "nbf", "auth_time"]);

/** Header and claims of a JWT, times as clock times too, everything else as JSON. */
export function toJwtFacts({ header, claims }: JwtParts): Fact[] {
  return [...Object.entries(header), ...Object.entries(claims)].map(([name, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    const time = TIMES.has(name) && typeof value === "number" ? formatEpoch(value) : undefined;
    return { name, value: time === undefined ? text : `${text}, ${time}` };
  });
}

/** How far the server's clock is from ours, in words, and what follows for a JWT that is signed here. */
export function wordsForClocks({ skewSeconds }: Clocks): string {
  const seconds = Math.abs(skewSeconds);
  if (seconds <= 1) return "the server’s clock and this one agree";
  const way = skewSeconds > 0 ? "ahead of" : "behind";
  const unit = seconds === 1 ? "second" : "seconds";
  const danger = seconds > 30 ? ": a server may refuse an iat or exp for that" : "";
  return `the server’s clock is ${seconds} ${unit} ${way} this one${danger}`;
}

/** The addresses that the name has, the one that was used named as such; empty where there was no choice. */
export function toAddressFacts({ remote, failure }: Pick<Exchange, "remote" | "failure">): Fact[] {
  const all = remote?.addresses ?? failure?.addresses ?? [];
  if (all.length < 2 && !(failure?.addresses && all.length > 0)) return [];
  const value = all.map((address) => (address === remote?.address ? `${address} (used)` : address)).join(", ");
  return [{ name: remote ? "Addresses" : "Addresses tried", value }];
}

/** The certificates, the server's own first, each with its issuer and its end. */
export function toChainFacts(chain: readonly CertificateNames[]): Fact[] {
  return chain.map(({ subject, issuer, validTo }, i) => ({
    name: i === 0 ? "Server" : subject === issuer ? "Root" : `Issuer ${i}`,
    value: `${subject}, by ${subject === issuer ? "itself" : issuer}, to ${validTo.slice(0, 10)}`,
  }));
}

export function wordsForProxy({ url, from, how, status }: UsedProxy): string {
  const way = how === "CONNECT" ? "through a tunnel (CONNECT)" : "with the whole address in the request line";
  return `${url}, named by ${from}, ${way}${status === null ? "" : `, which it answered with ${status}`}`;
}

/** The nonce to answer, if the server asked for one (RFC 9449 section 8); undefined where the proof was taken. */
export function findAskedNonce({ dpop, response }: Pick<Exchange, "dpop" | "response">): string | undefined {
  const isRefused = response !== null && response.status >= 400;
  return isRefused && dpop?.serverNonce && dpop.serverNonce !== dpop.claims.nonce ? dpop.serverNonce : undefined;
}
