import type { Redirect } from "./exchange.ts";

/**
 * Where a redirect leads and what following it would do to a request (RFC 9110 section 15.4, and what clients do); undefined
 * for a status that is none. Nothing is followed.
 */
export function toRedirect(
  from: URL,
  method: string,
  status: number,
  headers: readonly (readonly [name: string, value: string])[],
): Redirect | undefined {
  if (![301, 302, 303, 307, 308].includes(status)) return undefined;
  const location = headers.find(([name]) => name.toLowerCase() === "location")?.[1];
  const parsed = location !== undefined && URL.canParse(location, from) ? new URL(location, from) : undefined;
  const to = parsed && /^https?:$/.test(parsed.protocol) ? parsed : undefined;
  const isOtherHost = to !== undefined && to.host !== from.host;
  const isDowngrade = from.protocol === "https:" && to?.protocol === "http:";
  const keepsBody = method === "POST" && (status === 307 || status === 308);
  const next = method === "GET" || !keepsBody ? "GET" : "POST";
  const keepsAuthorization = to !== undefined && to.origin === from.origin;
  return {
    to: to?.href ?? null,
    isOtherHost,
    isDowngrade,
    method: next,
    keepsBody,
    keepsAuthorization,
    sentence: sayRedirect({ status, isLost: method === "POST" && !keepsBody, isOtherHost, isDowngrade, to }),
  };
}

interface Hop {
  readonly status: number;
  readonly isLost: boolean;
  readonly isOtherHost: boolean;
  readonly isDowngrade: boolean;
  readonly to: URL | undefined;
}

function sayRedirect({ status, isLost, isOtherHost, isDowngrade, to }: Hop): string {
  if (!to) return `The server answers ${status} without an address that a client could follow.`;
  const what = isLost
    ? `curl -L would turn this POST into a GET without its body (${status}).`
    : `A client that follows it repeats the request as it is (${status}).`;
  const where = isDowngrade
    ? " It leads from https to http: secrets would travel in the open."
    : isOtherHost
      ? " It leads to another host: most clients drop the Authorization header there, and none should hand on a secret."
      : "";
  return `${what}${where} It was not followed.`;
}
