/** How the server speaks: as RFC 6749 asks, as Keap's token endpoint is known to, or forgiving, as many servers are. */
export const DIALECTS = ["rfc", "keap", "lenient"] as const;
export type Dialect = (typeof DIALECTS)[number];

/** The error codes of RFC 6749 section 5.2. */
export type ErrorCode =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "invalid_scope";

/** What goes back to the client. */
export interface PracticeReply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/**
 * The private reason of an answer, never part of the reply. `rule` is the id of the rule that should find the same; null
 * for a request that is right.
 */
export interface Truth {
  readonly rule: string | null;
  readonly sentence: string;
}

/** A request that is refused, before it is put into a dialect's words. */
export interface Refusal {
  readonly error: ErrorCode;
  /** For the client; fixed words, so that nothing that was sent can get into them. */
  readonly description: string;
  readonly truth: Truth;
  /** True where Keap does not get as far as reading the parameters. */
  readonly unread: boolean;
}

/** One step of the checks: what it found, or why the request goes no further. */
export type Step<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

export function refused(
  error: ErrorCode,
  description: string,
  rule: string,
  sentence: string,
  unread = false,
): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { error, description, truth: { rule, sentence }, unread } };
}

const JSON_HEADERS = [
  ["Content-Type", "application/json;charset=UTF-8"],
  ["Cache-Control", "no-store"],
  ["Pragma", "no-cache"],
] as const;

/** A success as RFC 6749 section 5.1 writes it. */
export function formatSuccess(body: Readonly<Record<string, string | number>>): PracticeReply {
  return { status: 200, headers: JSON_HEADERS, body: JSON.stringify(body) };
}

/**
 * An error reply as RFC 6749 section 5.2 writes it. invalid_client is always 401 with a challenge: that section asks for
 * it where an Authorization header was used and allows it elsewhere.
 */
export function formatRefusal(refusal: Refusal, dialect: Dialect): PracticeReply {
  const unauthenticated = refusal.error === "invalid_client";
  const body =
    dialect === "keap" ? toKeapError(refusal) : { error: refusal.error, error_description: refusal.description };
  return {
    status: unauthenticated ? 401 : 400,
    headers: [
      ...JSON_HEADERS,
      ...(unauthenticated ? [["WWW-Authenticate", 'Basic realm="practice", charset="UTF-8"'] as const] : []),
    ],
    body: JSON.stringify(body),
  };
}

/** Keap calls an unread body "response_type or grant_type is required" and a dead token invalid_request. */
function toKeapError({ error, description, unread }: Refusal): Record<string, string> {
  if (error === "invalid_client") return { error };
  if (unread) return { error: "invalid_request", error_description: "response_type or grant_type is required" };
  if (error === "invalid_grant") return { error: "invalid_request", error_description: "Invalid Refresh Token" };
  return { error, error_description: description };
}
