import "server-only";
import { diagnoseExchange } from "../diagnose/from-exchange.ts";
import type { Exchange } from "../http/exchange.ts";
import type { HttpRequest } from "../http/request.ts";
import { type RefreshRequest, toHttpRequest } from "../oauth/refresh-request.ts";
import { findProvider } from "../providers/find-provider.ts";
import type { Finding } from "../rules/finding.ts";
import { encodeBytes } from "../text/bytes.ts";
import { LOCAL_EGRESS, PUBLIC_EGRESS } from "./egress.ts";
import type { ExchangeControl } from "./exchanges.ts";
import { logSend } from "./log.ts";
import { type OwnEndpoint, sendInProcess } from "./own-endpoint.ts";
import { answerPractice } from "./practice-store.ts";
import { send } from "./send.ts";
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
}

/** What came of a refresh, and what there is to say about it. */
export type DiagnosedExchange = Exchange & { readonly findings: readonly Finding[] };

/** Sends one refresh once, writes its log line, and diagnoses what came. */
export async function sendRefresh(
  { id, refresh, url, timeoutMs, provider }: RefreshOrder,
  { mode, origins }: Settings,
  control: Partial<ExchangeControl>,
): Promise<DiagnosedExchange> {
  const request = toHttpRequest(refresh, USER_AGENT, url);
  const own = mode === "public" ? findOwnEndpoint(url, origins) : undefined;
  const policy = mode === "public" ? PUBLIC_EGRESS : LOCAL_EGRESS;
  const sent = await (own ? sendInProcess(request, own) : send(request, url, { policy, timeoutMs, ...control }));
  const exchange = { id, ...sent };
  logSend({ host: url.host, status: sent.response?.status ?? null, failure: sent.failure?.kind ?? null });
  return { ...exchange, findings: diagnoseExchange(exchange, refresh, (provider && findProvider(provider)) || null) };
}

/** The endpoint of this process that an address under one of its own origins leads to. */
function findOwnEndpoint(url: URL, origins: readonly string[]): OwnEndpoint | undefined {
  return url.pathname === "/practice/token" && origins.includes(url.origin) ? toPractice : undefined;
}

function toPractice(request: HttpRequest) {
  const [, query = ""] = request.target.text.split(/\?(.*)/s);
  const headers = request.headers.map(({ name, value }) => [name.text, value.text] as const);
  return answerPractice({ query, headers, body: encodeBytes(request.body?.text ?? "") });
}
