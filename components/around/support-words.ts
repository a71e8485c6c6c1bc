import { CLIENT_AUTH_METHODS, type ClientAuthMethod } from "../../lib/oauth/client-request.ts";
import type { Support } from "../../lib/oauth/discovery.ts";

/** What a form takes over from an issuer's metadata: the address, and a method that the server takes. */
export interface DiscoveredFields {
  readonly tokenEndpoint?: string;
  readonly clientAuth: ClientAuthMethod;
}

/** The method at hand stays if the server takes it; else the first that the server names and Regrant speaks. */
export function toDiscoveredFields(supports: Support, method: ClientAuthMethod): DiscoveredFields {
  const spoken = supports.clientAuth.flatMap((name) => CLIENT_AUTH_METHODS.find((each) => each === name) ?? []);
  const clientAuth = spoken.includes(method) ? method : (spoken[0] ?? method);
  const isTls = clientAuth === "tls_client_auth" || clientAuth === "self_signed_tls_client_auth";
  const tokenEndpoint = (isTls ? supports.mtlsTokenEndpoint : null) ?? supports.tokenEndpoint;
  return { ...(tokenEndpoint === null ? {} : { tokenEndpoint }), clientAuth };
}

/** What the metadata says of refreshing, line by line. */
export function toSupportFacts(supports: Support): { name: string; value: string }[] {
  const list = (values: readonly string[], none: string) => (values.length > 0 ? values.join(", ") : none);
  return [
    { name: "Token endpoint", value: supports.tokenEndpoint ?? "not named" },
    { name: "Client authentication", value: list(supports.clientAuth, "not named") },
    {
      name: "refresh_token",
      value: { true: "supported", false: "not among its grant types", null: "not told" }[`${supports.refresh}`],
    },
    { name: "DPoP", value: list(supports.dpopAlgorithms, "not named") },
    { name: "Introspection", value: supports.introspectionEndpoint ?? "not named" },
    { name: "Revocation", value: supports.revocationEndpoint ?? "not named" },
  ];
}
