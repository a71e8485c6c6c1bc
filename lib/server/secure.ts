import "server-only";
import type net from "node:net";
import tls from "node:tls";
import type { CertificateNames, Failure, Remote, RemoteTls } from "../http/exchange.ts";
import { addressLiteralOf } from "./egress.ts";
import { toTlsFailure } from "./failures.ts";

export interface SecureOptions {
  /** Ends everything at once; its reason is the Failure to tell. */
  readonly signal: AbortSignal;
  /** Certificates pasted for this endpoint, PEM, in place of Node's store and NODE_EXTRA_CA_CERTS. */
  readonly ca?: string | undefined;
  /** The client certificate to show, where the server asks for one. */
  readonly identity?: { readonly cert: string; readonly key: string } | undefined;
}

/** A connection with TLS done, or why there is none; what the handshake showed is told in both cases. */
export type Secured =
  | { readonly ok: true; readonly socket: net.Socket; readonly remote: Remote }
  | { readonly ok: false; readonly failure: Failure; readonly remote: Remote };

/** More protocols would have to be spoken if the server chose them. */
const OFFERED = ["http/1.1"];

/** Speaks TLS with the host of `url` on an open connection. The certificate is always checked. */
export function secure(socket: net.Socket, url: URL, plain: Remote, options: SecureOptions): Promise<Secured> {
  return new Promise((resolve) => {
    const { signal } = options;
    let remote = plain;
    const settle = (result: Secured) => {
      signal.removeEventListener("abort", onAbort);
      if (!result.ok) secured?.destroy();
      resolve(result);
    };
    const onAbort = () => settle({ ok: false, failure: signal.reason, remote });
    const onError = (error: NodeJS.ErrnoException) => {
      const failure = toTlsFailure(error, remote.tls?.chain?.length);
      settle({ ok: false, failure, remote: withProblem(remote, error.code, failure.message) });
    };
    const secured = start(socket, url, options, onError);
    if (!secured) return;
    if (signal.aborted) onAbort();
    else signal.addEventListener("abort", onAbort, { once: true });
    // Told before the certificate is judged: afterwards, a refused one can no longer be shown.
    secured.prependListener("secure", () => {
      remote = { ...plain, tls: describeTls(secured) };
    });
    secured.on("error", onError);
    secured.once("secureConnect", () => settle({ ok: true, socket: secured, remote }));
  });
}

/** OpenSSL refuses some keys and certificates (too short, an old signature) before it sends a byte. */
function start(socket: net.Socket, url: URL, { ca, identity }: SecureOptions, onError: (error: Error) => void) {
  const literal = addressLiteralOf(url);
  try {
    return tls.connect({
      socket,
      // An IP literal is no server name (RFC 6066 section 3), but the certificate must be for it.
      ...(literal === undefined ? { servername: url.hostname } : { host: literal }),
      rejectUnauthorized: true,
      ALPNProtocols: OFFERED,
      ...(ca === undefined ? {} : { ca }),
      ...(identity && { cert: identity.cert, key: identity.key }),
    });
  } catch (error) {
    socket.destroy();
    onError(error as Error);
    return undefined;
  }
}

function withProblem(remote: Remote, code: string | undefined, message: string): Remote {
  return remote.tls && code ? { ...remote, tls: { ...remote.tls, problem: { code, message } } } : remote;
}

function describeTls(socket: tls.TLSSocket): RemoteTls {
  const certificate = socket.getPeerCertificate(true);
  return {
    protocol: socket.getProtocol() ?? "",
    cipher: socket.getCipher().name,
    ...describeNames(certificate),
    subjectAltName: certificate.subjectaltname ?? "",
    chain: toChain(certificate),
    problem: null,
    alpn: { offered: OFFERED, chosen: socket.alpnProtocol || null },
  };
}

const LONGEST_CHAIN = 10;

/** Node links each certificate to its issuer's, and a root to itself. */
function toChain(leaf: tls.DetailedPeerCertificate): NonNullable<RemoteTls["chain"]> {
  const chain: tls.DetailedPeerCertificate[] = [];
  for (let next: tls.DetailedPeerCertificate | undefined = leaf; next?.raw && chain.length < LONGEST_CHAIN; ) {
    if (chain.includes(next)) break;
    chain.push(next);
    next = next.issuerCertificate;
  }
  return chain.map((each) => ({ ...describeNames(each), fingerprint256: each.fingerprint256 }));
}

function describeNames(certificate: tls.PeerCertificate): CertificateNames {
  return {
    subject: formatName(certificate.subject),
    issuer: formatName(certificate.issuer),
    validFrom: formatTime(certificate.valid_from),
    validTo: formatTime(certificate.valid_to),
  };
}

/** A distinguished name as `CN=…, O=…`. */
function formatName(name: tls.Certificate | undefined): string {
  return Object.entries(name ?? {})
    .flatMap(([key, value]) => [value].flat().map((part) => `${key}=${part}`))
    .join(", ");
}

/** ISO 8601; empty where the certificate tells no time. */
function formatTime(text: string | undefined): string {
  const time = Date.parse(text ?? "");
  return Number.isNaN(time) ? "" : new Date(time).toISOString();
}
