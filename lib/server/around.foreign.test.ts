import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { POST as discover } from "../../app/api/discover/route.ts";
import { POST as introspect } from "../../app/api/introspect/route.ts";
import { POST as probe } from "../../app/api/probe/route.ts";
import { POST as resource } from "../../app/api/resource/route.ts";
import { POST as revoke } from "../../app/api/revoke/route.ts";
import { POST as send } from "../../app/api/send/route.ts";
import { type StrictServer, startStrictServer } from "../../e2e/foreign/strict-server.ts";
import { makeCertificates } from "./zoo.testing.ts";

vi.spyOn(console, "info").mockImplementation(() => {});
const certificates = makeCertificates();
const { ca = "", key = "", good = "" } = certificates ?? {};
const strict = test.skipIf(!certificates);
if (!certificates) test.skip("a TLS token server needs the openssl program", () => {});

const CLIENT = { clientId: "basic", clientSecret: "s+cr/t", clientAuth: "client_secret_basic" };
const BOUND = { clientId: "bound", clientAuth: "none" };

let server: StrictServer;
beforeAll(async () => {
  if (!certificates) return;
  const clients = [
    { client_id: "basic", client_secret: "s+cr/t", token_endpoint_auth_method: "client_secret_basic" },
    { client_id: "bound", token_endpoint_auth_method: "none", dpop_bound_access_tokens: true },
  ];
  server = await startStrictServer({ key, cert: good, ca, clients });
});
afterAll(() => server?.close());

async function post(handler: typeof send, body: object) {
  const headers = { "Content-Type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify({ ...body, caCertificate: ca }) };
  const response = await handler(new Request("http://localhost/", init), { params: Promise.resolve({}) });
  const answer = await response.json();
  const text = Buffer.from(answer.response?.body.base64 ?? "", "base64").toString();
  const reply = text.startsWith("{") ? JSON.parse(text) : null;
  const rules = answer.findings?.map(({ rule }: { rule: string }) => rule);
  return { status: response.status, answer, reply, rules };
}

const tokenEndpoint = () => `${server.issuer}/token`;
const refresh = async (client: object, id: string, more: object = {}) =>
  post(send, { ...client, ...more, tokenEndpoint: tokenEndpoint(), refreshToken: await server.issue(id) });

strict("introspection: active, then revoked, then inactive; the client is asked for", async () => {
  const { reply: tokens } = await refresh(CLIENT, "basic");
  const about = { ...CLIENT, endpoint: `${server.issuer}/token/introspection`, token: tokens.access_token };
  const active = await post(introspect, { ...about, tokenTypeHint: "access_token" });
  expect(active.reply).toMatchObject({ active: true, client_id: "basic" });
  expect(active.rules).toEqual([]);
  const stranger = await post(introspect, { ...about, clientSecret: "wrong" });
  expect(stranger.answer.response.status).toBe(401);
  expect(stranger.rules).toEqual(["wrong-secret"]);
  const ended = await post(revoke, { ...about, endpoint: `${server.issuer}/token/revocation` });
  expect(ended.answer.response.status).toBe(200);
  expect(ended.rules).toEqual(["revocation-silent"]);
  const inactive = await post(introspect, about);
  expect(inactive.reply).toEqual({ active: false });
  expect(inactive.rules).toEqual(["token-inactive"]);
});

strict("the new access token works; a refresh token in its place and a revoked one do not", async () => {
  const { reply: tokens } = await refresh(CLIENT, "basic");
  const url = `${server.issuer}/me`;
  const right = await post(resource, { url, accessToken: tokens.access_token });
  expect(right).toMatchObject({ reply: { sub: "somebody" }, rules: [] });
  expect(right.answer.request.body).toBeNull();
  const wrong = await post(resource, { url, accessToken: tokens.refresh_token });
  expect(wrong.answer.response.status).toBe(401);
  expect(wrong.rules).toEqual(["wrong-access-token"]);
});

strict("a DPoP token works with its key alone, and the challenge tells a plain one", async () => {
  const { reply: tokens, answer } = await refresh(BOUND, "bound", { dpop: true });
  const url = `${server.issuer}/me`;
  const dpopKey = { jwk: answer.dpop.key };
  const right = await post(resource, { url, accessToken: tokens.access_token, dpop: true, dpopKey });
  expect(right.reply).toEqual({ sub: "somebody" });
  expect(right.answer.dpop.claims).toMatchObject({ htm: "GET", htu: url, ath: expect.any(String) });
  const other = await post(resource, { url, accessToken: tokens.access_token, dpop: true });
  expect(other.answer.response.status).toBe(401);
  const plain = await post(resource, { url, accessToken: tokens.access_token });
  expect(plain.answer.response.status).toBe(401);
  expect(plain.rules.length).toBeGreaterThan(0);
});

strict("discovery: at the second address, with what the server supports", async () => {
  const found = await post(discover, { issuer: server.issuer });
  expect(found.answer.metadata).toMatchObject({ issuer: server.issuer, token_endpoint: tokenEndpoint() });
  expect(found.answer.exchanges.at(-1).request.url).toBe(found.answer.request.url);
  expect(found.rules).toEqual([]);
  expect(found.answer.supports).toMatchObject({
    tokenEndpoint: tokenEndpoint(),
    introspectionEndpoint: `${server.issuer}/token/introspection`,
    clientAuth: expect.arrayContaining(["private_key_jwt", "tls_client_auth"]),
    refresh: true,
  });
});

strict("a probe tells a right client from a wrong one, and spends nothing", async () => {
  const right = await post(probe, { ...CLIENT, tokenEndpoint: tokenEndpoint() });
  expect(right.answer.verdict).toEqual({ format: "right", client: "right", endpoint: "right" });
  const wrong = await post(probe, { ...CLIENT, clientSecret: "wrong", tokenEndpoint: tokenEndpoint() });
  expect(wrong.answer.verdict).toEqual({ format: "right", client: "wrong", endpoint: "right" });
  const place = await post(probe, { ...CLIENT, tokenEndpoint: `${server.issuer}/tokens` });
  expect(place.answer.verdict.endpoint).toBe("wrong");
});
