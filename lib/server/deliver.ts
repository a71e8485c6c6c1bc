import "server-only";
import type { HttpRequest } from "../http/request.ts";
import type { PracticeRequest } from "../practice/parameters.ts";
import { SIGN_IN_REPLY } from "../practice/sign-in.ts";
import { encodeBytes } from "../text/bytes.ts";
import { LOCAL_EGRESS, PUBLIC_EGRESS } from "./egress.ts";
import type { ExchangeControl } from "./exchanges.ts";
import { logSend } from "./log.ts";
import type { Material } from "./material.ts";
import { type OwnEndpoint, sendInProcess } from "./own-endpoint.ts";
import { answerPractice } from "./practice-store.ts";
import { findProxy } from "./proxies.ts";
import { type Sent, send } from "./send.ts";
import type { Settings } from "./settings.ts";

/** One request that may be sent: `url` was parsed and is what is connected to. */
export interface Delivery {
  readonly request: HttpRequest;
  readonly url: URL;
  readonly timeoutMs: number;
  readonly material?: Material | undefined;
}

/** Sends a request once by the rules of the mode, writes its log line, and tells what was made for it. */
export async function deliver(
  { request, url, timeoutMs, material }: Delivery,
  { mode, origins, proxies }: Settings,
  control: Partial<ExchangeControl>,
): Promise<Sent> {
  const own = mode === "public" ? findOwnEndpoint(url, origins) : undefined;
  const policy = mode === "public" ? PUBLIC_EGRESS : LOCAL_EGRESS;
  const proxy = proxies ? findProxy(proxies, url) : undefined;
  const { identity, told } = material?.credentials ?? {};
  const ca = material?.ca;
  const sent = await (own
    ? sendInProcess(request, own)
    : send(request, url, { policy, timeoutMs, ca, identity, proxy, ...control }));
  logSend({ host: url.host, status: sent.response?.status ?? null, failure: sent.failure?.kind ?? null });
  return { ...sent, ...tell(told, sent), ...(identity && { clientCertificate: identity.described }) };
}

function tell(told: Material["credentials"]["told"] | undefined, { response }: Sent) {
  if (!told?.dpop) return told;
  const nonce = response?.headers.find(([name]) => name.toLowerCase() === "dpop-nonce")?.[1];
  return { ...told, dpop: { ...told.dpop, serverNonce: nonce || null } };
}

/** The endpoint of this process that an address under one of its own origins leads to. */
function findOwnEndpoint(url: URL, origins: readonly string[]): OwnEndpoint | undefined {
  return origins.includes(url.origin) ? OWN_ENDPOINTS[url.pathname] : undefined;
}

const OWN_ENDPOINTS: Partial<Record<string, OwnEndpoint>> = {
  "/practice/token": (request) =>
    request.method.text === "POST" ? answerPractice(toPracticeRequest(request)) : ONLY_POST,
  "/practice/authorize": () => SIGN_IN_REPLY,
};

const ONLY_POST = { status: 405, headers: [["Allow", "POST, OPTIONS"]], body: "" } as const;

/** What the practice server sees of a request. */
export function toPracticeRequest({ target, headers, body }: HttpRequest): PracticeRequest {
  const [, query = ""] = target.text.split(/\?(.*)/s);
  return {
    query,
    headers: headers.map(({ name, value }) => [name.text, value.text] as const),
    body: encodeBytes(body?.text ?? ""),
  };
}
