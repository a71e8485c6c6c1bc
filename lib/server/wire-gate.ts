import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { findRefusal, REFUSAL_HEADER, type Visit } from "./gate.ts";
import { LARGEST_BODY } from "./request-body.ts";
import { settings } from "./settings.ts";

/** The request line and Host of a request, as Node parsed them. */
export interface RequestLine {
  readonly method: string;
  readonly target: string;
  /** Every Host header there is. */
  readonly hosts: readonly string[];
}

const KNOWN_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** No route takes it, so a method that Next cannot read gets the same 405 as this one. */
const STAND_IN_METHOD = "PATCH";

/**
 * The request line as Next can take it. Next redirects, throws or logs the target before `proxy.ts` sees what is not plain:
 * an absolute target, a doubled slash under a foreign Host, a broken escape, TRACE. Each becomes a plain request that gets
 * the right refusal there. In an absolute target the authority is the host (RFC 9112 section 3.2.2); two Host headers
 * are none (section 3.2).
 */
export function toPlainLine(
  { method, target, hosts }: RequestLine,
  own: readonly string[],
): { method: string; target: string; host: string } {
  const absolute = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target);
  const host = (absolute?.[1] ?? (hosts.length === 1 ? hosts[0] : undefined) ?? "").toLowerCase();
  const path = absolute ? absolute[2]?.replace(/^(?!\/)/, "/") : target;
  return {
    method: KNOWN_METHODS.includes(method) ? method : STAND_IN_METHOD,
    target: own.includes(host) && path !== undefined && isPlain(path) ? path : toNowhere(path ?? ""),
    host,
  };
}

function isPlain(path: string): boolean {
  if (!/^\/[!-~]*$/.test(path) || path.startsWith("//")) return false;
  try {
    decodeURIComponent(path.split("?", 1)[0] ?? "");
    return true;
  } catch {
    return false;
  }
}

/** An address that does not exist, in the part of the site that was asked for. */
function toNowhere(path: string): string {
  return /^\/+api\//.test(path) ? "/api/-" : "/-";
}

/** Puts both gates before Next, on the app's own port. To be called once at start. */
export function guardWire(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    if (request.socket.localPort === settings().port) guard(request);
  });
}

/**
 * Next reads a whole body before it lets `proxy.ts` answer, holds 10 MiB of it and names the target in its log if more
 * comes. So what is turned away goes on without body and query and is answered at once, and no body gets that long.
 */
function guard(request: IncomingMessage): void {
  const { rawHeaders, headers } = request;
  const hosts = rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === "host");
  const line = toPlainLine({ method: request.method ?? "", target: request.url ?? "", hosts }, settings().hosts);
  headers.host = line.host;
  request.method = line.method;
  request.url = line.target;
  delete headers[REFUSAL_HEADER];
  const path = line.target.split("?", 1)[0] ?? "";
  const status = findRefusal({ method: line.method, path, headers: toLookUp(headers) }, settings());
  if (status === undefined) cutBody(request);
  else turnAway(request, path, status);
}

function turnAway(request: IncomingMessage, path: string, status: number): void {
  if (request.method !== "HEAD") request.method = "GET";
  request.url = path;
  request.headers[REFUSAL_HEADER] = String(status);
  delete request.headers["content-length"];
  delete request.headers["transfer-encoding"];
}

/** Ends a body one byte after what is allowed: enough for a route to see that it is too large. The rest is dropped. */
function cutBody(request: IncomingMessage): void {
  const push = request.push.bind(request);
  let left = LARGEST_BODY + 1;
  request.push = (chunk: Buffer | null) => {
    if (left === 0) return true;
    const part = chunk?.subarray(0, left) ?? null;
    left = part === null ? 0 : left - part.length;
    const more = push(part);
    if (part === null || left > 0) return more;
    // Node takes a body that ends early for a broken connection and closes it, unless it counts as complete.
    request.complete = true;
    return push(null) || true;
  };
}

function toLookUp(headers: IncomingHttpHeaders): Visit["headers"] {
  const get = (name: string) => {
    const value = headers[name];
    return Array.isArray(value) ? value.join(", ") : (value ?? null);
  };
  return { get, has: (name) => get(name) !== null };
}
