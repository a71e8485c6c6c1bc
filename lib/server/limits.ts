import "server-only";
import net from "node:net";
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { toBlockList } from "./block-list.ts";
import { parseIpv6Groups } from "./ipv6.ts";
import { findClientAddress } from "./peer.ts";
import type { SharedMemory } from "./redis.ts";
import type { Settings } from "./settings.ts";

/** Counts what a client does: null if it may once more now, otherwise the whole seconds until it may. */
export type ClientLimit = (headers: Headers) => Promise<number | null>;

/** The limit on sends of these settings: none in local mode, otherwise so many a minute for each client address. */
export function createSendLimit(
  { sendsPerMinute, trustedProxies }: Settings,
  shared: SharedMemory | null = null,
): ClientLimit {
  if (sendsPerMinute === null) return async () => null;
  return createClientLimit({ name: "sends", perMinute: sendsPerMinute, trustedProxies, shared });
}

/**
 * So many a minute for each client address. Where instances share a memory they count together, and each by itself for as
 * long as that memory does not answer.
 */
export function createClientLimit({
  name,
  perMinute,
  trustedProxies,
  shared,
}: {
  name: string;
  perMinute: number;
  trustedProxies: readonly string[];
  shared: SharedMemory | null;
}): ClientLimit {
  const own = new RateLimiterMemory({ points: perMinute, duration: 60 });
  const joint =
    shared &&
    new RateLimiterRedis({
      storeClient: shared.client,
      useRedisPackage: true,
      keyPrefix: `regrant:${name}`,
      points: perMinute,
      duration: 60,
    });
  const trusted = toBlockList(trustedProxies);
  return async (headers) => {
    const key = toKey(findClientAddress(headers, trusted));
    const counted = shared && joint ? await shared.run(() => consume(joint, key)) : null;
    return counted?.ok ? counted.value : consume(own, key);
  };
}

async function consume(limiter: RateLimiterAbstract, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    throw refusal;
  }
}

/** One key a client: an IPv4 address, or the /64 that an IPv6 client has to itself. Callers without an address share one. */
function toKey(address: string | undefined): string {
  if (address === undefined || !net.isIPv6(address)) return address ?? "unknown";
  return parseIpv6Groups(address).slice(0, 4).join(":");
}
