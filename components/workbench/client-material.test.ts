import { describe, expect, test } from "vitest";
import type { ClientAuthMethod } from "../../lib/oauth/client-request.ts";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import { checkMaterial, EMPTY_MATERIAL, type MaterialFields, toSendOptions } from "./client-material.ts";
import { toFields, toRefreshRequest } from "./fields.ts";

const PEM = "-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----\n";
const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
const BASE = { tokenEndpoint: "https://id.example.com/token", clientId: "id", refreshToken: "token" };

describe("a request comes back from the form as it was", () => {
  const requests: [name: string, request: RefreshRequest][] = [
    [
      "private_key_jwt, PEM",
      {
        ...BASE,
        clientAuth: "private_key_jwt",
        clientKey: { pem: PEM, alg: "PS256", kid: "k1" },
        assertion: { audience: "https://id.example.com" },
      },
    ],
    [
      "private_key_jwt, JWK",
      {
        ...BASE,
        clientAuth: "private_key_jwt",
        clientKey: { jwk: { kty: "EC", crv: "P-256", x: "a", y: "b", d: "c" } },
      },
    ],
    [
      "client_secret_jwt",
      { ...BASE, clientAuth: "client_secret_jwt", clientSecret: "secret", assertion: { alg: "HS512" } },
    ],
    ["tls_client_auth", { ...BASE, clientAuth: "tls_client_auth", clientKey: { pem: PEM }, certificate: CERTIFICATE }],
    [
      "DPoP and resources",
      {
        ...BASE,
        clientAuth: "none",
        dpop: true,
        dpopKey: { pem: PEM },
        dpopNonce: "n",
        resource: ["https://a.example.com/", "https://b.example.com/"],
      },
    ],
  ];
  test.each(requests)("%s", (_, request) => expect(toRefreshRequest(toFields(request))).toEqual(request));
});

describe("messages at the field repeat nothing of a key", () => {
  const cases: [change: Partial<MaterialFields>, method: ClientAuthMethod, field: string | undefined, says: RegExp][] =
    [
      [{ clientKey: PEM }, "private_key_jwt", undefined, /^$/],
      [{ clientKey: "" }, "private_key_jwt", "clientKey", /missing/],
      [{ clientKey: '{"kty":"EC","x":"canary"}' }, "private_key_jwt", "clientKey", /member d/],
      [{ clientKey: "-----BEGIN PUBLIC KEY-----\ncanary" }, "private_key_jwt", "clientKey", /public half/],
      [{ clientKey: "-----BEGIN ENCRYPTED PRIVATE KEY-----\ncanary" }, "private_key_jwt", "clientKey", /passphrase/],
      [{ clientKey: "canary" }, "private_key_jwt", "clientKey", /Neither/],
      [{ clientKey: "canary" }, "client_secret_basic", undefined, /^$/],
      [{ clientKey: PEM, certificate: "" }, "tls_client_auth", "certificate", /missing/],
      [{ clientKey: PEM, certificate: "canary" }, "tls_client_auth", "certificate", /BEGIN CERTIFICATE/],
      [{ dpop: true, dpopKey: "canary" }, "none", "dpopKey", /Neither/],
      [{ dpop: false, dpopKey: "canary" }, "none", undefined, /^$/],
      [{ caCertificate: "canary" }, "none", "caCertificate", /No certificate/],
      [{ timeout: "0.5" }, "none", "timeout", /1 to 60/],
      [{ timeout: "ten" }, "none", "timeout", /1 to 60/],
      [{ timeout: "60" }, "none", undefined, /^$/],
    ];
  test.each(cases)("%o with %s", (change, method, field, says) => {
    const [first] = checkMaterial({ ...EMPTY_MATERIAL, ...change }, method, BASE.tokenEndpoint);
    expect(first?.field).toBe(field);
    expect(first?.message ?? "").toMatch(says);
    expect(first?.message ?? "").not.toContain("canary");
  });

  test("a certificate needs https", () => {
    const fields = { ...EMPTY_MATERIAL, clientKey: PEM, certificate: CERTIFICATE };
    expect(checkMaterial(fields, "tls_client_auth", "http://127.0.0.1/token")).toHaveLength(1);
  });
});

test("seconds become milliseconds, and nothing is told that was not typed", () => {
  expect(toSendOptions(EMPTY_MATERIAL)).toEqual({});
  expect(toSendOptions({ ...EMPTY_MATERIAL, timeout: "2.5", caCertificate: CERTIFICATE })).toEqual({
    timeoutMs: 2500,
    caCertificate: CERTIFICATE,
  });
});
