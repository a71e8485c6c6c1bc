import "server-only";
import type net from "node:net";
import type { Failure } from "../http/exchange.ts";
import { parseStatusLine } from "../http/response-head.ts";
import { portOf } from "./egress.ts";
import { toConnectFailure } from "./failures.ts";
import { proxyAuthorization } from "./proxies.ts";
import { USER_AGENT } from "./version.ts";

/** What the proxy answered. `status` null: nothing that could be read. */
export type Tunnelled =
  | { readonly ok: true; readonly status: number }
  | { readonly ok: false; readonly status: number | null; readonly failure: Failure };

/** Bytes of a proxy's answer that are read. */
const MOST_BYTES = 64 * 1024;

/** Asks a proxy for a tunnel to the host of `url` (RFC 9110 section 9.3.6). The target is the name: the proxy looks it up. */
export function openTunnel(socket: net.Socket, url: URL, proxy: URL, signal: AbortSignal): Promise<Tunnelled> {
  return new Promise((resolve) => {
    let bytes = Buffer.alloc(0);
    const settle = (result: Tunnelled) => {
      signal.removeEventListener("abort", onAbort);
      socket.off("data", onData).off("end", onEnd).off("close", onEnd).off("error", onError).pause();
      resolve(result);
    };
    const fail = (failure: Failure, status: number | null = null) => settle({ ok: false, status, failure });
    const onAbort = () => fail(signal.reason);
    const onError = (error: Error) => fail(toConnectFailure(error));
    const onEnd = () => fail({ kind: "reset", message: "The proxy closed the connection without an answer." });
    const onData = (piece: Buffer) => {
      bytes = Buffer.concat([bytes, piece]);
      const end = bytes.indexOf("\r\n\r\n");
      if (end < 0 && bytes.length < MOST_BYTES) return;
      const status = parseStatusLine(bytes.subarray(0, Math.max(bytes.indexOf("\r\n"), 0)))?.status;
      if (end < 0 || status === undefined) return fail(NO_HTTP);
      if (status < 200 || status > 299) return fail(toRefusal(status), status);
      // A proxy that speaks on before the handshake is none.
      if (bytes.length > end + 4) return fail(NO_HTTP, status);
      settle({ ok: true, status });
    };
    if (signal.aborted) return onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    socket.on("data", onData).once("end", onEnd).once("close", onEnd).once("error", onError).resume();
    socket.write(formatConnect(url, proxy));
  });
}

const NO_HTTP: Failure = { kind: "protocol", message: "The proxy did not answer the CONNECT request with HTTP." };

function toRefusal(status: number): Failure {
  const why = status === 407 ? "it wants a user name and a password, or other ones" : "it did not open a tunnel";
  return { kind: "refused", message: `The proxy answered ${status}: ${why}. The token server was not reached.` };
}

function formatConnect(url: URL, proxy: URL): string {
  const target = `${url.hostname}:${portOf(url)}`;
  const authorization = proxyAuthorization(proxy);
  const lines = [`CONNECT ${target} HTTP/1.1`, `Host: ${target}`, `User-Agent: ${USER_AGENT}`];
  if (authorization !== undefined) lines.push(`Proxy-Authorization: ${authorization}`);
  return `${lines.join("\r\n")}\r\n\r\n`;
}
