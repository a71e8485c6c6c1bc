import "server-only";
import net from "node:net";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { toBlockList } from "./block-list.ts";
import { parseIpv6Groups } from "./ipv6.ts";
import { findClientAddress } from "./peer.ts";
import type { Settings } from "./settings.ts";

/** Counts sends: null if one more is allowed now, otherwise the whole seconds until it is. */
export type SendLimit = (headers: Headers) => Promise<number | null>;

/** The limit of these settings: none in local mode, otherwise so many a minute for each client address. */
export function createSendLimit({ sendsPerMinute, trustedProxies }: Settings): SendLimit {
  if (sendsPerMinute === null) return async () => null;
  const limiter = new RateLimiterMemory({ points: sendsPerMinute, duration: 60 });
  const trusted = toBlockList(trustedProxies);
  return async (headers) => {
    try {
      await limiter.consume(toKey(findClientAddress(headers, trusted)));
      return null;
    } catch (refusal) {
      if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw refusal;
    }
  };
}

/** One key a client: an IPv4 address, or the /64 that an IPv6 client has to itself. Callers without an address share one. */
function toKey(address: string | undefined): string {
  if (address === undefined || !net.isIPv6(address)) return address ?? "unknown";
  return parseIpv6Groups(address).slice(0, 4).join(":");
}
