import { expect, test } from "vitest";
import type { ClientAuthMethod } from "../../lib/oauth/client-request.ts";
import type { Support } from "../../lib/oauth/discovery.ts";
import { toClient } from "./around-client.ts";
import { toDiscoveredFields, toSupportFacts } from "./support-words.ts";

const SUPPORT: Support = {
  tokenEndpoint: "https://id.example.com/token",
  introspectionEndpoint: null,
  revocationEndpoint: null,
  clientAuth: ["client_secret_basic"],
  signingAlgorithms: [],
  dpopAlgorithms: [],
  scopes: [],
  refresh: null,
  mtlsTokenEndpoint: "https://mtls.example.com/token",
};

test.each<[takes: string[], had: ClientAuthMethod, method: ClientAuthMethod, host: string]>([
  [["client_secret_post", "client_secret_basic"], "client_secret_basic", "client_secret_basic", "id.example.com"],
  [["client_secret_post"], "client_secret_basic", "client_secret_post", "id.example.com"],
  [["something_new", "private_key_jwt"], "none", "private_key_jwt", "id.example.com"],
  [["something_new"], "none", "none", "id.example.com"],
  [["tls_client_auth"], "none", "tls_client_auth", "mtls.example.com"],
])("a server that takes %o, a form with %s", (clientAuth, had, method, host) => {
  const fields = toDiscoveredFields({ ...SUPPORT, clientAuth }, had);
  expect(fields.clientAuth).toBe(method);
  expect(new URL(fields.tokenEndpoint ?? "").host).toBe(host);
});

test("a document without a token endpoint leaves the address alone, and says so", () => {
  const supports = { ...SUPPORT, tokenEndpoint: null };
  expect(toDiscoveredFields(supports, "none")).not.toHaveProperty("tokenEndpoint");
  expect(toSupportFacts(supports)[0]).toEqual({ name: "Token endpoint", value: "not named" });
  expect(toSupportFacts({ ...SUPPORT, refresh: false })[2]?.value).toBe("not among its grant types");
});

test("who asks about a token is the client, and nothing of the refresh comes along", () => {
  const request = {
    tokenEndpoint: "https://id.example.com/token",
    refreshToken: "token",
    clientId: "id",
    clientSecret: "secret",
    clientAuth: "client_secret_post" as const,
    scope: "a",
    dpop: true,
    dpopNonce: "n",
    params: { a: "b" },
  };
  expect(toClient(request)).toEqual({ clientId: "id", clientSecret: "secret", clientAuth: "client_secret_post" });
});
