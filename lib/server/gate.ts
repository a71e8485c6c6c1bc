import "server-only";
import { problem } from "./problem.ts";
import type { Settings } from "./settings.ts";

/** The parts of a request that decide whether it may come in. `path` is without query, as it was sent. */
export interface Visit {
  readonly method: string;
  readonly path: string;
  readonly headers: Pick<Headers, "get" | "has">;
}

/**
 * The Problem for a request that may not come in; undefined if it may. Looks at the request line and headers alone, so it
 * runs before any other work: the Host on every path (the only defence against DNS rebinding), then what a foreign page
 * could make a browser send.
 */
export function refuse({ method, path, headers }: Visit, { hosts, origins }: Settings): Response | undefined {
  const host = headers.get("host")?.toLowerCase();
  if (host === undefined || !hosts.includes(host)) {
    return problem(421, "The Host header is none of the names under which this Regrant is served (REGRANT_ORIGIN).");
  }
  if (method === "GET" || method === "HEAD" || takesAnyClient(path)) return undefined;
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const isOwn = origin === null || (origins.includes(origin) && new URL(origin).host === host);
  if (!isOwn || (site !== null && site !== "same-origin")) {
    return problem(403, "Only pages of this Regrant may call it from a browser.");
  }
  const type = headers.get("content-type");
  if (type === null ? hasBody(headers) : !isJsonType(type)) {
    return problem(415, "The Content-Type must be application/json, with charset=utf-8 or without.");
  }
  return undefined;
}

/** Addresses that answer whoever asks, as the token server would: programs that are being debugged. */
function takesAnyClient(path: string): boolean {
  return path === "/practice/token" || /^\/catch\/[^/]+\/in(\/|$)/.test(path);
}

function hasBody(headers: Visit["headers"]): boolean {
  return headers.has("transfer-encoding") || (headers.get("content-length") ?? "0") !== "0";
}

function isJsonType(type: string): boolean {
  return /^application\/json[ \t]*(;[ \t]*charset=("utf-8"|utf-8)[ \t]*)?$/i.test(type);
}
