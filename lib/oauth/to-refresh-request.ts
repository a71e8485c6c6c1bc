import { formatUrl, type HttpRequest } from "../http/request.ts";
import { isKnown, type Traced } from "../text/traced.ts";
import type { AuthorizationReading } from "./client-auth.ts";
import { REFUSED_HEADERS } from "./client-request.ts";
import { CORE_PARAMETERS, type RefreshRequest } from "./refresh-request.ts";
import type { UnderstoodParameter } from "./understood.ts";

/** Headers that every client adds in its own manner and that say nothing of the refresh. */
const CLIENTS_OWN = ["authorization", "content-type", "accept", "user-agent", "accept-encoding", ...REFUSED_HEADERS];

/**
 * What a form would hold for this request; null for a request without a refresh token, or without an address. A value
 * that only run time knows stays as it is written.
 */
export function toRefreshRequest(
  request: HttpRequest,
  meant: readonly UnderstoodParameter[],
  authorization: AuthorizationReading | null,
): RefreshRequest | null {
  const textOf = (name: string): string | undefined => meant.find((one) => one.name.text === name)?.value.text;
  const refreshToken = textOf("refresh_token");
  const tokenEndpoint = toEndpoint(request, meant);
  if (refreshToken === undefined || tokenEndpoint === undefined) return null;
  const clientSecret = textOf("client_secret");
  const isBasic = authorization?.scheme === "basic" && clientSecret !== undefined;
  const scope = textOf("scope");
  const params = meant.filter(({ name, from }) => from !== "authorization" && !isCore(name) && name.text !== "");
  const headers = request.headers.filter(({ name, value }) => isOwn(name, value));
  return {
    tokenEndpoint,
    clientId: textOf("client_id") ?? "",
    ...(clientSecret === undefined ? {} : { clientSecret }),
    refreshToken,
    ...(scope === undefined ? {} : { scope }),
    clientAuth: isBasic ? "client_secret_basic" : clientSecret === undefined ? "none" : "client_secret_post",
    ...(params.length === 0
      ? {}
      : { params: Object.fromEntries(params.map(({ name, value }) => [name.text, value.text])) }),
    ...(headers.length === 0 ? {} : { headers: headers.map(({ name, value }) => [name.text, value.text]) }),
  };
}

/** The address; its query only where no parameter of the grant was in it. */
function toEndpoint(request: HttpRequest, meant: readonly UnderstoodParameter[]): string | undefined {
  const url = formatUrl(request);
  const hasGrant = meant.some(({ name, from }) => from === "query" && isCore(name));
  const endpoint = hasGrant ? (url.split("?")[0] ?? url) : url;
  return request.host.text !== "" && isKnown(request.host) && URL.canParse(endpoint) ? endpoint : undefined;
}

function isCore({ text }: Traced): boolean {
  return (CORE_PARAMETERS as readonly string[]).includes(text);
}

function isOwn(name: Traced, value: Traced): boolean {
  return !CLIENTS_OWN.includes(name.text.toLowerCase()) && value.pieces.some(({ origin }) => origin.door !== "added");
}
