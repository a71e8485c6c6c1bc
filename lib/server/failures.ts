import "server-only";
import type { Failure } from "../http/exchange.ts";

/** What a system error of a plain connection means, in words that name no address. */
export function toConnectFailure(error: NodeJS.ErrnoException): Failure {
  switch (error.code) {
    case "ECONNREFUSED":
      return { kind: "refused", message: "The server refused the connection: nothing listens on that port." };
    case "ECONNRESET":
    case "EPIPE":
      return { kind: "reset", message: "The server reset the connection." };
    case "ETIMEDOUT":
      return { kind: "timeout", message: "The server did not accept the connection in time." };
    default:
      return { kind: "refused", message: `The server cannot be reached${named(error.code)}.` };
  }
}

/** Why a name has no address. */
export function toDnsFailure(error: NodeJS.ErrnoException): Failure {
  return error.code === "ENOTFOUND"
    ? { kind: "dns", message: "The host name does not exist (ENOTFOUND)." }
    : { kind: "dns", message: `The host name could not be looked up${named(error.code)}.` };
}

/**
 * Why a TLS handshake failed. OpenSSL's and Node's codes are kept, for they are what people search for. `chainLength`
 * counts the certificates that came, where some did.
 */
export function toTlsFailure(error: NodeJS.ErrnoException, chainLength = 0): Failure {
  const code = error.code ?? "";
  const why = isAlone(code, chainLength) ? ALONE : TLS_REASONS[code];
  if (why) return { kind: "tls", message: `${why} (${code}).` };
  if (code === "ECONNRESET" && error.syscall === "read") return toConnectFailure(error);
  if (code === "ECONNRESET") {
    return { kind: "tls", message: "The server closed the connection during the TLS handshake." };
  }
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || /wrong version number/i.test(error.message)) {
    return { kind: "tls", message: "The server does not speak TLS on this port: the endpoint may need http." };
  }
  return { kind: "tls", message: `The TLS handshake failed${named(code)}.` };
}

const ALONE =
  "The server sends its own certificate alone, without the intermediate one, and its issuer is not trusted here";

function isAlone(code: string, chainLength: number): boolean {
  return chainLength === 1 && /^UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT_LOCALLY)$/.test(code);
}

const TLS_REASONS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: "The server's certificate has expired",
  CERT_NOT_YET_VALID: "The server's certificate is not valid yet",
  CERT_REVOKED: "The server's certificate is revoked",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The server's certificate is self-signed",
  SELF_SIGNED_CERT_IN_CHAIN: "The server's certificate chain ends in a root that is not trusted",
  UNABLE_TO_GET_ISSUER_CERT: "The issuer of a certificate in the chain is not known",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "The issuer of the server's certificate is not trusted here",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "The server does not send the intermediate certificate, or its issuer is not trusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "The server's certificate is for another host name",
  ERR_SSL_UNSUPPORTED_PROTOCOL: "The server speaks no version of TLS from 1.2 on",
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "The server speaks no version of TLS from 1.2 on",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: "The server wants a client certificate",
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: "The server does not know the issuer of the client certificate",
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: "The server does not accept the client certificate",
  "ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE": "The server does not accept the client certificate",
  ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE: "The server does not accept this kind of client certificate",
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: "The server says that the client certificate has expired",
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED: "The server says that the client certificate is revoked",
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: "The server does not accept the client certificate",
  ERR_SSL_TLSV1_ALERT_ACCESS_DENIED: "The server does not let this client certificate in",
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: "The server and this client share no cipher, or it wants a client certificate",
  ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL: "The server does not speak HTTP/1.1: it may speak HTTP/2 alone",
  ERR_SSL_TLSV1_UNRECOGNIZED_NAME: "The server knows no host of this name",
  ERR_SSL_EE_KEY_TOO_SMALL: "The key of the client certificate is too short for today's TLS",
  ERR_SSL_CA_MD_TOO_WEAK: "The client certificate is signed with a hash that is too weak for today's TLS",
  ERR_OSSL_EVP_UNSUPPORTED: "The key of the client certificate cannot be used",
};

/** What an error after the handshakes means. */
export function toStreamFailure(error: NodeJS.ErrnoException): Failure {
  return error.code?.startsWith("ERR_SSL_") || error.code === "EPROTO" ? toTlsFailure(error) : toConnectFailure(error);
}

function named(code: string | undefined): string {
  return code ? ` (${code})` : "";
}
