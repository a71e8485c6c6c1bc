import { afterEach, expect, test, vi } from "vitest";
import { encodeBytes } from "../text/bytes.ts";
import { sendRefresh } from "./send-refresh.ts";
import { parseSettings, type Settings } from "./settings.ts";
import { type Cage, plainServer } from "./zoo.testing.ts";

vi.spyOn(console, "info").mockImplementation(() => {});
const cages: Cage[] = [];
afterEach(async () => {
  await Promise.all(cages.splice(0).map((cage) => cage.close()));
});

const reading = parseSettings({});
const LOCAL = (reading.ok ? reading.settings : null) as Settings;

async function rulesOf(answer: string | Uint8Array) {
  const cage = await plainServer(answer);
  cages.push(cage);
  const url = new URL(`http://127.0.0.1:${cage.port}/token`);
  const refresh = {
    tokenEndpoint: url.href,
    clientId: "app1",
    clientSecret: "s3cret",
    refreshToken: "r1",
    clientAuth: "client_secret_basic",
  } as const;
  const start = performance.now();
  const exchange = await sendRefresh({ id: "x", refresh, url, timeoutMs: 3000, provider: undefined }, LOCAL, {});
  expect(performance.now() - start).toBeLessThan(4000);
  expect(exchange.response).not.toBeNull();
  return exchange.findings.map(({ rule }) => rule);
}

function http(status: number, body: string | Uint8Array, headers = "Content-Type: application/json\r\n"): Uint8Array {
  const bytes = typeof body === "string" ? encodeBytes(body) : body;
  const head = encodeBytes(`HTTP/1.1 ${status} X\r\n${headers}Content-Length: ${bytes.length}\r\n\r\n`);
  return Buffer.concat([head, bytes]);
}

const TOKENS = { access_token: "a1", token_type: "Bearer", expires_in: 3600, refresh_token: "r2" };
const GOOD = JSON.stringify(TOKENS);
const PAGE = "<!doctype html><title>Sign in</title>";
const HTML = "Content-Type: text/html\r\n";
const moved = (status: number) => http(status, "", "Location: /other\r\n");

/** A complete answer is no failure: each of its faults is told by a finding of its own. */
test.each([
  ["a login page with 200", http(200, PAGE, HTML), "html-response"],
  ["a login page with 401", http(401, PAGE, HTML), "html-response"],
  ["204", encodeBytes("HTTP/1.1 204 No Content\r\n\r\n"), "token-response-incomplete"],
  ["200 without a body", http(200, ""), "token-response-incomplete"],
  ["UTF-16", http(200, Buffer.from(`\ufeff${GOOD}`, "utf16le")), "token-response-incomplete"],
  ["UTF-16 without a mark", http(200, Buffer.from(GOOD, "utf16le")), "token-response-incomplete"],
  ["duplicate keys", http(200, GOOD.replace("{", '{"access_token":"a0",')), "token-response-incomplete"],
  ["100,000 levels of JSON", http(200, "[".repeat(100_000)), "token-response-incomplete"],
  ["100,000 levels that end", http(200, "[".repeat(100_000) + "]".repeat(100_000)), "token-response-incomplete"],
  [
    "100,000 levels within",
    http(200, `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`),
    "token-response-incomplete",
  ],
  ["a huge number", http(200, GOOD.replace("3600", "1".repeat(400))), "token-response-incomplete"],
  ["no access_token", http(200, '{"token_type":"Bearer","expires_in":1}'), "token-response-incomplete"],
  ["no token_type", http(200, '{"access_token":"a","expires_in":1}'), "token-response-incomplete"],
  ["JSON cut short", http(200, GOOD.slice(0, -9)), "token-response-incomplete"],
  ["an error under 200", http(200, '{"error":"invalid_grant"}'), "error-in-success"],
  ["301", moved(301), "redirected"],
  ["302", moved(302), "redirected"],
  ["303", moved(303), "redirected"],
  ["307", moved(307), "redirected"],
  ["308", moved(308), "redirected"],
  ["a redirect that leads nowhere", http(302, "", "Location: javascript:alert(1)\r\n"), "redirected"],
  ["429", http(429, "", "Retry-After: 7\r\n"), "rate-limited"],
  ["503", http(503, '{"error":"temporarily_unavailable"}'), "server-error"],
  ["503 of a gateway", http(503, "<html>nginx", HTML), "proxy-or-gateway"],
  ["500", http(500, ""), "server-error"],
  ["401", http(401, '{"error":"invalid_client"}'), "wrong-secret"],
  ["401 without a word", http(401, ""), "wrong-secret"],
  ["405", http(405, ""), "wrong-endpoint"],
  ["415", http(415, ""), "media-type-refused"],
  ["404", http(404, "Not found", "Content-Type: text/plain\r\n"), "wrong-endpoint"],
] as const)("%s has a finding of its own", async (_, answer, rule) => {
  expect(await rulesOf(answer)).toContain(rule);
});

test.each([
  ["a byte order mark", http(200, `\ufeff${GOOD}`)],
  ["further members", http(200, JSON.stringify({ ...TOKENS, scope: "full|x", hello: { there: [1, 2, 3] } }))],
  [
    "another case of the type",
    http(200, GOOD.replace("Bearer", "bearer"), "content-type: Application/JSON;charset=UTF-8\r\n"),
  ],
  ["what is right", http(200, GOOD)],
])("%s is no fault", async (_, answer) => {
  expect(await rulesOf(answer)).toEqual([]);
});
