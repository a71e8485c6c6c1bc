import type { Provider } from "../provider.ts";

export const miro: Provider = {
  id: "miro",
  name: "Miro",
  tokenEndpoint: "https://api.miro.com/v1/oauth/token",
  tokenEndpointTemplate: null,
  variables: [],
  domains: ["miro.com"],
  discovery: null,
  clientAuth: { methods: ["client_secret_post"], preferred: "client_secret_post", basicRequiredForRefresh: false },
  bodyFormats: ["form"],
  paramsInQueryAccepted: true,
  supportsRefresh: true,
  refreshTokenRotates: true,
  refreshTokenLifetime: "60 days",
  accessTokenLifetimeSeconds: 3600,
  requiredHeaders: [],
  requiredParams: [],
  quirks: [
    "Documented with grant_type and refresh_token in the query and credentials in the body",
    "Only apps with 'Expire user authorization token' on get refresh tokens",
  ],
  replies: [
    {
      status: 400,
      error: "invalid_grant",
      text: null,
      meaning: "Used or 60 days old.",
      rule: "refresh-token-dead",
      sure: "C",
      source: null,
    },
  ],
  verifyAccessToken: { method: "GET", url: "https://api.miro.com/v1/oauth-token" },
  docs: "https://developers.miro.com/reference/get-new-access-token-using-refresh-token",
  confidence: "verified",
  evidence: [
    "https://developers.miro.com/reference/get-new-access-token-using-refresh-token",
    "NangoHQ/nango providers.yaml @2f4c0af",
  ],
  hints: ["errors", "verifyAccessToken"],
};
