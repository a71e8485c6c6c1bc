import "server-only";
import crypto, { X509Certificate } from "node:crypto";
import type { ClientCertificate } from "../http/exchange.ts";
import type { KeySource } from "../oauth/client-request.ts";
import { type Reading, readPrivateKey } from "./signing-key.ts";

/** What TLS needs to show a client certificate: PEM of the chain and of its key. */
export interface TlsIdentity {
  readonly cert: string;
  readonly key: string;
  readonly described: ClientCertificate;
}

const refuse = (path: string, message: string) => ({ ok: false, error: { path, message } }) as const;

/** The certificates of a pasted PEM text, the first one first. */
export function readCertificates(pem: string, path: string): Reading<readonly X509Certificate[]> {
  if (/\\n/.test(pem)) return refuse(path, "holds \\n as two characters; paste the PEM with real line breaks");
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) return refuse(path, "must hold a certificate as PEM (-----BEGIN CERTIFICATE-----)");
  if (blocks.length > MOST_CERTIFICATES) return refuse(path, `may hold ${MOST_CERTIFICATES} certificates at most`);
  try {
    return { ok: true, value: blocks.map((block) => new X509Certificate(block)) };
  } catch {
    return refuse(path, "is a damaged certificate: a line is missing, cut or changed");
  }
}

const MOST_CERTIFICATES = 20;

/** Authorities for one endpoint, as TLS takes them: the certificates alone, whatever stood around them. */
export function readAuthorities(pem: string, path: string): Reading<string> {
  const read = readCertificates(pem, path);
  return read.ok ? { ok: true, value: read.value.map(String).join("\n") } : read;
}

/** The client certificate of RFC 8705 section 2 and its key, which must belong together. */
export function readTlsIdentity(certificate: string | undefined, key: KeySource | undefined): Reading<TlsIdentity> {
  if (certificate === undefined) return refuse("certificate", "is required for this method");
  if (key === undefined) return refuse("clientKey", "is required for this method");
  const chain = readCertificates(certificate, "certificate");
  if (!chain.ok) return chain;
  const privateKey = readPrivateKey(key, "clientKey");
  if (!privateKey.ok) return privateKey;
  const [leaf] = chain.value;
  if (!leaf?.checkPrivateKey(privateKey.value)) {
    return refuse("clientKey", "does not belong to the certificate that comes first");
  }
  const cert = chain.value.map(String).join("\n");
  const pem = privateKey.value.export({ type: "pkcs8", format: "pem" }) as string;
  return { ok: true, value: { cert, key: pem, described: describeLeaf(leaf) } };
}

function describeLeaf(leaf: X509Certificate): ClientCertificate {
  return {
    subject: leaf.subject.split("\n").join(", "),
    issuer: leaf.issuer.split("\n").join(", "),
    validFrom: new Date(leaf.validFrom).toISOString(),
    validTo: new Date(leaf.validTo).toISOString(),
    thumbprint: crypto.createHash("sha256").update(leaf.raw).digest("base64url"),
  };
}
