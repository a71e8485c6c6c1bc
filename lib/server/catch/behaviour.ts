import "server-only";
import { randomBytes } from "node:crypto";
import type { PracticeRequest } from "../../practice/parameters.ts";
import { formatSuccess, type PracticeReply } from "../../practice/reply.ts";
import { answerPractice } from "../practice-store.ts";

/** How a box answers. The first is what a box does that was told nothing: the practice server's strict answer. */
export type Behaviour =
  | { readonly kind: "strict" }
  | { readonly kind: "keap" }
  | { readonly kind: "success" }
  | { readonly kind: "fixed"; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly kind: "redirect"; readonly status: RedirectStatus; readonly path: string }
  | { readonly kind: "html" }
  | { readonly kind: "rate-limited"; readonly retryAfter: number }
  | { readonly kind: "slow"; readonly delayMs: number }
  | { readonly kind: "reset" };

type RedirectStatus = 301 | 302 | 303 | 307 | 308;

export const DEFAULT_BEHAVIOUR: Behaviour = { kind: "strict" };

/** What a behaviour looks at. `below` is the path below the box, with query; `malformed` as the reader of the bytes says it. */
export interface CaughtCall {
  readonly method: string;
  readonly below: string;
  readonly headers: PracticeRequest["headers"];
  readonly body: Uint8Array;
  readonly malformed: string | null;
}

/** What goes back: a reply after a wait, or a connection that is reset. */
export interface CatchAnswer extends PracticeReply {
  readonly delayMs: number;
  readonly reset: boolean;
}

type Header = readonly [name: string, value: string];

/** Keeps a page that somebody had this address answer from being more than a page. */
const HARMLESS: readonly Header[] = [
  ["Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'"],
  ["X-Content-Type-Options", "nosniff"],
];

const LOGIN_PAGE = `<!DOCTYPE html>
<html lang="en">
<head><title>Sign in</title></head>
<body><h1>Sign in</h1><p>This page came where a token was asked for, as it does when an address is wrong.</p></body>
</html>
`;

/** The answer to a call. `boxPath` is where the box begins: a redirect never leaves it. */
export async function answerCall(behaviour: Behaviour, call: CaughtCall, boxPath: string): Promise<CatchAnswer> {
  switch (behaviour.kind) {
    case "strict":
    case "keap":
      return plain(await answerStrictly(call, behaviour.kind));
    case "success":
      return plain(formatSuccess(freshTokens()));
    case "fixed": {
      const { status, contentType, body } = behaviour;
      return plain({ status, headers: [["Content-Type", contentType], ...HARMLESS], body });
    }
    case "redirect":
      return plain(await redirect(behaviour, call, boxPath));
    case "html":
      return plain({
        status: 200,
        headers: [["Content-Type", "text/html;charset=UTF-8"], ...HARMLESS],
        body: LOGIN_PAGE,
      });
    case "rate-limited":
      return plain(rateLimited(behaviour.retryAfter));
    case "slow":
      return { ...plain(await answerStrictly(call, "strict")), delayMs: behaviour.delayMs };
    case "reset":
      return { ...plain({ status: 0, headers: [], body: "" }), reset: true };
  }
}

function plain(reply: PracticeReply): CatchAnswer {
  return { ...reply, delayMs: 0, reset: false };
}

/** As the practice token endpoint: POST alone (RFC 6749 section 3.2), and nothing that is no clean HTTP. */
async function answerStrictly(call: CaughtCall, kind: "strict" | "keap"): Promise<PracticeReply> {
  if (call.malformed !== null) return oauthError(400, `The request is malformed. ${call.malformed}`);
  if (call.method !== "POST") {
    const reply = oauthError(405, "The token endpoint takes POST.");
    return { ...reply, headers: [...reply.headers, ["Allow", "POST"]] };
  }
  const query = call.below.split(/\?(.*)/s)[1] ?? "";
  return answerPractice({
    query: kind === "keap" ? withDialect(query) : query,
    headers: call.headers,
    body: call.body,
  });
}

/** The first `dialect` counts, and it is ours. */
function withDialect(query: string): string {
  return query === "" ? "dialect=keap" : `dialect=keap&${query}`;
}

function oauthError(status: number, description: string): PracticeReply {
  return {
    status,
    headers: [
      ["Content-Type", "application/json;charset=UTF-8"],
      ["Cache-Control", "no-store"],
    ],
    body: JSON.stringify({ error: "invalid_request", error_description: description }),
  };
}

function freshTokens() {
  const word = () => randomBytes(18).toString("base64url");
  return {
    access_token: `at_${word()}`,
    token_type: "Bearer",
    expires_in: 3600,
    refresh_token: `rt_${word()}`,
    scope: "full read write",
  };
}

/** A client that follows gets the strict answer at the new place, so that nobody goes in circles. */
async function redirect(
  { status, path }: { readonly status: number; readonly path: string },
  call: CaughtCall,
  boxPath: string,
): Promise<PracticeReply> {
  if (call.below.split("?")[0] === path) return answerStrictly(call, "strict");
  return { status, headers: [["Location", boxPath + path]], body: "" };
}

function rateLimited(retryAfter: number): PracticeReply {
  return {
    status: 429,
    headers: [
      ["Content-Type", "application/json;charset=UTF-8"],
      ["Cache-Control", "no-store"],
      ["Retry-After", String(retryAfter)],
    ],
    body: JSON.stringify({ error: "temporarily_unavailable", error_description: "Too many requests." }),
  };
}
