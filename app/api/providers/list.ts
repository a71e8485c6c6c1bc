import type { z } from "zod";
import type { Provider } from "../../../lib/providers/provider.ts";
import { PROVIDERS } from "../../../lib/providers/providers.ts";
import type { providersReply } from "./schema.ts";

type ProvidersReply = z.infer<typeof providersReply>;

/** Every preset as the API answers it: what a caller needs to send a refresh, and how far it can be trusted. */
export function listProviders(): ProvidersReply {
  return { providers: PROVIDERS.map(toListed) };
}

function toListed(provider: Provider): ProvidersReply["providers"][number] {
  return {
    id: provider.id,
    name: provider.name,
    aliases: [...(provider.aliases ?? [])],
    tokenEndpoint: provider.tokenEndpoint,
    tokenEndpointTemplate: provider.tokenEndpointTemplate,
    variables: provider.variables.map((variable) => ({ ...variable })),
    discovery: provider.discovery,
    clientAuth: { ...provider.clientAuth, methods: [...provider.clientAuth.methods] },
    bodyFormats: [...provider.bodyFormats],
    paramsInQueryAccepted: provider.paramsInQueryAccepted,
    supportsRefresh: provider.supportsRefresh,
    refreshTokenRotates: provider.refreshTokenRotates,
    refreshTokenLifetime: provider.refreshTokenLifetime,
    accessTokenLifetimeSeconds: provider.accessTokenLifetimeSeconds,
    requiredHeaders: provider.requiredHeaders.map((header) => ({ ...header })),
    requiredParams: [...provider.requiredParams],
    quirks: [...provider.quirks],
    punishesProbes: provider.punishesProbes ?? null,
    verifyAccessToken: provider.verifyAccessToken && { note: null, ...provider.verifyAccessToken },
    docs: provider.docs,
    confidence: provider.confidence,
    hints: [...provider.hints],
  };
}
