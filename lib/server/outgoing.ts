import "server-only";
import type { HttpRequest } from "../http/request.ts";
import { formatRequestBytes } from "../http/request-bytes.ts";
import { addedBy, concat } from "../text/traced.ts";
import { type ProxyServer, proxyAuthorization } from "./proxies.ts";

/** A request as bytes: those that go out, and those that may be shown. They differ by a proxy's password alone. */
export interface Outgoing {
  readonly bytes: Uint8Array;
  readonly shown: Uint8Array;
}

/**
 * The bytes of a request to `url`. A proxy gets an http request in the absolute form (RFC 9112 section 3.2.2), with its own
 * authorization; of https it sees a tunnel only.
 */
export function formatOutgoing(request: HttpRequest, url: URL, proxy: ProxyServer | undefined): Outgoing {
  if (!proxy?.url || url.protocol !== "http:") {
    const bytes = formatRequestBytes(request);
    return { bytes, shown: bytes };
  }
  const target = concat(addedBy("regrant", `http://${url.host}`), request.target);
  const authorization = proxyAuthorization(proxy.url);
  const format = (value: string | undefined) => {
    const header = value && { name: addedBy("regrant", "Proxy-Authorization"), value: addedBy("regrant", value) };
    return formatRequestBytes({ ...request, target, headers: [...request.headers, ...(header ? [header] : [])] });
  };
  return { bytes: format(authorization), shown: format(authorization && "Basic ***") };
}
