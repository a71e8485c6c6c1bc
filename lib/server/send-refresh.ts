import "server-only";
import { diagnoseExchange } from "../diagnose/from-exchange.ts";
import type { Exchange } from "../http/exchange.ts";
import type { HttpRequest } from "../http/request.ts";
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

/** Sends one refresh once and writes its log line; tells the request that went out, with all its parts' origins. */
export async function deliverRefresh(
  { id, refresh, url, timeoutMs, material }: RefreshOrder,
  settings: Settings,
  control: Partial<ExchangeControl>,
): Promise<{ readonly exchange: Exchange; readonly request: HttpRequest }> {
  const request = toHttpRequest(refresh, USER_AGENT, url, material?.credentials.proofs);
  const sent = await deliver({ request, url, timeoutMs, material }, settings, control);
  return { exchange: { id, ...sent }, request };
}

/** Sends one refresh once, writes its log line, and diagnoses what came. */
export async function sendRefresh(
  order: RefreshOrder,
  settings: Settings,
  control: Partial<ExchangeControl>,
): Promise<DiagnosedExchange> {
  const { exchange, request } = await deliverRefresh(order, settings, control);
  const preset = (order.provider && findProvider(order.provider)) || null;
  return { ...exchange, findings: diagnoseExchange(exchange, order.refresh, preset, request) };
}
