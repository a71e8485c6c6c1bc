import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { issuePracticeTokens } from "./practice-store.ts";
import { sendRefresh } from "./send-refresh.ts";
import { parseSettings, type Settings } from "./settings.ts";
import { plainServer } from "./zoo.testing.ts";

const lines = vi.spyOn(console, "info").mockImplementation(() => {});
beforeEach(() => lines.mockClear());
afterAll(() => lines.mockRestore());

function settingsOf(env: Record<string, string>): Settings {
  const reading = parseSettings(env);
  if (!reading.ok) throw new Error(reading.problems.join(" "));
  return reading.settings;
}

const PUBLIC = settingsOf({ REGRANT_MODE: "public", REGRANT_ORIGIN: "https://regrant.example.com" });
const LOCAL = settingsOf({});

/** A refresh with a live token of a practice client that uses Basic. */
async function order(endpoint: string, more: { refreshToken?: string; clientSecret?: string } = {}) {
  const issued = (await issuePracticeTokens()).find(({ client }) => client.auth.includes("client_secret_basic"));
  if (!issued) throw new Error("no practice client uses Basic");
  const { client, family } = issued;
  const url = new URL(endpoint);
  const refresh = {
    tokenEndpoint: url.href,
    clientId: client.id,
    clientSecret: more.clientSecret ?? client.secret ?? "",
    refreshToken: more.refreshToken ?? family.current,
    clientAuth: "client_secret_basic",
  } as const;
  return { id: "x", refresh, url, timeoutMs: 2000, provider: undefined };
}

const decode = (base64: string | undefined) => Buffer.from(base64 ?? "", "base64").toString();

test("public mode answers its own practice endpoint in the process, as bytes that were on no wire", async () => {
  const { request, response, failure, remote, timings, findings } = await sendRefresh(
    await order("https://regrant.example.com/practice/token?dialect=rfc"),
    PUBLIC,
    {},
  );
  expect({ failure, remote, findings }).toEqual({ failure: null, remote: null, findings: [] });
  expect(timings).toMatchObject({ dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null });
  expect(decode(request.raw.base64)).toMatch(
    /^POST \/practice\/token\?dialect=rfc HTTP\/1\.1\r\nHost: regrant\.example/,
  );
  expect(response).toMatchObject({ status: 200, reason: "OK", httpVersion: "1.1" });
  expect(JSON.parse(decode(response?.body.base64))).toMatchObject({ token_type: "Bearer" });
  expect(decode(response?.raw.base64)).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
});

test.each([
  "https://regrant.example.com/api/health",
  "http://regrant.example.com/practice/token",
  "http://127.0.0.1/practice/token",
  "https://localhost/practice/token",
])("public mode does not take %s for its own", async (endpoint) => {
  const resolve = vi.spyOn((await import("node:dns")).promises, "lookup").mockRejectedValue({ code: "ENOTFOUND" });
  const { failure, response } = await sendRefresh(await order(endpoint), PUBLIC, {});
  resolve.mockRestore();
  expect(response).toBeNull();
  expect(failure?.kind).toMatch(/^(blocked|dns)$/);
});

test("what the server said becomes findings", async () => {
  const wrong = await sendRefresh(
    await order("https://regrant.example.com/practice/token", { clientSecret: "another" }),
    PUBLIC,
    {},
  );
  expect(wrong.response?.status).toBe(401);
  expect(Array.isArray(wrong.findings)).toBe(true);
});

test("one log line a send: host, status, failure, and nothing that was sent or came back", async () => {
  const cage = await plainServer("HTTP/1.1 500 secret-reason\r\nX-Secret: secret-header\r\n\r\nsecret-body");
  const endpoint = `http://127.0.0.1:${cage.port}/secret-path?secret=query`;
  await sendRefresh(await order(endpoint, { refreshToken: "secret-token", clientSecret: "secret-word" }), LOCAL, {});
  await cage.close();
  await sendRefresh(await order(endpoint, { refreshToken: "secret-token" }), LOCAL, {});
  await sendRefresh(await order("http://169.254.169.254/secret-path"), PUBLIC, {});
  expect(lines.mock.calls.flat()).toEqual([
    `send 127.0.0.1:${cage.port} 500 -`,
    `send 127.0.0.1:${cage.port} - refused`,
    "send 169.254.169.254 - blocked",
  ]);
});
