import "server-only";
import { problem } from "./problem.ts";
import { LARGEST_BODY } from "./request-body.ts";
import type { Settings } from "./settings.ts";

/** The parts of a request that decide whether it may come in. `path` is without query, as it was sent. */
export interface Visit {
  readonly method: string;
  readonly path: string;
  readonly headers: Pick<Headers, "get" | "has">;
}

type RefusalStatus = 403 | 413 | 415 | 421;

const DETAILS: Record<RefusalStatus, string> = {
  403: "Only pages of this Regrant may call it from a browser.",
  413: `No body may be longer than ${LARGEST_BODY} bytes.`,
  415: "The Content-Type must be application/json, with charset=utf-8 or without.",
  421: "The Host header is none of the names under which this Regrant is served (REGRANT_ORIGIN).",
};

/**
 * The status with which a request is turned away; undefined if it may come in. Looks at the request line and headers
 * alone, so it runs before any other work: the Host on every path (the only defence against DNS rebinding), then what a
 * foreign page could make a browser send.
 */
export function findRefusal({ method, path, headers }: Visit, { hosts, origins }: Settings): RefusalStatus | undefined {
  const host = headers.get("host")?.toLowerCase();
  if (host === undefined || !hosts.includes(host)) return 421;
  if (Number(headers.get("content-length") ?? 0) > LARGEST_BODY) return 413;
  if (method === "GET" || method === "HEAD" || takesAnyClient(path)) return undefined;
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  const isOwn = origin === null || (origins.includes(origin) && new URL(origin).host === host);
  if (!isOwn || (site !== null && site !== "same-origin")) return 403;
  if (isOverlay(path)) return undefined;
  const type = headers.get("content-type");
  return (type === null ? hasBody(headers) : !isJsonType(type)) ? 415 : undefined;
}

/** The header by which the wire gate, which cannot answer, tells `proxy.ts` what to answer. It never comes from outside. */
export const REFUSAL_HEADER = "x-regrant-refusal";

/** The Problem for a request that may not come in, by the wire gate's word or by its own look; undefined if it may. */
export function refuse(visit: Visit, own: Settings): Response | undefined {
  const told = Number(visit.headers.get(REFUSAL_HEADER) ?? 0);
  const status = isRefusal(told) ? told : findRefusal(visit, own);
  return status && problem(status, DETAILS[status]);
}

function isRefusal(status: number): status is RefusalStatus {
  return Object.hasOwn(DETAILS, status);
}

/** Addresses that answer whoever asks, as the token server would: programs that are being debugged. */
function takesAnyClient(path: string): boolean {
  return /^\/practice\/(token|authorize)$/.test(path) || /^\/catch\/[^/]+\/in(\/|$)/.test(path);
}

/** The development server's own overlay posts text; nothing of it is there in a production build. */
function isOverlay(path: string): boolean {
  return process.env.NODE_ENV === "development" && path.startsWith("/__nextjs");
}

function hasBody(headers: Visit["headers"]): boolean {
  return headers.has("transfer-encoding") || (headers.get("content-length") ?? "0") !== "0";
}

function isJsonType(type: string): boolean {
  return /^application\/json[ \t]*(;[ \t]*charset=("utf-8"|utf-8)[ \t]*)?$/i.test(type);
}
