import crypto from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { RESOURCE, type StrictClient, type StrictServer, startStrictServer } from "../../e2e/foreign/strict-server.ts";
import type { ClientFields } from "../oauth/client-request.ts";
import type { RefreshRequest } from "../oauth/refresh-request.ts";
import { readMaterial } from "./material.ts";
import { sendRefresh } from "./send-refresh.ts";
import { parseSettings, type Settings } from "./settings.ts";
import { makeCertificates } from "./zoo.testing.ts";

vi.spyOn(console, "info").mockImplementation(() => {});
const certificates = makeCertificates();
const { ca = "", key = "", good = "", selfSigned = "" } = certificates ?? {};
const reading = parseSettings({});
const LOCAL = (reading.ok ? reading.settings : null) as Settings;

/** PEM in every dress that private keys come in, and JWK. */
const rsa = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
const curves = ["P-256", "P-384", "P-521"].map((namedCurve) => crypto.generateKeyPairSync("ec", { namedCurve }));
const ed = crypto.generateKeyPairSync("ed25519");
const pem = (k: crypto.KeyObject, type: "pkcs8" | "pkcs1" | "sec1") => k.export({ type, format: "pem" } as never);
const jwk = (k: crypto.KeyObject) => k.export({ format: "jwk" }) as Record<string, string>;
const publicJwk = (k: crypto.KeyObject): object => jwk(k);

interface Case {
  readonly name: string;
  readonly client: StrictClient;
  readonly fields: Omit<ClientFields, "clientId" | "clientAuth">;
}

const SECRET = "a-secret-of-more-than-sixty-four-bytes-so-that-every-hmac-takes-it-0123456789";

function jwtCase(alg: string, keys: { publicKey: crypto.KeyObject }, clientKey: ClientFields["clientKey"]): Case {
  const name = `private_key_jwt ${alg} ${clientKey?.pem?.slice(11, 30).split("-")[0] ?? "JWK"}`;
  return {
    name,
    client: {
      client_id: name.replaceAll(" ", "-"),
      token_endpoint_auth_method: "private_key_jwt",
      token_endpoint_auth_signing_alg: alg,
      jwks: { keys: [{ ...publicJwk(keys.publicKey), kid: "k1" } as never] },
    },
    fields: { clientKey: { ...clientKey, kid: "k1", ...(alg === "default" ? {} : { alg }) } },
  };
}

const [p256, p384, p521] = curves as [(typeof curves)[0], (typeof curves)[0], (typeof curves)[0]];
const CASES: readonly Case[] = [
  ...["HS256", "HS384", "HS512"].map((alg) => ({
    name: `client_secret_jwt ${alg}`,
    client: {
      client_id: `secret-${alg}`,
      client_secret: SECRET,
      token_endpoint_auth_method: "client_secret_jwt",
      token_endpoint_auth_signing_alg: alg,
    },
    fields: { clientSecret: SECRET, assertion: { alg } },
  })),
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"].map((alg) =>
    jwtCase(alg, rsa, { pem: pem(rsa.privateKey, "pkcs8") as string }),
  ),
  jwtCase("RS256", rsa, { pem: pem(rsa.privateKey, "pkcs1") as string }),
  jwtCase("RS256", rsa, { jwk: jwk(rsa.privateKey) }),
  jwtCase("ES256", p256, { pem: pem(p256.privateKey, "sec1") as string }),
  jwtCase("ES256", p256, { jwk: { ...jwk(p256.privateKey), use: "sig" } }),
  jwtCase("ES384", p384, { pem: pem(p384.privateKey, "pkcs8") as string }),
  jwtCase("ES512", p521, { pem: pem(p521.privateKey, "pkcs8") as string }),
  jwtCase("EdDSA", ed, { pem: pem(ed.privateKey, "pkcs8") as string }),
  jwtCase("Ed25519", ed, { jwk: jwk(ed.privateKey) }),
];

const TLS_CASES: readonly Case[] = certificates
  ? [
      {
        name: "tls_client_auth",
        client: {
          client_id: "tls",
          token_endpoint_auth_method: "tls_client_auth",
          tls_client_auth_subject_dn: "O=Zoo,CN=auth.zoo.example",
        },
        fields: { certificate: good, clientKey: { pem: key } },
      },
      {
        name: "self_signed_tls_client_auth",
        client: {
          client_id: "self-signed",
          token_endpoint_auth_method: "self_signed_tls_client_auth",
          jwks: { keys: [toCertificateJwk(selfSigned)] },
        },
        fields: { certificate: selfSigned, clientKey: { jwk: jwk(crypto.createPrivateKey(key)) } },
      },
    ]
  : [];

function toCertificateJwk(certificate: string): never {
  const x509 = new crypto.X509Certificate(certificate);
  return { ...publicJwk(x509.publicKey), x5c: [x509.raw.toString("base64")] } as never;
}

const PUBLIC: StrictClient = {
  client_id: "public",
  token_endpoint_auth_method: "none",
  dpop_bound_access_tokens: true,
};

let server: StrictServer;
let withNonce: StrictServer;
beforeAll(async () => {
  if (!certificates) return;
  const clients = [...CASES, ...TLS_CASES].map(({ client }) => client);
  server = await startStrictServer({ key, cert: good, ca, clients: [...clients, PUBLIC] });
  withNonce = await startStrictServer({ key, cert: good, ca, clients: [PUBLIC], requireNonce: true });
});
afterAll(() => Promise.all([server?.close(), withNonce?.close()]));

async function refresh(
  issuer: string,
  client: StrictClient,
  refreshToken: string,
  fields: Omit<ClientFields, "clientId" | "clientAuth"> & Partial<RefreshRequest>,
) {
  const url = new URL(`${issuer}/token`);
  const clientAuth = client.token_endpoint_auth_method as ClientFields["clientAuth"];
  const form = { tokenEndpoint: url.href, clientId: client.client_id, clientAuth, refreshToken, ...fields };
  const read = await readMaterial({ ...form, caCertificate: ca }, { method: "POST", url });
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  const order = { id: "x", refresh: form, url, timeoutMs: 5000, provider: undefined, material: read.material };
  const exchange = await sendRefresh(order, LOCAL, {});
  const reply = JSON.parse(Buffer.from(exchange.response?.body.base64 ?? "", "base64").toString() || "{}");
  return { exchange, reply };
}

const strict = test.skipIf(!certificates);
if (!certificates) test.skip("a TLS token server needs the openssl program", () => {});

strict.each([...CASES, ...TLS_CASES])("oidc-provider accepts $name, twice in a row", async ({ client, fields }) => {
  let token = await server.issue(client.client_id);
  for (let i = 0; i < 2; i++) {
    const { exchange, reply } = await refresh(server.issuer, client, token, fields);
    expect(reply).toMatchObject({ token_type: "Bearer", refresh_token: expect.any(String) });
    expect(exchange.findings.filter(({ severity }) => severity !== "info")).toEqual([]);
    token = reply.refresh_token;
  }
});

strict.each(CASES)("what is told of $name is what was sent", async ({ client, fields }) => {
  const { exchange } = await refresh(server.issuer, client, "unknown", fields);
  const body = new URLSearchParams(Buffer.from(exchange.request.body?.base64 ?? "", "base64").toString());
  const [header, claims] = (body.get("client_assertion") ?? "")
    .split(".")
    .slice(0, 2)
    .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()));
  expect(exchange.assertion).toEqual({ header, claims });
  expect(claims).toMatchObject({ iss: client.client_id, sub: client.client_id, aud: `${server.issuer}/token` });
  expect(claims.exp - claims.iat).toBe(60);
  expect(body.get("client_assertion_type")).toBe("urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
});

strict("oidc-provider takes its issuer as audience, and refuses another", async () => {
  const [, , , kept] = CASES;
  if (!kept) throw new Error("no case");
  const { client, fields } = kept;
  const token = await server.issue(client.client_id);
  const wrong = { ...fields, assertion: { audience: "https://other.example" } };
  expect((await refresh(server.issuer, client, token, wrong)).reply.error).toBe("invalid_client");
  const right = { ...fields, assertion: { audience: server.issuer } };
  expect((await refresh(server.issuer, client, token, right)).reply.access_token).toEqual(expect.any(String));
});

strict("another client's certificate is refused", async () => {
  const [tls, own] = TLS_CASES;
  if (!tls || !own) throw new Error("no case");
  const token = await server.issue(tls.client.client_id);
  const { exchange, reply } = await refresh(server.issuer, tls.client, token, own.fields);
  expect(reply.error).toBe("invalid_client");
  expect(exchange.clientCertificate?.subject).toBe("CN=auth.zoo.example");
});

strict("DPoP: a key made for the send binds the tokens, and comes with the exchange", async () => {
  const { exchange, reply } = await refresh(server.issuer, PUBLIC, await server.issue("public"), { dpop: true });
  expect(reply.token_type).toBe("DPoP");
  expect(exchange.dpop?.key).toMatchObject({ kty: "EC", d: expect.any(String) });
  expect(exchange.dpop?.claims).toMatchObject({ htm: "POST", htu: `${server.issuer}/token` });
  const again = await refresh(server.issuer, PUBLIC, await server.issue("public"), {
    dpop: true,
    dpopKey: { jwk: exchange.dpop?.key as Record<string, string> },
  });
  expect(again.exchange.dpop).toMatchObject({ thumbprint: exchange.dpop?.thumbprint, key: null });
});

strict.each([
  ["ES256", p256],
  ["ES384", p384],
  ["RS256", rsa],
  ["PS256", rsa],
  ["EdDSA", ed],
] as const)("DPoP with a given key: %s", async (alg, keys) => {
  const dpopKey = { pem: pem(keys.privateKey, "pkcs8") as string, alg };
  const sent = await refresh(server.issuer, PUBLIC, await server.issue("public"), { dpop: true, dpopKey });
  const known = ["ES256", "EdDSA", "Ed25519"].includes(alg);
  expect(sent.exchange.dpop?.header).toMatchObject({ typ: "dpop+jwt", alg });
  expect(JSON.stringify(sent.exchange.dpop)).not.toContain(`"d":`);
  if (known) expect(sent.reply.token_type).toBe("DPoP");
  else expect(["DPoP", undefined]).toContain(sent.reply.token_type);
});

strict("DPoP: one send is one request; the nonce that was asked for makes the next one pass", async () => {
  const token = await withNonce.issue("public");
  const first = await refresh(withNonce.issuer, PUBLIC, token, { dpop: true });
  expect(first.reply.error).toBe("use_dpop_nonce");
  const { serverNonce, key: made } = first.exchange.dpop ?? {};
  expect(serverNonce).toEqual(expect.any(String));
  expect(first.exchange.findings[0]).toMatchObject({ rule: "dpop-nonce-needed", severity: "error" });
  const second = await refresh(withNonce.issuer, PUBLIC, token, {
    dpop: true,
    dpopKey: { jwk: made as Record<string, string> },
    dpopNonce: serverNonce ?? "",
  });
  expect(second.reply.token_type).toBe("DPoP");
  expect(second.exchange.dpop?.claims.nonce).toBe(serverNonce);
});

strict("resource indicators: one parameter each, understood by the server", async () => {
  const [first] = CASES;
  if (!first) throw new Error("no case");
  const token = await server.issue(first.client.client_id, { resource: RESOURCE });
  const { exchange, reply } = await refresh(server.issuer, first.client, token, {
    ...first.fields,
    resource: [RESOURCE],
  });
  expect(reply.access_token).toEqual(expect.any(String));
  expect(Buffer.from(exchange.request.body?.base64 ?? "", "base64").toString()).toContain(
    `&resource=${encodeURIComponent(RESOURCE)}`,
  );
  const unknown = await refresh(server.issuer, first.client, reply.refresh_token, {
    ...first.fields,
    resource: ["https://other.example/"],
  });
  expect(unknown.reply.error).toBe("invalid_target");
});
