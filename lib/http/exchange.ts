import type { WireRequest } from "./request.ts";

/** The ways in which no complete HTTP answer comes, or none may be asked for. */
export const FAILURE_KINDS = [
  "blocked",
  "dns",
  "refused",
  "reset",
  "timeout",
  "tls",
  "protocol",
  "too-large",
  "cancelled",
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

/**
 * `message` names no secret and no resolved address that was refused. `received` holds the first bytes that came where no
 * response could be made of them.
 */
export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
  readonly received?: { readonly base64: string };
}

export interface HttpResponse {
  readonly status: number;
  readonly reason: string;
  readonly httpVersion: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** `bytes` counts the decoded body as far as it was read; `truncated` says that more came or was to come. */
  readonly body: { readonly base64: string; readonly truncated: boolean; readonly bytes: number };
  /** The bytes as they came, interim replies, chunking and compression included, up to 1 MiB. */
  readonly raw: { readonly base64: string };
}

/** Milliseconds; null for what did not happen. Each but `totalMs` is the length of its stage. */
export interface Timings {
  readonly dnsMs: number | null;
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
  readonly firstByteMs: number | null;
  readonly totalMs: number | null;
}

export interface Remote {
  readonly address: string;
  readonly port: number;
  readonly tls: {
    readonly protocol: string;
    readonly cipher: string;
    readonly subject: string;
    readonly issuer: string;
    /** ISO 8601, as `validTo`. */
    readonly validFrom: string;
    readonly validTo: string;
    /** As Node writes it: `DNS:auth.example.com, IP Address:192.0.2.1`; empty if the certificate has none. */
    readonly subjectAltName: string;
  } | null;
}

/** One request that was sent, and all that came of it. `response` and `failure` may both be set: a partial answer. */
export interface Exchange {
  readonly id: string;
  readonly request: WireRequest & { readonly raw: { readonly base64: string } };
  readonly response: HttpResponse | null;
  readonly failure: Failure | null;
  readonly timings: Timings;
  readonly remote: Remote | null;
}

/** A reply as evidence. Status 0: no HTTP reply came, and `body` is what the client printed instead. */
export interface Reply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}
