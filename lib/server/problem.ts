import "server-only";

/** One failed check. `path` is dots and indexes from the body's root, and stops before any key that the caller named. */
export interface ProblemError {
  readonly path: string;
  readonly message: string;
}

/** RFC 9457 problem details. No member repeats anything that was sent. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly ProblemError[];
}

/** The kinds of problem that `/api` answers. */
export type ProblemStatus = 400 | 403 | 404 | 405 | 413 | 415 | 421 | 429 | 500 | 503;

/** With the type about:blank a title is the status phrase itself (RFC 9457 section 4.2.1). */
const TITLES: Record<ProblemStatus, string> = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  421: "Misdirected Request",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** What every answer under `/api` carries, whatever its status. */
export const API_HEADERS = {
  "Cache-Control": "no-store",
  "X-Content-Type-Options": "nosniff",
  "Cross-Origin-Resource-Policy": "same-origin",
} as const;

/** What a Problem may add to its status and its one plain sentence. */
export interface ProblemExtras {
  readonly errors?: readonly ProblemError[];
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * An `application/problem+json` answer (RFC 9457). `detail` must be written for the case and hold nothing that was sent:
 * no value, no key, no excerpt, no content type.
 */
export function problem(status: ProblemStatus, detail: string, extras: ProblemExtras = {}): Response {
  const body: Problem = {
    type: "about:blank",
    title: TITLES[status],
    status,
    detail,
    ...(extras.errors && { errors: extras.errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...API_HEADERS, ...extras.headers, "Content-Type": "application/problem+json" },
  });
}

/** A value as an `application/json` answer with the headers of every `/api` answer. */
export function json(value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { ...API_HEADERS, "Content-Type": "application/json", ...headers },
  });
}

/** The 400 for keys, certificates and the like that cannot be used. */
export function unusable(errors: readonly ProblemError[]): Response {
  return problem(400, "Something in the body cannot be used. Nothing was sent.", { errors });
}
