import type { Provider } from "../provider.ts";

export const rippling: Provider = {
  id: "rippling",
  name: "Rippling (App Shop)",
  tokenEndpoint: "https://api.rippling.com/api/o/token/",
  tokenEndpointTemplate: null,
  variables: [],
  domains: ["rippling.com"],
  discovery: null,
  clientAuth: { methods: ["client_secret_basic"], preferred: "client_secret_basic", basicRequiredForRefresh: true },
  bodyFormats: ["form"],
  paramsInQueryAccepted: null,
  supportsRefresh: true,
  refreshTokenRotates: null,
  refreshTokenLifetime: null,
  accessTokenLifetimeSeconds: null,
  requiredHeaders: [],
  requiredParams: [],
  quirks: [
    "Trailing slash matters",
    "Sources disagree on the host: guide and REST reference differ",
    "Authorize URL is per app listing",
  ],
  replies: [],
  verifyAccessToken: null,
  docs: "https://developer.rippling.com/",
  confidence: "likely",
  evidence: [
    "several public integrations found by string search (Basic, trailing slash)",
    "one notes the REST reference names app.rippling.com/o/token",
  ],
  hints: [],
};
