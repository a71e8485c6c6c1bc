import type { Provider } from "../provider.ts";

export const sageIntacct: Provider = {
  id: "sage-intacct",
  name: "Sage Intacct REST",
  aliases: ["intacct"],
  tokenEndpoint: "https://api.intacct.com/ia/api/v1/oauth2/token",
  tokenEndpointTemplate: null,
  variables: [],
  domains: ["intacct.com"],
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
    "A new authorisation by the same user and company silently kills the earlier connection (undocumented, seen by Nango July 2026)",
  ],
  replies: [
    {
      status: 401,
      error: "tokenInvalid",
      text: "Token is not valid",
      meaning: "REST-2102: superseded by a newer authorisation or expired.",
      rule: "refresh-token-revoked",
      sure: "B",
      source: "developer.sage.com/intacct/docs/developer-portal/guides/oauth2",
    },
  ],
  verifyAccessToken: null,
  docs: "https://developer.sage.com/intacct/docs/developer-portal/guides/oauth2",
  confidence: "likely",
  evidence: [
    "https://nango.dev/blog/fix-sage-intacct-oauth-token-invalid-refresh-failures",
    "developer.sage.com/intacct oauth2 guide",
    "NangoHQ/nango providers.yaml @2f4c0af",
  ],
  hints: ["clientAuth", "HTTP status"],
};
