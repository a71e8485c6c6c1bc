import "server-only";
import crypto from "node:crypto";
import { type CryptoKey, importJWK, type JWK } from "jose";
import type { KeySource } from "../oauth/client-request.ts";
import type { ProblemError } from "./problem.ts";

/** What can be made of pasted material, or what is wrong with it: a path and words that repeat nothing of it. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ProblemError };

/** A private key that can sign. */
export interface SigningKey {
  readonly key: CryptoKey | Uint8Array;
  /** JWS algorithm. */
  readonly alg: string;
  readonly kid: string | undefined;
  readonly publicJwk: JWK;
}

const refuse = (path: string, message: string) => ({ ok: false, error: { path, message } }) as const;

/** Reads a private key of the field `path` for signing with its own or the wished algorithm. */
export async function readSigningKey(source: KeySource, path: string): Promise<Reading<SigningKey>> {
  const read = readPrivateKey(source, path);
  if (!read.ok) return read;
  const fitting = algorithmsOf(read.value);
  if (fitting.length === 0) return refuse(path, "must be an RSA, EC (P-256, P-384, P-521) or Ed25519 key");
  const wish = source.alg ?? (typeof source.jwk?.alg === "string" ? source.jwk.alg : undefined);
  const alg = wish ?? fitting[0] ?? "";
  if (!fitting.includes(alg)) return refuse(`${path}.alg`, `must be one of ${fitting.join(", ")} for this key`);
  const bits = read.value.asymmetricKeyDetails?.modulusLength ?? 2048;
  if (bits < 2048 || bits > 8192) return refuse(path, "must be an RSA key of 2048 to 8192 bits");
  const kid = source.kid ?? (typeof source.jwk?.kid === "string" ? source.jwk.kid : undefined);
  const key = await importJWK(read.value.export({ format: "jwk" }) as JWK, alg);
  const publicJwk = crypto.createPublicKey(read.value).export({ format: "jwk" }) as JWK;
  return { ok: true, value: { key, alg, kid, publicJwk } };
}

/** The algorithms that a key can sign with (RFC 7518 section 3.1, RFC 8037 section 3.1), the usual one first. */
function algorithmsOf({ asymmetricKeyType, asymmetricKeyDetails }: crypto.KeyObject): readonly string[] {
  if (asymmetricKeyType === "rsa") return ["RS256", "PS256", "RS384", "RS512", "PS384", "PS512"];
  if (asymmetricKeyType === "ed25519") return ["EdDSA", "Ed25519"];
  const curves: Record<string, string[]> = { prime256v1: ["ES256"], secp384r1: ["ES384"], secp521r1: ["ES512"] };
  return asymmetricKeyType === "ec" ? (curves[asymmetricKeyDetails?.namedCurve ?? ""] ?? []) : [];
}

/** A private key as Node reads it, from PEM or JWK. */
export function readPrivateKey({ pem, jwk }: KeySource, path: string): Reading<crypto.KeyObject> {
  if (pem !== undefined) return readPem(pem, path);
  if (jwk?.kty === "oct") return refuse(path, "must be a private key; this JWK is a shared secret");
  if (typeof jwk?.d !== "string") return refuse(path, "must be a private key; this JWK has no d");
  try {
    return { ok: true, value: crypto.createPrivateKey({ key: jwk as crypto.JsonWebKey, format: "jwk" }) };
  } catch {
    return refuse(path, "is no complete JWK of an RSA, EC or Ed25519 private key");
  }
}

function readPem(pem: string, path: string): Reading<crypto.KeyObject> {
  if (/\\n/.test(pem)) return refuse(path, "holds \\n as two characters; paste the PEM with real line breaks");
  if (/ENCRYPTED/.test(pem)) return refuse(path, "is protected by a passphrase; paste the key without it");
  if (!/PRIVATE KEY-----/.test(pem)) {
    const is = /BEGIN CERTIFICATE/.test(pem)
      ? "a certificate"
      : /PUBLIC KEY/.test(pem)
        ? "a public key"
        : "no PEM of a key";
    return refuse(path, `is ${is}; a private key (-----BEGIN PRIVATE KEY-----) is asked for`);
  }
  try {
    return { ok: true, value: crypto.createPrivateKey(pem) };
  } catch {
    return refuse(path, "is a damaged PEM: a line is missing, cut or changed");
  }
}
