import type { JsonObject } from "./error-members.ts";
import { isObject } from "./token-reply.ts";

const OAUTH = "/.well-known/oauth-authorization-server";
const OPENID = "/.well-known/openid-configuration";

/**
 * The addresses at which an issuer's metadata may stand, in the order of asking: inserted between host and path (RFC 8414
 * section 3.1), then appended to the path (OpenID Connect Discovery 1.0 section 4). A document's own address is the only one.
 */
export function toMetadataUrls(issuer: URL): URL[] {
  if (issuer.pathname.includes("/.well-known/")) return [issuer];
  const path = issuer.pathname.replace(/\/$/, "");
  return [`${OAUTH}${path}`, `${path}${OPENID}`].map((each) => new URL(each, issuer.origin));
}

/** The issuer whose document stands at an address; the text itself for an issuer. */
export function toIssuer(text: string): string {
  for (const known of [OAUTH, OPENID]) {
    const at = text.indexOf(known);
    if (at >= 0) return text.slice(0, at) + text.slice(at + known.length);
  }
  return text;
}

/** Deeper JSON is no metadata, and would overflow whoever walks it. */
const DEEPEST = 20;

/** A metadata document: a JSON object that names an issuer or a token endpoint; null for anything else. */
export function parseMetadata(body: string): JsonObject | null {
  let depth = 0;
  for (const char of body) {
    if (char === "{" || char === "[") depth++;
    else if (char === "}" || char === "]") depth--;
    if (depth > DEEPEST) return null;
  }
  try {
    const value: unknown = JSON.parse(body.replace(/^\uFEFF/, ""));
    return isObject(value) && (textOf(value.issuer) ?? textOf(value.token_endpoint)) !== null ? value : null;
  } catch {
    return null;
  }
}

/** What a server's metadata says of refreshing there; null and empty where it is silent. */
export interface Support {
  readonly tokenEndpoint: string | null;
  readonly introspectionEndpoint: string | null;
  readonly revocationEndpoint: string | null;
  /** `token_endpoint_auth_methods_supported`; client_secret_basic where it is left out (RFC 8414 section 2). */
  readonly clientAuth: readonly string[];
  readonly signingAlgorithms: readonly string[];
  readonly dpopAlgorithms: readonly string[];
  readonly scopes: readonly string[];
  /** Whether refresh_token is among `grant_types_supported`; null where that is left out. */
  readonly refresh: boolean | null;
  /** The token endpoint that takes client certificates (RFC 8705 section 5). */
  readonly mtlsTokenEndpoint: string | null;
}

export function toSupport(metadata: JsonObject): Support {
  const methods = textsOf(metadata.token_endpoint_auth_methods_supported);
  const aliases = isObject(metadata.mtls_endpoint_aliases) ? metadata.mtls_endpoint_aliases : {};
  const grants = metadata.grant_types_supported;
  return {
    tokenEndpoint: textOf(metadata.token_endpoint),
    introspectionEndpoint: textOf(metadata.introspection_endpoint),
    revocationEndpoint: textOf(metadata.revocation_endpoint),
    clientAuth: methods.length > 0 ? methods : ["client_secret_basic"],
    signingAlgorithms: textsOf(metadata.token_endpoint_auth_signing_alg_values_supported),
    dpopAlgorithms: textsOf(metadata.dpop_signing_alg_values_supported),
    scopes: textsOf(metadata.scopes_supported),
    refresh: Array.isArray(grants) ? grants.includes("refresh_token") : null,
    mtlsTokenEndpoint: textOf(aliases.token_endpoint),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
