import fc from "fast-check";
import { expect, test } from "vitest";
import { CLIENT_AUTH_METHODS } from "../oauth/client-request.ts";
import type { RefreshRequest } from "../oauth/refresh-request.ts";
import { toSnippets } from "./catalog.ts";

const REFRESH: RefreshRequest = {
  tokenEndpoint: "https://auth.example.com/oauth/token",
  clientId: "my-client-id",
  clientSecret: "s3cr3t+value/==",
  refreshToken: "refresh-token-value",
  clientAuth: "client_secret_basic",
};

test("every id of the contract, in its order", () => {
  const ids =
    "curl-posix curl-cmd curl-batch curl-powershell invoke-restmethod raw-http http-file javascript-fetch node-https python-requests python-httpx python-urllib csharp-httpclient php-curl php-guzzle ruby-net-http go-net-http java-httpclient rust-reqwest httpie wget postman-collection";
  expect(toSnippets(REFRESH, { secrets: "env" }).map(({ id }) => id)).toEqual(ids.split(" "));
});

test.each(["client_secret_jwt", "private_key_jwt", "tls_client_auth", "self_signed_tls_client_auth"] as const)(
  "%s is declined everywhere, with the reason",
  (clientAuth) => {
    for (const { code, declined } of toSnippets({ ...REFRESH, clientAuth }, { secrets: "env" })) {
      expect(code).toBeNull();
      expect(declined).toContain(clientAuth);
    }
  },
);

const text = fc.string({ unit: "binary", maxLength: 40 });
const name = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/);
const value = text.map((each) => each.replace(/[\r\n\0]/g, ""));
const refresh = fc.record(
  {
    tokenEndpoint: fc.oneof(fc.webUrl({ withQueryParameters: true }), text),
    clientId: text,
    clientSecret: text,
    refreshToken: text,
    scope: text,
    clientAuth: fc.constantFrom(...CLIENT_AUTH_METHODS),
    basicEncoding: fc.constantFrom("form" as const, "raw" as const),
    params: fc.dictionary(text, text),
    headers: fc.array(fc.tuple(name, value)),
  },
  { requiredKeys: ["tokenEndpoint", "clientId", "refreshToken", "clientAuth"] },
);

test("any request gets code or a reason from each target, never both and never neither", () => {
  fc.assert(
    fc.property(refresh, fc.constantFrom("env" as const, "literal" as const), (request, secrets) => {
      for (const { code, declined } of toSnippets(request as RefreshRequest, { secrets })) {
        if ((code === null) !== (typeof declined === "string" && declined.length > 10)) return false;
      }
      return true;
    }),
    { numRuns: 300 },
  );
});

test("in env mode no value of id, secret or token stands in any text", () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9+/='"$% ]{12,30}$/).map((each) => `Zq9${each}`);
  fc.assert(
    fc.property(secret, secret, secret, fc.constantFrom(...CLIENT_AUTH_METHODS), (id, own, token, clientAuth) => {
      const request = { ...REFRESH, clientId: id, clientSecret: own, refreshToken: token, clientAuth };
      return toSnippets(request, { secrets: "env" }).every(({ code }) => !code?.includes("Zq9"));
    }),
    { numRuns: 150 },
  );
});

test("the longest body that the route takes is written", () => {
  expect(toSnippets({ ...REFRESH, refreshToken: "a'\"\\$%é\n".repeat(8000) }, { secrets: "literal" })).toHaveLength(22);
});
