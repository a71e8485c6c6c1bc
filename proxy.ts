import { type NextRequest, NextResponse } from "next/server";
import { refuse } from "./lib/server/gate.ts";
import { formatPagePolicy, PAGE_HEADERS } from "./lib/server/page-policy.ts";
import { API_HEADERS, problem } from "./lib/server/problem.ts";
import { settings } from "./lib/server/settings.ts";

const development = process.env.NODE_ENV === "development";

/** Stands before every path, static files included (there is no matcher): who may come in, and what every answer carries. */
export function proxy(request: NextRequest): Response {
  const { method, headers } = request;
  const path = request.nextUrl.pathname;
  const refusal = refuse({ method, path, headers }, settings());
  if (refusal) return refusal;
  if (isApi(path)) return withHeaders(NextResponse.next(), API_HEADERS);
  if (/^\/(practice\/token|practice\/authorize|catch\/[^/]+\/in)(\/|$)/.test(path)) return NextResponse.next();
  if (!["GET", "HEAD"].includes(method) && !development) {
    return problem(405, "This address takes GET, HEAD.", { headers: { Allow: "GET, HEAD" } });
  }
  return withHeaders(path.startsWith("/_next/") ? NextResponse.next() : nextPage(headers), PAGE_HEADERS);
}

function isApi(path: string): boolean {
  return path === "/api" || path.startsWith("/api/");
}

/** Next reads the nonce for its own scripts from the request's policy; the browser reads it from the answer's. */
function nextPage(incoming: Headers): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString("base64");
  const policy = formatPagePolicy(nonce, development);
  const headers = new Headers(incoming);
  headers.set("content-security-policy", policy);
  return withHeaders(NextResponse.next({ request: { headers } }), { "Content-Security-Policy": policy });
}

function withHeaders(response: NextResponse, headers: Readonly<Record<string, string>>): NextResponse {
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  return response;
}
