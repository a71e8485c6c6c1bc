import type { Exchange } from "../../lib/http/exchange.ts";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import type { Finding } from "../../lib/rules/finding.ts";
import type { SendOptions } from "./send-options.ts";
import { findTokens, type TokenSet } from "./token-set.ts";

/** The stages of a send as the server tells them, in their order. */
export const STAGES = ["dns", "connect", "tls", "wait", "read"] as const;
export type Stage = (typeof STAGES)[number];
export const STAGE_NAMES: Record<Stage, string> = {
  dns: "Resolving",
  connect: "Connecting",
  tls: "TLS",
  wait: "First byte",
  read: "Body",
};

export interface StageEvent {
  readonly stage: Stage;
  readonly atMs: number;
}

/** What `/api/send` answers. */
export type SentExchange = Exchange & { readonly findings: readonly Finding[] };

/** One finished send: what was asked for, what came of it, and when (milliseconds since 1970). */
export interface Sent {
  readonly exchange: SentExchange;
  readonly request: RefreshRequest;
  readonly provider: string;
  /** What this server was told beside the request; absent in what a tab kept before an update. */
  readonly options?: SendOptions;
  readonly at: number;
}

/** The tokens that a send brought; undefined where it brought none. */
export function tokensOf({ exchange, request, at }: Sent): TokenSet | undefined {
  return findTokens(exchange, request.refreshToken, at);
}

/** All values of one send that must not be shown unasked. */
export function secretsOf(sent: Sent): string[] {
  const { request } = sent;
  const tokens = tokensOf(sent);
  const values = [
    request.clientSecret,
    request.refreshToken,
    tokens?.accessToken,
    tokens?.refreshToken,
    tokens?.idToken,
  ];
  return values.filter((value): value is string => typeof value === "string" && value !== "");
}
