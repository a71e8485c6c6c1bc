import crypto from "node:crypto";
import { expect, test } from "vitest";
import type { KeySource } from "../oauth/client-request.ts";
import { type MaterialFields, readMaterial } from "./material.ts";
import { makeCertificates } from "./zoo.testing.ts";

const HTTPS = { method: "POST", url: new URL("https://auth.example.com/token") };
const rsa = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
const pkcs8 = (key: crypto.KeyObject) => key.export({ type: "pkcs8", format: "pem" }) as string;
const jwk = (key: crypto.KeyObject) => key.export({ format: "jwk" }) as Record<string, string>;
const RSA = pkcs8(rsa.privateKey);
const small = pkcs8(crypto.generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey);
const x25519 = pkcs8(crypto.generateKeyPairSync("x25519").privateKey);
const secp256k1 = pkcs8(crypto.generateKeyPairSync("ec", { namedCurve: "secp256k1" }).privateKey);
const pss = pkcs8(crypto.generateKeyPairSync("rsa-pss", { modulusLength: 2048 }).privateKey);
const locked = rsa.privateKey.export({
  type: "pkcs8",
  format: "pem",
  cipher: "aes-256-cbc",
  passphrase: "x",
}) as string;
const publicPem = rsa.publicKey.export({ type: "spki", format: "pem" }) as string;
const body = RSA.split("\n")[5] ?? "";

const BAD_KEYS: readonly (readonly [string, KeySource, string, RegExp])[] = [
  ["an empty text", { pem: "" }, "clientKey", /private key/],
  ["words", { pem: `my key is ${body}` }, "clientKey", /no PEM/],
  ["a public key", { pem: publicPem }, "clientKey", /a public key/],
  ["a key with a passphrase", { pem: locked }, "clientKey", /passphrase/],
  ["\\n in two characters", { pem: RSA.replaceAll("\n", "\\n") }, "clientKey", /line breaks/],
  ["a line cut out", { pem: RSA.replace(`${body}\n`, "") }, "clientKey", /damaged/],
  ["a letter exchanged", { pem: RSA.replace(body, `${body.slice(0, -4)}!!!!`) }, "clientKey", /damaged/],
  ["too short a key", { pem: small }, "clientKey", /2048/],
  ["a key that cannot sign", { pem: x25519 }, "clientKey", /RSA, EC/],
  ["another curve", { pem: secp256k1 }, "clientKey", /RSA, EC/],
  ["a key for PSS alone", { pem: pss }, "clientKey", /RSA, EC/],
  ["a public JWK", { jwk: jwk(rsa.publicKey) }, "clientKey", /no d/],
  ["a shared secret", { jwk: { kty: "oct", k: body } }, "clientKey", /shared secret/],
  ["half a JWK", { jwk: { kty: "EC", crv: "P-256", d: body } }, "clientKey", /no complete JWK/],
  ["another type", { jwk: { kty: body, d: body } }, "clientKey", /no complete JWK/],
  ["another key's algorithm", { pem: RSA, alg: "ES256" }, "clientKey.alg", /RS256, PS256/],
  ["no signature", { pem: RSA, alg: "none" }, "clientKey.alg", /must be one of/],
  ["an HMAC with a public key's pair", { pem: RSA, alg: "HS256" }, "clientKey.alg", /must be one of/],
  ["an algorithm of the JWK", { jwk: { ...jwk(ec.privateKey), alg: body } }, "clientKey.alg", /ES256/],
];

async function errorsOf(fields: MaterialFields, proved: { method: string; url: URL } = HTTPS) {
  const read = await readMaterial({ clientId: "app", ...fields }, proved);
  return read.ok ? [] : read.errors;
}

test.each(BAD_KEYS)(
  "a key that cannot be used is told with its path and repeats nothing: %s",
  async (_, key, path, words) => {
    const errors = await errorsOf({ clientAuth: "private_key_jwt", clientKey: key });
    expect(errors).toEqual([{ path, message: expect.stringMatching(words) }]);
    for (const line of RSA.split("\n").slice(1, -2)) expect(JSON.stringify(errors)).not.toContain(line);
    const proof = await errorsOf({ clientAuth: "none", dpop: true, dpopKey: key });
    expect(proof).toEqual([{ path: path.replace("clientKey", "dpopKey"), message: errors[0]?.message }]);
  },
);

test.each([
  ["no key", { clientAuth: "private_key_jwt" }, "clientKey"],
  ["no secret", { clientAuth: "client_secret_jwt" }, "clientSecret"],
  [
    "a public key's algorithm for a secret",
    { clientAuth: "client_secret_jwt", clientSecret: "s", assertion: { alg: "RS256" } },
    "assertion.alg",
  ],
  ["no certificate", { clientAuth: "tls_client_auth", clientKey: { pem: RSA } }, "certificate"],
  ["a certificate without its key", { clientAuth: "tls_client_auth", certificate: "x" }, "clientKey"],
  [
    "no PEM of a certificate",
    { clientAuth: "tls_client_auth", certificate: RSA, clientKey: { pem: RSA } },
    "certificate",
  ],
  [
    "authorities that are none",
    { clientAuth: "none", caCertificate: "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----" },
    "caCertificate",
  ],
] as const)("what is missing or wrong is told: %s", async (_, fields, path) => {
  expect((await errorsOf(fields as MaterialFields)).map((error) => error.path)).toEqual([path]);
});

test("all that is wrong is told at once", async () => {
  const fields = { clientAuth: "private_key_jwt", dpop: true, dpopKey: { pem: "" }, caCertificate: "" } as const;
  expect((await errorsOf(fields)).map(({ path }) => path)).toEqual(["clientKey", "dpopKey", "caCertificate"]);
});

test("nothing of what is not asked for is read", async () => {
  const unused = { certificate: "x", clientKey: { pem: "x" }, dpopKey: { pem: "x" } };
  expect(await errorsOf({ clientAuth: "client_secret_basic", ...unused })).toEqual([]);
});

const certificates = makeCertificates();

test.skipIf(!certificates)("a certificate goes with its own key, and over https alone", async () => {
  const { good = "", key = "", ca = "" } = certificates ?? {};
  const tls = { clientAuth: "tls_client_auth", certificate: good, clientKey: { pem: key } } as const;
  expect(await errorsOf(tls)).toEqual([]);
  expect(await errorsOf({ ...tls, certificate: `${good}\n${ca}` })).toEqual([]);
  expect(await errorsOf({ ...tls, clientKey: { pem: RSA } })).toEqual([
    { path: "clientKey", message: expect.stringMatching(/does not belong/) },
  ]);
  const plain = { method: "POST", url: new URL("http://127.0.0.1/token") };
  expect((await errorsOf(tls, plain)).map(({ path }) => path)).toEqual(["clientAuth"]);
});
