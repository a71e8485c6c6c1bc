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
  /** The addresses that were tried where none accepted the connection. */
  readonly addresses?: readonly string[];
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

/** Whose certificate it is, and for how long; times in ISO 8601, empty where the certificate tells none. */
export interface CertificateNames {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: string;
  readonly validTo: string;
}

/** What one TLS handshake showed. */
export interface RemoteTls extends CertificateNames {
  readonly protocol: string;
  readonly cipher: string;
  /** As Node writes it: `DNS:auth.example.com, IP Address:192.0.2.1`; empty if the certificate has none. */
  readonly subjectAltName: string;
  /** The certificates as far as they are known, the server's own first; one that names itself as issuer ends it. */
  readonly chain?: readonly (CertificateNames & { readonly fingerprint256: string })[];
  /** Why the certificate is not accepted: OpenSSL's or Node's code and a sentence; null for one that is. */
  readonly problem?: { readonly code: string; readonly message: string } | null;
  /**
   * The protocols that were offered by ALPN and the one that the server chose; null if it left the offer unanswered. Only
   * http/1.1 is offered, so a server that also speaks HTTP/2 does not show it here.
   */
  readonly alpn?: { readonly offered: readonly string[]; readonly chosen: string | null };
}

export interface Remote {
  readonly address: string;
  readonly port: number;
  /** All addresses of the name, in the order in which they are tried; absent where no name was looked up. */
  readonly addresses?: readonly string[];
  readonly tls: RemoteTls | null;
}

/** A JWT that was made for the request, decoded. */
export interface JwtParts {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** A DPoP proof (RFC 9449) and what is needed to send another one. */
export interface DpopProof extends JwtParts {
  /** Of the public key, RFC 7638: the `jkt` to which tokens are bound. */
  readonly thumbprint: string;
  /** The private key, JWK, where it was made for this send: the tokens that came are of use with it alone. */
  readonly key: Readonly<Record<string, unknown>> | null;
  /** The nonce that the server gave for the next proof; to be sent as `dpopNonce`. */
  readonly serverNonce: string | null;
}

/** The client certificate that was shown; `thumbprint` is `x5t#S256` (RFC 8705 section 3.1). */
export interface ClientCertificate extends CertificateNames {
  readonly thumbprint: string;
}

/** The clocks at both ends, told by the Date header, which counts whole seconds. */
export interface Clocks {
  /** ISO 8601. */
  readonly serverDate: string;
  readonly ownDate: string;
  /** How far the server's clock is ahead of ours. */
  readonly skewSeconds: number;
}

/** Where a 3xx leads and what a client that follows it does; nothing was followed. */
export interface Redirect {
  /** Absolute, as far as it can be told; null for one that is no http(s) address. */
  readonly to: string | null;
  readonly isOtherHost: boolean;
  readonly isDowngrade: boolean;
  /** What clients (curl -L, fetch, most libraries) send next. */
  readonly method: "GET" | "POST";
  readonly keepsBody: boolean;
  readonly keepsAuthorization: boolean;
  readonly sentence: string;
}

/** The proxy that a send went through. */
export interface UsedProxy {
  /** Without user name and password. */
  readonly url: string;
  /** The environment variable that names it. */
  readonly from: string;
  /** A tunnel for https (RFC 9110 section 9.3.6), the absolute form for http (RFC 9112 section 3.2.2). */
  readonly how: "CONNECT" | "absolute-form";
  /** What the proxy answered to CONNECT; null where it did not. */
  readonly status: number | null;
}

/** One request that was sent, and all that came of it. `response` and `failure` may both be set: a partial answer. */
export interface Exchange {
  readonly id: string;
  readonly request: WireRequest & { readonly raw: { readonly base64: string } };
  readonly response: HttpResponse | null;
  readonly failure: Failure | null;
  readonly timings: Timings;
  readonly remote: Remote | null;
  readonly assertion?: JwtParts;
  readonly dpop?: DpopProof;
  readonly clientCertificate?: ClientCertificate;
  readonly clocks?: Clocks;
  readonly redirect?: Redirect;
  readonly proxy?: UsedProxy;
}

/** A reply as evidence. Status 0: no HTTP reply came, and `body` is what the client printed instead. */
export interface Reply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}
