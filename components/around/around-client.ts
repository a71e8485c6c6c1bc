import type { Exchange } from "../../lib/http/exchange.ts";
import type { Support } from "../../lib/oauth/discovery.ts";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import type { Finding } from "../../lib/rules/finding.ts";
import { readProblem } from "../exchange/send-client.ts";
import type { SendOptions } from "../exchange/send-options.ts";
import type { SentExchange } from "../exchange/sent.ts";

/** What `/api/discover` answers, as far as the page reads it. */
export interface Discovery {
  readonly issuer: string;
  readonly supports: Support | null;
  readonly exchanges: readonly Exchange[];
  readonly findings: readonly Finding[];
}

/** Asks an issuer for its metadata. Throws an Error in words for the page. */
export function askIssuer(issuer: string, options: SendOptions): Promise<Discovery> {
  return post("/api/discover", { issuer, ...options });
}

/** Calls a resource with an access token, with the key that the token is bound to if there is one. */
export function callResource(
  url: string,
  accessToken: string,
  bound: Bound,
  options: SendOptions,
): Promise<SentExchange> {
  return post("/api/resource", { url, accessToken, ...bound, ...options });
}

/** What a call with an access token needs beside it. */
export type Bound = Pick<RefreshRequest, "dpop" | "dpopKey">;

export type TokenTask = "introspect" | "revoke";

/** Asks about a token, or ends it, as the client of the refresh. */
export function callWithToken(
  task: TokenTask,
  endpoint: string,
  token: string,
  tokenTypeHint: string,
  request: RefreshRequest,
  options: SendOptions,
): Promise<SentExchange> {
  return post(`/api/${task}`, { endpoint, token, tokenTypeHint, ...toClient(request), ...options });
}

/** The client's part of a refresh: who asks, and how it proves that. */
export function toClient(request: RefreshRequest): Omit<RefreshRequest, "tokenEndpoint" | "refreshToken"> {
  const { tokenEndpoint: _e, refreshToken: _t, scope: _s, params: _p, headers: _h, resource: _r, ...client } = request;
  const { dpop: _d, dpopKey: _k, dpopNonce: _n, ...rest } = client;
  return rest;
}

async function post<T>(url: string, body: object): Promise<T> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => undefined);
  if (!response) throw new Error("The connection to this server broke.");
  if (!response.ok) throw new Error(await readProblem(response));
  return (await response.json()) as T;
}
