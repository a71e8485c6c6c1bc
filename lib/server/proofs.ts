import "server-only";
import crypto from "node:crypto";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import type { DpopProof, JwtParts } from "../http/exchange.ts";
import type { ClientFields, Proofs } from "../oauth/client-request.ts";
import { readTlsIdentity, type TlsIdentity } from "./certificates.ts";
import type { ProblemError } from "./problem.ts";
import { type Reading, readSigningKey, type SigningKey } from "./signing-key.ts";

/** All that a client's method makes for one request: what goes into it, what TLS shows, and what is told of it. */
export interface Credentials {
  readonly proofs: Proofs;
  readonly identity: TlsIdentity | undefined;
  readonly told: { readonly assertion?: JwtParts; readonly dpop?: DpopProof };
}

/** The request that is proved: its method and address, and the access token that is sent with it (RFC 9449 section 7). */
export interface Proved {
  readonly method: string;
  readonly url: URL;
  readonly accessToken?: string;
}

/** Seconds until an assertion ends, where the caller does not say. */
const LIFETIME = 60;

/**
 * Signs what the client's method asks for: the assertion of client_secret_jwt and private_key_jwt (RFC 7523 section 3), the
 * DPoP proof (RFC 9449 section 4.2); and reads the certificate of the TLS methods. `now` in milliseconds.
 */
export async function makeCredentials(
  client: ClientFields,
  proved: Proved,
  now: number = Date.now(),
): Promise<{ ok: true; credentials: Credentials } | { ok: false; errors: readonly ProblemError[] }> {
  const [assertion, dpop] = await Promise.all([makeAssertion(client, proved, now), makeDpop(client, proved, now)]);
  const identity = makeIdentity(client, proved);
  if (!assertion.ok || !dpop.ok || !identity.ok) {
    return { ok: false, errors: [assertion, dpop, identity].flatMap((each) => (each.ok ? [] : [each.error])) };
  }
  return {
    ok: true,
    credentials: {
      proofs: {
        ...(assertion.value && { assertion: assertion.value.jwt }),
        ...(dpop.value && { dpop: dpop.value.jwt }),
      },
      identity: identity.value,
      told: {
        ...(assertion.value && { assertion: assertion.value.told }),
        ...(dpop.value && { dpop: dpop.value.told }),
      },
    },
  };
}

const refuse = (path: string, message: string) => ({ ok: false, error: { path, message } }) as const;
const nothing = { ok: true, value: undefined } as const;

type Made<T> = Promise<Reading<{ readonly jwt: string; readonly told: T } | undefined>>;

async function makeAssertion(client: ClientFields, { url }: Proved, now: number): Made<JwtParts> {
  const { clientAuth, clientId, assertion = {} } = client;
  if (clientAuth !== "client_secret_jwt" && clientAuth !== "private_key_jwt") return nothing;
  const read = clientAuth === "client_secret_jwt" ? readSecret(client) : await readClientKey(client);
  if (!read.ok) return read;
  const { key, alg, kid } = read.value;
  const iat = Math.floor(now / 1000);
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: assertion.audience ?? url.href,
    jti: crypto.randomUUID(),
    iat,
    exp: iat + (assertion.lifetimeSeconds ?? LIFETIME),
  };
  const header = { alg, typ: "JWT", ...(kid === undefined ? {} : { kid }) };
  const jwt = await new SignJWT(claims).setProtectedHeader(header).sign(key);
  return { ok: true, value: { jwt, told: { header, claims } } };
}

const HMACS = ["HS256", "HS384", "HS512"];

function readSecret({ clientSecret = "", assertion = {} }: ClientFields): Reading<Omit<SigningKey, "publicJwk">> {
  if (clientSecret === "") return refuse("clientSecret", "is required for client_secret_jwt: it signs the assertion");
  const alg = assertion.alg ?? "HS256";
  if (!HMACS.includes(alg)) return refuse("assertion.alg", `must be one of ${HMACS.join(", ")} for client_secret_jwt`);
  return { ok: true, value: { key: new TextEncoder().encode(clientSecret), alg, kid: undefined } };
}

async function readClientKey({ clientKey, assertion = {} }: ClientFields): Promise<Reading<SigningKey>> {
  if (!clientKey) return refuse("clientKey", "is required for private_key_jwt");
  const wish = assertion.alg === undefined ? {} : { alg: assertion.alg };
  return readSigningKey({ ...wish, ...clientKey }, "clientKey");
}

async function makeDpop(client: ClientFields, { method, url, accessToken }: Proved, now: number): Made<DpopProof> {
  if (!client.dpop) return nothing;
  const given = client.dpopKey && (await readSigningKey(client.dpopKey, "dpopKey"));
  if (given && !given.ok) return given;
  const { key, alg, publicJwk, privateJwk } = given ? { ...given.value, privateJwk: undefined } : await makeKey();
  const claims = {
    jti: crypto.randomUUID(),
    htm: method,
    // RFC 9449 section 4.2: without query and fragment.
    htu: `${url.origin}${url.pathname}`,
    iat: Math.floor(now / 1000),
    ...(client.dpopNonce === undefined ? {} : { nonce: client.dpopNonce }),
    ...(accessToken === undefined ? {} : { ath: hash(accessToken) }),
  };
  const header = { typ: "dpop+jwt", alg, jwk: publicJwk };
  const jwt = await new SignJWT(claims).setProtectedHeader(header).sign(key);
  const thumbprint = await calculateJwkThumbprint(publicJwk);
  const told = { header, claims, thumbprint, key: privateJwk ?? null, serverNonce: null };
  return { ok: true, value: { jwt, told } };
}

/** A key for one send. The tokens that come of it are bound to it, so whoever sent gets it with the exchange. */
async function makeKey() {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const privateJwk = await exportJWK(privateKey);
  const { kty, crv, x, y } = privateJwk;
  return { key: privateKey, alg: "ES256", publicJwk: { kty, crv, x, y } as typeof privateJwk, privateJwk };
}

function hash(text: string): string {
  return crypto.createHash("sha256").update(text).digest("base64url");
}

function makeIdentity(client: ClientFields, { url }: Proved): Reading<TlsIdentity | undefined> {
  if (client.clientAuth !== "tls_client_auth" && client.clientAuth !== "self_signed_tls_client_auth") return nothing;
  const identity = readTlsIdentity(client.certificate, client.clientKey);
  if (identity.ok && url.protocol !== "https:") {
    return refuse("clientAuth", "needs an https endpoint: over http no certificate is shown");
  }
  return identity;
}
