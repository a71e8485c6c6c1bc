import type { HttpRequest } from "../http/request.ts";
import { readAuthorization } from "../oauth/client-auth.ts";
import { toMeant, understand } from "../oauth/understand.ts";
import type { Evidence } from "../rules/evidence.ts";

/** The evidence, completed by all that follows from the request. */
export function withRequest(base: Evidence, request: HttpRequest): Evidence {
  const readsJson = base.provider?.bodyFormats.includes("json") ?? false;
  return {
    ...base,
    request,
    understood: understand(request, { readsJson }),
    meant: toMeant(request),
    authorization: readAuthorization(request),
  };
}
