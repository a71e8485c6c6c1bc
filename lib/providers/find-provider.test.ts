import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findLookalikeHost, findProvider, findProviderByUrl } from "./find-provider.ts";
import { PROVIDERS } from "./providers.ts";

describe("by name", () => {
  test.each([
    ["keap", "keap"],
    ["Infusionsoft", "keap"],
    ["microsoft", "microsoft-entra"],
    ["atlassian", "atlassian-3lo"],
    ["amazon", "amazon-lwa"],
    ["github", "github-app"],
    ["stripe", "stripe-connect"],
    ["exactonline", "exact-online"],
    ["Exact_Online", "exact-online"],
    ["X", "x-twitter"],
    ["QuickBooks", "quickbooks"],
  ])("%s", (name, id) => {
    expect(findProvider(name)?.id).toBe(id);
  });
  test.each(["generic", "doorkeeper", "", "__proto__", "constructor"])("no preset: %s", (name) => {
    expect(findProvider(name)).toBeUndefined();
  });
});

describe("by address", () => {
  test.each([
    ["https://api.infusionsoft.com/token", "keap", "token-endpoint"],
    ["https://api.infusionsoft.com/crm/rest/v1/token", "keap", "other-path"],
    ["https://accounts.infusionsoft.com/app/oauth/authorize", "keap", "other-host"],
    ["https://accounts.google.com/o/oauth2/v2/auth", "google", "other-path"],
    ["https://accounts.google.com/o/oauth2/token", "google", "token-endpoint"],
    ["https://www.googleapis.com/oauth2/v4/token", "google", "token-endpoint"],
    ["https://login.microsoftonline.com/organizations/oauth2/v2.0/token", "microsoft-entra", "token-endpoint"],
    ["https://login.microsoftonline.com/common/oauth2/v2.0/authorize", "microsoft-entra", "other-path"],
    ["https://graph.microsoft.com/v1.0/me", "microsoft-entra", "other-host"],
    ["https://my-pool.auth.eu-central-1.amazoncognito.com/oauth2/token", "cognito", "token-endpoint"],
    ["https://my-pool.auth.eu-central-1.amazoncognito.com/login", "cognito", "other-path"],
    ["https://dev-123456.okta.com/oauth2/default/v1/token", "okta", "token-endpoint"],
    ["https://dev-123456.okta.com/oauth2/v1/authorize", "okta", "other-path"],
    ["https://tenant.eu.auth0.com/oauth/token", "auth0", "token-endpoint"],
    ["https://sso.example.com/auth/realms/r/protocol/openid-connect/token", "keycloak", "token-endpoint"],
    ["http://localhost:8081/realms/r/protocol/openid-connect/token", "keycloak", "token-endpoint"],
    ["https://gitlab.example.com/oauth/token", "gitlab", "token-endpoint"],
    ["https://accounts.zoho.com.au/oauth/v2/token", "zoho", "token-endpoint"],
    ["https://acme.zendesk.com/oauth/tokens", "zendesk", "token-endpoint"],
    ["https://acme.zendesk.com/oauth/token", "zendesk", "other-path"],
    ["https://account-d.docusign.com/oauth/token", "docusign", "token-endpoint"],
    ["https://api.box.com/oauth2/token/", "box", "token-endpoint"],
    ["https://api.sandbox.ebay.com/identity/v1/oauth2/token", "ebay", "token-endpoint"],
    ["https://api.amazon.co.uk/auth/o2/token", "amazon-lwa", "token-endpoint"],
    ["https://API.BOX.COM/oauth2/token", "box", "token-endpoint"],
  ])("%s", (url, id, is) => {
    expect(findProviderByUrl(url)).toMatchObject({ provider: { id }, is });
  });
  test.each(["https://auth.example.com/oauth/token", "not a url", "https://evil-box.com/oauth2/token", ""])(
    "nobody's: %s",
    (url) => {
      expect(findProviderByUrl(url)).toBeUndefined();
    },
  );
  test("a slash more or less is told", () => {
    expect(findProviderByUrl("https://open.tiktokapis.com/v2/oauth/token")?.exact).toBe(false);
    expect(findProviderByUrl("https://open.tiktokapis.com/v2/oauth/token/")?.exact).toBe(true);
  });
  test("every preset is found by its own address", () => {
    for (const provider of PROVIDERS) {
      const template = provider.tokenEndpoint ?? provider.tokenEndpointTemplate ?? "";
      const url = template.replace(
        /\{(\w+)\}/g,
        (_, name) => provider.variables.find((variable) => variable.name === name)?.example ?? "",
      );
      const found = findProviderByUrl(url);
      expect([provider.id, found?.is]).toEqual([provider.id, "token-endpoint"]);
      expect(found?.provider.id).toBe(provider.id === "amazon-sp-api" ? "amazon-lwa" : provider.id);
    }
  });
  test("any text is answered", () => {
    fc.assert(fc.property(fc.string(), (text) => void findProviderByUrl(`https://${text}`)));
    fc.assert(fc.property(fc.webUrl(), (url) => void findProviderByUrl(url)));
  });
});

test("a slip in a host is seen, the host itself is none", () => {
  expect(findLookalikeHost("oauth2.googleapi.com")).toMatchObject({ host: "oauth2.googleapis.com" });
  expect(findLookalikeHost("api.infusionsof.com")?.provider.id).toBe("keap");
  expect(findLookalikeHost("oauth2.googleapis.com")).toBeUndefined();
  expect(findLookalikeHost("auth.example.com")).toBeUndefined();
});
