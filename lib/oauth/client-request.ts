import { type BasicEncoding, formatBasic } from "../http/basic.ts";
import { encodeComponent } from "../http/form.ts";
import { FORM_TYPE, type HeaderField, type HttpRequest } from "../http/request.ts";
import { addedBy, concat, fromField, type Origin, type Piece, type Traced, unknownValue } from "../text/traced.ts";

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

/** A private key as it was pasted: PEM (PKCS#8, PKCS#1, SEC 1) or JWK, one of the two. */
export interface KeySource {
  pem?: string;
  jwk?: Record<string, string | boolean | string[]>;
  /** A JWS algorithm (RFC 7518 section 3.1); by default the first that fits the key. */
  alg?: string;
  kid?: string;
}

/** How a client proves at an endpoint of the server who it is. */
export interface ClientFields {
  clientId: string;
  clientSecret?: string;
  clientAuth: ClientAuthMethod;
  /** Default "form". */
  basicEncoding?: BasicEncoding;
  /** Signs the assertion of private_key_jwt, or the TLS handshake of the two TLS methods. */
  clientKey?: KeySource;
  /** The certificate of the TLS methods, PEM, with its chain behind it if there is one. */
  certificate?: string;
  /** Of the assertion: HS256 to HS512 for client_secret_jwt, the `aud` (default: the endpoint), seconds until `exp` (60). */
  assertion?: { alg?: string; audience?: string; lifetimeSeconds?: number };
  /** Sends a DPoP proof along (RFC 9449), made with `dpopKey`, or with a key made for this one send. */
  dpop?: boolean;
  dpopKey?: KeySource;
  /** The nonce that the server asked for with `use_dpop_nonce`. */
  dpopNonce?: string;
}

/** What only the moment of sending can make, since it is signed then. */
export interface Proofs {
  /** `client_assertion` (RFC 7523 section 2.2). */
  readonly assertion?: string;
  /** The `DPoP` header (RFC 9449 section 4.1). */
  readonly dpop?: string;
}

/** `client_assertion_type` of a JWT (RFC 7523 section 2.2). */
export const JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Headers of the caller's that would change the framing or the peer; they are refused. */
export const REFUSED_HEADERS = ["host", "content-length", "transfer-encoding", "connection", "expect"] as const;

/** Headers of the caller's that take the place of Regrant's own. */
const REPLACEABLE = ["authorization", "content-type", "accept", "user-agent"];

/** One name and value of a form body, encoded. */
export type FormPair = readonly Traced[];

/** A form that a client posts. `before` and `after` stand around the client's own parameters. */
export interface ClientCall {
  /** The form field that the address was typed into, and what was typed there. */
  readonly endpoint: { readonly field: string; readonly text: string };
  readonly client: ClientFields;
  readonly before: readonly FormPair[];
  readonly after: readonly FormPair[];
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/**
 * The POST that carries a form and the client's proof, every part traced to its field. With client_secret_basic the body
 * has no client_id (RFC 6749 section 2.3.1). What `proofs` lacks is an unknown value: it is signed when it is sent.
 */
export function toClientRequest(call: ClientCall, userAgent: string, url: URL, proofs: Proofs = {}): HttpRequest {
  const { endpoint, client } = call;
  const body = joinPairs([...call.before, ...clientPairs(client, proofs), ...call.after]);
  const length = addedBy("regrant", String(new TextEncoder().encode(body.text).length));
  const own = [...authorizationOf(client), ...ownHeaders(userAgent, FORM_TYPE), ...dpopHeader(client, proofs)];
  return {
    ...toTarget(url, endpoint),
    method: addedBy("regrant", "POST"),
    headers: [
      { name: addedBy("regrant", "Host"), value: traceEndpoint(url.host, endpoint) },
      ...mergeHeaders(own, call.headers),
      { name: addedBy("regrant", "Content-Length"), value: length },
      { name: addedBy("regrant", "Connection"), value: addedBy("regrant", "close") },
    ],
    body,
  };
}

/** A GET, or a POST with nothing in it. `own` are headers that the caller's may replace. */
export function toBareRequest(
  method: "GET" | "POST",
  endpoint: ClientCall["endpoint"],
  url: URL,
  userAgent: string,
  own: readonly HeaderField[] = [],
  given: ClientCall["headers"] = [],
): HttpRequest {
  return {
    ...toTarget(url, endpoint),
    method: addedBy("regrant", method),
    headers: [
      { name: addedBy("regrant", "Host"), value: traceEndpoint(url.host, endpoint) },
      ...mergeHeaders([...own, ...ownHeaders(userAgent)], given),
      ...(method === "POST" ? [{ name: addedBy("regrant", "Content-Length"), value: addedBy("regrant", "0") }] : []),
      { name: addedBy("regrant", "Connection"), value: addedBy("regrant", "close") },
    ],
    body: null,
  };
}

function toTarget(url: URL, endpoint: ClientCall["endpoint"]): Pick<HttpRequest, "scheme" | "host" | "target"> {
  return {
    scheme: url.protocol.slice(0, -1),
    host: traceEndpoint(url.host, endpoint),
    target: traceEndpoint(url.pathname + url.search, endpoint),
  };
}

function traceEndpoint(text: string, { field, text: typed }: ClientCall["endpoint"]): Traced {
  return { text, pieces: [{ text, origin: { door: "field", field, start: 0, end: typed.length } }] };
}

/** Our own headers, less those that the caller replaces, then the caller's. */
function mergeHeaders(own: readonly HeaderField[], given: ClientCall["headers"]): HeaderField[] {
  const names = new Set(given.map(([name]) => name.toLowerCase()));
  const kept = own.filter(({ name }) => {
    const lower = name.text.toLowerCase();
    return !(REPLACEABLE.includes(lower) && names.has(lower));
  });
  const extra = given.map(
    ([name, value], i): HeaderField => ({
      name: fromField(`headers.${i}.0`, name),
      value: fromField(`headers.${i}.1`, value),
    }),
  );
  return [...kept, ...extra];
}

function ownHeaders(userAgent: string, contentType?: string): HeaderField[] {
  const headers = [
    ["User-Agent", userAgent],
    ["Accept", "application/json"],
    ...(contentType ? [["Content-Type", contentType]] : []),
  ];
  return headers.map(([name = "", value = ""]) => ({
    name: addedBy("regrant", name),
    value: addedBy("regrant", value),
  }));
}

function authorizationOf(client: ClientFields): HeaderField[] {
  if (client.clientAuth !== "client_secret_basic") return [];
  const secret = client.clientSecret ?? "";
  const text = formatBasic(client.clientId, secret, client.basicEncoding ?? "form");
  const piece: Piece = { text, origin: { door: "field", field: "clientSecret", start: 0, end: secret.length } };
  return [{ name: addedBy("regrant", "Authorization"), value: { text, pieces: [piece] } }];
}

function dpopHeader({ dpop }: ClientFields, proofs: Proofs): HeaderField[] {
  if (!dpop) return [];
  const value = proofs.dpop === undefined ? signedLater("DPoP proof") : addedBy("regrant", proofs.dpop);
  return [{ name: addedBy("regrant", "DPoP"), value }];
}

/** The client's own parameters, where its method puts them: RFC 6749 2.3.1, RFC 7523 2.2, RFC 8705 2. */
function clientPairs(client: ClientFields, { assertion }: Proofs): FormPair[] {
  const { clientAuth } = client;
  if (clientAuth === "client_secret_basic") return [];
  const pairs: FormPair[] = [fieldPair("client_id", "clientId", client.clientId)];
  if (clientAuth === "client_secret_post") {
    pairs.push(fieldPair("client_secret", "clientSecret", client.clientSecret ?? ""));
  }
  if (clientAuth === "client_secret_jwt" || clientAuth === "private_key_jwt") {
    const value = assertion === undefined ? signedLater("client assertion") : addedBy("regrant", assertion);
    pairs.push(
      [addedBy("regrant", `client_assertion_type=${encodeComponent(JWT_BEARER)}`)],
      [addedBy("regrant", "client_assertion="), value],
    );
  }
  return pairs;
}

function signedLater(name: string): Traced {
  const origin: Origin = { door: "added", by: "regrant" };
  return unknownValue(name, "(signed-when-it-is-sent)", origin);
}

/** `name=value` with the value of a form field. */
export function fieldPair(name: string, field: string, value: string): FormPair {
  return [addedBy("regrant", `${name}=`), encodedField(field, value)];
}

/** A text of a form field as it stands in a form body. */
export function encodedField(field: string, value: string): Traced {
  if (value === "") return { text: "", pieces: [] };
  const text = encodeComponent(value);
  return { text, pieces: [{ text, origin: { door: "field", field, start: 0, end: value.length } }] };
}

function joinPairs(pairs: readonly FormPair[]): Traced {
  return concat(...pairs.flatMap((pair, i) => (i === 0 ? pair : [addedBy("regrant", "&"), ...pair])));
}
