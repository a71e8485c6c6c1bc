import "server-only";
import diagnosticsChannel from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import net from "node:net";

/**
 * The header under which a request's socket address reaches the routes. Next hands them no socket, and the X-Forwarded-For
 * that it fills in may as well be the client's own.
 */
const PEER_HEADER = "x-regrant-peer";

/** Writes the socket's address over whatever the client sent under that name. Called once, when the server starts. */
export function recordPeers(): void {
  diagnosticsChannel.subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
  });
}

/**
 * Who calls: the socket's address, or, where a trusted proxy holds that socket, the last address in X-Forwarded-For that is
 * no trusted proxy's. Undefined where the server was started without `recordPeers`.
 */
export function findClientAddress(headers: Headers, trusted: net.BlockList): string | undefined {
  const peer = headers.get(PEER_HEADER);
  if (!peer) return undefined;
  const hops = [...(headers.get("x-forwarded-for")?.split(",") ?? []), peer].map((hop) => plainAddress(hop.trim()));
  let client = plainAddress(peer);
  for (const hop of hops.reverse()) {
    if (net.isIP(hop) === 0) return client;
    client = hop;
    if (!trusted.check(hop, net.isIPv6(hop) ? "ipv6" : "ipv4")) return client;
  }
  return client;
}

/** An IPv4 address that came in its IPv6 clothes (`::ffff:192.0.2.1`), without them; no zone. */
function plainAddress(address: string): string {
  const mapped = /^::ffff:([0-9.]+)$/i.exec(address)?.[1];
  return mapped && net.isIPv4(mapped) ? mapped : address.replace(/%.*$/, "");
}
