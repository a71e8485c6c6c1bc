import "server-only";
import { diagnoseAround, toReply } from "../diagnose/from-around.ts";
import type { HeaderField } from "../http/request.ts";
import {
  type ClientFields,
  type FormPair,
  fieldPair,
  toBareRequest,
  toClientRequest,
} from "../oauth/client-request.ts";
import { parseMetadata, type Support, toIssuer, toMetadataUrls, toSupport } from "../oauth/discovery.ts";
import { addedBy, fromField } from "../text/traced.ts";
import { deliver } from "./deliver.ts";
import type { Material } from "./material.ts";
import type { DiagnosedExchange } from "./send-refresh.ts";
import type { Settings } from "./settings.ts";
import { USER_AGENT } from "./version.ts";

interface Order {
  readonly url: URL;
  readonly timeoutMs: number;
  readonly material: Material;
  readonly settings: Settings;
  readonly signal: AbortSignal;
}

/** A token that the server is asked about, or that it is to end. */
export interface TokenCall extends ClientFields {
  readonly endpoint: string;
  readonly token: string;
  readonly tokenTypeHint?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

/** Introspects (RFC 7662 section 2.1) or revokes (RFC 7009 section 2.1) a token: one request, and what its answer says. */
export async function callWithToken(
  task: "introspect" | "revoke",
  call: TokenCall,
  { url, timeoutMs, material, settings, signal }: Order,
): Promise<DiagnosedExchange> {
  const before: FormPair[] = [fieldPair("token", "token", call.token)];
  if (call.tokenTypeHint) before.push(fieldPair("token_type_hint", "tokenTypeHint", call.tokenTypeHint));
  const form = { endpoint: { field: "endpoint", text: call.endpoint }, client: call, before, after: [] };
  const request = toClientRequest(
    { ...form, headers: call.headers ?? [] },
    USER_AGENT,
    url,
    material.credentials.proofs,
  );
  const exchange = await deliver({ request, url, timeoutMs, material }, settings, { signal });
  const findings = diagnoseAround({ task, exchange, request, client: call });
  return { id: crypto.randomUUID(), ...exchange, findings };
}

/** A call with an access token. */
export interface ResourceCall {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly accessToken: string;
  /** The word before the token. */
  readonly scheme: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

/** Calls a resource with an access token (RFC 6750 section 2.1): one request, and what its answer says of the token. */
export async function callResource(
  call: ResourceCall,
  { url, timeoutMs, material, settings, signal }: Order,
): Promise<DiagnosedExchange> {
  const value = { text: `${call.scheme} ${call.accessToken}`, pieces: tracePieces(call) };
  const own: HeaderField[] = [{ name: addedBy("regrant", "Authorization"), value }];
  const proof = material.credentials.proofs.dpop;
  if (proof !== undefined) own.push({ name: addedBy("regrant", "DPoP"), value: addedBy("regrant", proof) });
  const request = toBareRequest(call.method, { field: "url", text: call.url }, url, USER_AGENT, own, call.headers);
  const exchange = await deliver({ request, url, timeoutMs, material }, settings, { signal });
  const findings = diagnoseAround({ task: "resource", exchange, request });
  return { id: crypto.randomUUID(), ...exchange, findings };
}

function tracePieces({ scheme, accessToken }: ResourceCall) {
  return [...addedBy("regrant", `${scheme} `).pieces, ...fromField("accessToken", accessToken).pieces];
}

/** What a discovery gives. `request` is the one whose answer counts: the document's, or the last that was sent. */
export interface Discovered {
  readonly issuer: string;
  readonly metadata: Readonly<Record<string, unknown>> | null;
  readonly supports: Support | null;
  readonly request: DiagnosedExchange["request"];
  /** Every request that was sent, in order; the findings stand at the last. */
  readonly exchanges: readonly DiagnosedExchange[];
  readonly findings: DiagnosedExchange["findings"];
}

/**
 * Asks an issuer for its metadata, at the address of RFC 8414 and then, if need be, at that of OpenID Connect. `mayAsk` is
 * asked before each request but the first.
 */
export async function discover(
  issuer: string,
  { url, timeoutMs, material, settings, signal }: Order,
  mayAsk: () => Promise<boolean>,
): Promise<Discovered> {
  const exchanges: DiagnosedExchange[] = [];
  const triedUrls: string[] = [];
  for (const address of toMetadataUrls(url)) {
    if (exchanges.length > 0 && !(await mayAsk())) break;
    triedUrls.push(address.href);
    const request = toBareRequest("GET", { field: "issuer", text: issuer }, address, USER_AGENT);
    const sent = await deliver({ request, url: address, timeoutMs, material }, settings, { signal });
    const metadata = sent.response && sent.response.status === 200 ? parseMetadata(toReply(sent.response).body) : null;
    const found = metadata && (typeof metadata.issuer === "string" ? metadata.issuer : null);
    const about = metadata ? { asked: toIssuer(issuer), found } : null;
    const findings = diagnoseAround({ task: "discover", exchange: sent, request, issuer: about, triedUrls });
    exchanges.push({ id: crypto.randomUUID(), ...sent, findings });
    if (metadata) return toDiscovered(issuer, metadata, exchanges);
    // Where no server answered the second address would fail as well.
    if (!sent.response) break;
  }
  return toDiscovered(issuer, null, exchanges);
}

function toDiscovered(issuer: string, metadata: Discovered["metadata"], exchanges: DiagnosedExchange[]): Discovered {
  const last = exchanges.at(-1);
  if (!last) throw new Error("a discovery sends at least one request");
  const shown = exchanges.map((each) => (each === last ? each : { ...each, findings: [] }));
  const supports = metadata && toSupport(metadata);
  return { issuer, metadata, supports, request: last.request, exchanges: shown, findings: last.findings };
}
