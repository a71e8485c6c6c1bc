import type { HttpRequest } from "../http/request.ts";
import { readAuthorization } from "../oauth/client-auth.ts";
import { toMeant, understand } from "../oauth/understand.ts";
import { findProviderOf } from "../providers/find-provider.ts";
import type { Evidence } from "../rules/evidence.ts";

/** The evidence, completed by all that follows from the request. */
export function withRequest(base: Evidence, request: HttpRequest): Evidence {
  const provider = base.provider ?? findProviderOf(request)?.provider ?? null;
  const readsJson = provider?.bodyFormats.includes("json") ?? false;
  return {
    ...base,
    provider,
    request,
    understood: understand(request, { readsJson }),
    meant: toMeant(request),
    authorization: readAuthorization(request),
  };
}
