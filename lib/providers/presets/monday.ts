import type { Provider } from "../provider.ts";

export const monday: Provider = {
  id: "monday",
  name: "monday.com",
  tokenEndpoint: "https://auth.monday.com/oauth2/token",
  tokenEndpointTemplate: null,
  variables: [],
  domains: ["monday.com"],
  discovery: null,
  clientAuth: { methods: ["client_secret_post"], preferred: "client_secret_post", basicRequiredForRefresh: null },
  bodyFormats: ["form"],
  paramsInQueryAccepted: null,
  supportsRefresh: true,
  refreshTokenRotates: null,
  refreshTokenLifetime: null,
  accessTokenLifetimeSeconds: null,
  requiredHeaders: [],
  requiredParams: [],
  quirks: [
    "Two flows: legacy tokens never expire and have no refresh token; the opt-in OAuth 2.1 flow has expiring tokens and ANOTHER token URL",
    "The endpoint given here is the legacy one",
    "API calls take a POST to https://api.monday.com/v2",
  ],
  replies: [],
  verifyAccessToken: { method: "POST", url: "https://api.monday.com/v2", note: 'body {"query":"{me{id}}"}' },
  docs: "https://developer.monday.com/apps/docs/migrating-to-the-new-oauth-flow",
  confidence: "unsure",
  evidence: [
    "https://developer.monday.com/apps/docs/migrating-to-the-new-oauth-flow (new flow, new token URL, not shown in the excerpt)",
    "NangoHQ/nango providers.yaml @2f4c0af",
  ],
  hints: ["verifyAccessToken"],
};
