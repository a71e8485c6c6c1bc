import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { POST as introspect } from "../../app/api/introspect/route.ts";
import { POST as probe } from "../../app/api/probe/route.ts";
import { POST as revoke } from "../../app/api/revoke/route.ts";
import { POST as send } from "../../app/api/send/route.ts";
import { type SecondServer, startSecondServer } from "../../e2e/foreign/second-server.ts";
import type { ForeignClient } from "../../e2e/foreign/token-server.ts";

vi.spyOn(console, "info").mockImplementation(() => {});

const ODD = "a+b/c=d%e&f%20~\"'$!";
const CLIENTS: readonly ForeignClient[] = [
  { clientId: "basic", clientSecret: "plain", clientAuth: "client_secret_basic" },
  { clientId: "basic-odd", clientSecret: ODD, clientAuth: "client_secret_basic" },
  { clientId: "post", clientSecret: "plain", clientAuth: "client_secret_post" },
  { clientId: "post&odd=id", clientSecret: ODD, clientAuth: "client_secret_post" },
  { clientId: "public", clientSecret: undefined, clientAuth: "none" },
];
const [BASIC, ODD_BASIC] = CLIENTS as [ForeignClient, ForeignClient];

let server: SecondServer;
beforeAll(async () => {
  server = await startSecondServer(CLIENTS);
});
afterAll(() => server.close());

async function post(handler: typeof send, body: object) {
  const headers = { "Content-Type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  const response = await handler(new Request("http://localhost/", init), { params: Promise.resolve({}) });
  const answer = await response.json();
  const text = Buffer.from(answer.response?.body.base64 ?? "", "base64").toString();
  const reply = text.startsWith("{") ? JSON.parse(text) : null;
  const rules: string[] = (answer.findings ?? []).map(({ rule }: { rule: string }) => rule);
  return { answer, reply, rules, status: answer.response?.status };
}

const refresh = (client: object, refreshToken: string) =>
  post(send, { basicEncoding: "raw", ...client, tokenEndpoint: `${server.origin}/token`, refreshToken });

test.each(CLIENTS)("three rotations with $clientAuth as $clientId", async (client) => {
  let token = await server.issue(client);
  for (let rotation = 1; rotation <= 3; rotation++) {
    const { reply, rules } = await refresh(client, token);
    expect(reply).toMatchObject({ token_type: "Bearer", refresh_token: expect.any(String), scope: "contacts" });
    // That it is not form-encoded is told even where the server likes it so.
    expect(rules).toEqual(client === ODD_BASIC ? ["basic-not-form-encoded"] : []);
    expect(reply.refresh_token).not.toBe(token);
    token = reply.refresh_token;
  }
});

test("it takes a Basic header as it is: form-encoded, an odd secret is another one, and that is told", async () => {
  const token = await server.issue(ODD_BASIC);
  const refused = await refresh({ ...ODD_BASIC, basicEncoding: "form" }, token);
  expect(refused.reply).toMatchObject({ error: "invalid_client" });
  expect(refused.rules[0]).toBe("basic-form-encoded-unexpected");
  // The token was not looked at: it still is good.
  expect((await refresh(ODD_BASIC, token)).reply).toHaveProperty("access_token");
});

test("its word for a spent token is invalid_request, and it is told as spent all the same", async () => {
  const token = await server.issue(BASIC);
  await refresh(BASIC, token);
  const { status, reply, rules } = await refresh(BASIC, token);
  expect([status, reply.error]).toEqual([400, "invalid_request"]);
  expect(rules).toEqual(["refresh-token-rotated"]);
  const wrong = await refresh({ ...BASIC, clientSecret: "another" }, token);
  expect(wrong.rules).toEqual(["wrong-secret"]);
  const foreign = await refresh(CLIENTS[2] as ForeignClient, await server.issue(BASIC));
  expect(foreign.rules).toEqual(["refresh-token-dead"]);
});

test("a probe tells format, client and endpoint right, though the code for a made-up token is invalid_request", async () => {
  const { answer } = await post(probe, { ...BASIC, tokenEndpoint: `${server.origin}/token` });
  expect(answer.verdict).toEqual({ format: "right", client: "right", endpoint: "right" });
  const wrong = await post(probe, { ...BASIC, clientSecret: "another", tokenEndpoint: `${server.origin}/token` });
  expect(wrong.answer.verdict).toMatchObject({ client: "wrong" });
});

test("introspection tells the token active; revoked, it is not, and the server is silent on that", async () => {
  const { reply: tokens } = await refresh(BASIC, await server.issue(BASIC));
  const about = { ...BASIC, endpoint: `${server.origin}/introspect`, token: tokens.access_token };
  const active = await post(introspect, { ...about, tokenTypeHint: "access_token" });
  expect(active.reply).toMatchObject({ active: true, client_id: "basic", scope: "contacts" });
  expect(active.rules).toEqual([]);
  const ended = await post(revoke, { ...about, endpoint: `${server.origin}/revoke` });
  expect([ended.status, ended.rules]).toEqual([200, ["revocation-silent"]]);
  const inactive = await post(introspect, about);
  expect(inactive.reply).toEqual({ active: false });
  expect(inactive.rules).toEqual(["token-inactive"]);
});
