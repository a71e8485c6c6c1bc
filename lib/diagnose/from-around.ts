import type { Exchange, Reply } from "../http/exchange.ts";
import type { HttpRequest } from "../http/request.ts";
import type { RefreshRequest } from "../oauth/refresh-request.ts";
import { findProviderByUrl } from "../providers/find-provider.ts";
import { type Evidence, NO_EVIDENCE, type Task } from "../rules/evidence.ts";
import type { Finding } from "../rules/finding.ts";
import { decodeBytes, fromBase64 } from "../text/bytes.ts";
import { withRequest } from "./evidence.ts";
import { judge } from "./judge.ts";

/** What a request around a refresh is judged by: the exchange, the request that was sent, what the client's method was. */
export interface Around extends Partial<Pick<Evidence, "issuer" | "triedUrls">> {
  readonly task: Exclude<Task, "refresh">;
  readonly exchange: Omit<Exchange, "id">;
  readonly request: HttpRequest;
  readonly client?: Pick<RefreshRequest, "clientAuth" | "dpop">;
}

/** The findings on metadata, an introspection, a revocation or a call with an access token, the root cause first. */
export function diagnoseAround({ task, exchange, request, client, issuer, triedUrls }: Around): Finding[] {
  const { failure, remote, clocks, proxy } = exchange;
  const form = client
    ? { tokenEndpoint: "", clientId: "", refreshToken: "", clientAuth: client.clientAuth, dpop: client.dpop ?? false }
    : null;
  const base: Evidence = {
    ...NO_EVIDENCE,
    door: "form",
    task,
    form,
    reply: exchange.response ? toReply(exchange.response) : null,
    failure,
    remote,
    clocks: clocks ?? null,
    proxy: proxy ?? null,
    provider: findProviderByUrl(exchange.request.url)?.provider ?? null,
    issuer: issuer ?? null,
    triedUrls: triedUrls ?? [],
  };
  return [...judge(withRequest(base, request)).findings];
}

/** An answer as evidence. */
export function toReply(response: NonNullable<Exchange["response"]>): Reply {
  const bytes = fromBase64(response.body.base64) ?? new Uint8Array();
  return { status: response.status, headers: response.headers, body: decodeBytes(bytes) };
}
