import { type BasicEncoding, formatBasic } from "../http/basic.ts";
import { encodeComponent } from "../http/form.ts";
import { FORM_TYPE, type HeaderField, type HttpRequest } from "../http/request.ts";
import { addedBy, concat, fromField, type Origin, type Piece, type Traced } from "../text/traced.ts";

/** The client authentication methods of RFC 8414 `token_endpoint_auth_methods_supported` that Regrant speaks. */
export const CLIENT_AUTH_METHODS = [
  "client_secret_basic",
  "client_secret_post",
  "none",
  "client_secret_jwt",
  "private_key_jwt",
  "tls_client_auth",
  "self_signed_tls_client_auth",
] as const;
export type ClientAuthMethod = (typeof CLIENT_AUTH_METHODS)[number];

/** All that is needed to refresh (RFC 6749 section 6): what the form holds and what `/api/send` takes. */
export interface RefreshRequest {
  tokenEndpoint: string;
  clientId: string;
  clientSecret?: string;
  refreshToken: string;
  scope?: string;
  clientAuth: ClientAuthMethod;
  /** Default "form". */
  basicEncoding?: BasicEncoding;
  params?: Record<string, string>;
  headers?: [name: string, value: string][];
}

/** Parameters that the refresh itself sets; `params` may not name them. */
export const CORE_PARAMETERS = ["grant_type", "refresh_token", "client_id", "client_secret", "scope"] as const;

/** Headers of the caller's that would change the framing or the peer; they are refused. */
export const REFUSED_HEADERS = ["host", "content-length", "transfer-encoding", "connection", "expect"] as const;

/** Headers of the caller's that take the place of Regrant's own. */
const REPLACEABLE = ["authorization", "content-type", "accept", "user-agent"];

/**
 * The HTTP request that refreshes, every part traced to its form field. `tokenEndpoint` must be an absolute http(s) URL;
 * whoever has parsed it hands on the result, so that what was checked is what is sent. With client_secret_basic the body
 * carries no client_id (RFC 6749 section 2.3.1).
 */
export function toHttpRequest(
  refresh: RefreshRequest,
  userAgent: string,
  url: URL = new URL(refresh.tokenEndpoint),
): HttpRequest {
  const own = ownHeaders(refresh, userAgent);
  const extra = (refresh.headers ?? []).map(
    ([name, value], i): HeaderField => ({
      name: fromField(`headers.${i}.0`, name),
      value: fromField(`headers.${i}.1`, value),
    }),
  );
  const given = new Set(extra.map(({ name }) => name.text.toLowerCase()));
  const kept = own.filter(({ name }) => {
    const lower = name.text.toLowerCase();
    return !(REPLACEABLE.includes(lower) && given.has(lower));
  });
  const body = formatBody(refresh);
  const length = addedBy("regrant", String(new TextEncoder().encode(body.text).length));
  return {
    method: addedBy("regrant", "POST"),
    scheme: url.protocol.slice(0, -1),
    host: fromEndpoint(refresh, url.host),
    target: fromEndpoint(refresh, url.pathname + url.search),
    headers: [
      { name: addedBy("regrant", "Host"), value: fromEndpoint(refresh, url.host) },
      ...kept,
      ...extra,
      { name: addedBy("regrant", "Content-Length"), value: length },
      { name: addedBy("regrant", "Connection"), value: addedBy("regrant", "close") },
    ],
    body,
  };
}

function fromEndpoint(refresh: RefreshRequest, text: string): Traced {
  const origin: Origin = { door: "field", field: "tokenEndpoint", start: 0, end: refresh.tokenEndpoint.length };
  return { text, pieces: [{ text, origin }] };
}

function ownHeaders(refresh: RefreshRequest, userAgent: string): HeaderField[] {
  const headers: [string, string][] = [
    ["User-Agent", userAgent],
    ["Accept", "application/json"],
    ["Content-Type", FORM_TYPE],
  ];
  const own = headers.map(([name, value]) => ({ name: addedBy("regrant", name), value: addedBy("regrant", value) }));
  if (refresh.clientAuth !== "client_secret_basic") return own;
  const secret = refresh.clientSecret ?? "";
  const text = formatBasic(refresh.clientId, secret, refresh.basicEncoding ?? "form");
  const piece: Piece = { text, origin: { door: "field", field: "clientSecret", start: 0, end: secret.length } };
  return [{ name: addedBy("regrant", "Authorization"), value: { text, pieces: [piece] } }, ...own];
}

/** The form body: grant_type, refresh_token, scope, the client's own where the method puts it there, further params. */
function formatBody(refresh: RefreshRequest): Traced {
  const pairs: Traced[][] = [
    [addedBy("regrant", "grant_type=refresh_token")],
    [addedBy("regrant", "refresh_token="), encodedField("refreshToken", refresh.refreshToken)],
  ];
  if (refresh.clientAuth !== "client_secret_basic") {
    pairs.push([addedBy("regrant", "client_id="), encodedField("clientId", refresh.clientId)]);
  }
  if (refresh.clientAuth === "client_secret_post") {
    pairs.push([addedBy("regrant", "client_secret="), encodedField("clientSecret", refresh.clientSecret ?? "")]);
  }
  if (refresh.scope) pairs.push([addedBy("regrant", "scope="), encodedField("scope", refresh.scope)]);
  for (const [name, value] of Object.entries(refresh.params ?? {})) {
    const field = `params.${name}`;
    pairs.push([encodedField(field, name), addedBy("regrant", "="), encodedField(field, value)]);
  }
  return concat(...pairs.flatMap((pair, i) => (i === 0 ? pair : [addedBy("regrant", "&"), ...pair])));
}

function encodedField(field: string, value: string): Traced {
  if (value === "") return { text: "", pieces: [] };
  const text = encodeComponent(value);
  return { text, pieces: [{ text, origin: { door: "field", field, start: 0, end: value.length } }] };
}
