import "server-only";
import { diagnoseExchange } from "../diagnose/from-exchange.ts";
import type { Exchange } from "../http/exchange.ts";
import { type RefreshRequest, toHttpRequest } from "../oauth/refresh-request.ts";
import { findProvider } from "../providers/find-provider.ts";
import type { Finding } from "../rules/finding.ts";
import { deliver } from "./deliver.ts";
import type { ExchangeControl } from "./exchanges.ts";
import type { Material } from "./material.ts";
import type { Settings } from "./settings.ts";
import { USER_AGENT } from "./version.ts";

/** A refresh that may be sent: its endpoint is parsed, and `url` is what came of it. */
export interface RefreshOrder {
  readonly id: string;
  readonly refresh: RefreshRequest;
  readonly url: URL;
  readonly timeoutMs: number;
  /** Id or name of a preset; one that is not known is ignored. */
  readonly provider: string | undefined;
  /** What its method made of keys and certificates; none for methods that need none. */
  readonly material?: Material | undefined;
}

/** What came of a refresh, and what there is to say about it. */
export type DiagnosedExchange = Exchange & { readonly findings: readonly Finding[] };

/** Sends one refresh once, writes its log line, and diagnoses what came. */
export async function sendRefresh(
  { id, refresh, url, timeoutMs, provider, material }: RefreshOrder,
  settings: Settings,
  control: Partial<ExchangeControl>,
): Promise<DiagnosedExchange> {
  const request = toHttpRequest(refresh, USER_AGENT, url, material?.credentials.proofs);
  const exchange = { id, ...(await deliver({ request, url, timeoutMs, material }, settings, control)) };
  const preset = (provider && findProvider(provider)) || null;
  return { ...exchange, findings: diagnoseExchange(exchange, refresh, preset, request) };
}
