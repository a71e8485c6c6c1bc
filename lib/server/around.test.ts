import { afterEach, expect, test, vi } from "vitest";
import { POST as discover } from "../../app/api/discover/route.ts";
import { POST as resource } from "../../app/api/resource/route.ts";
import { type Cage, plainServer } from "./zoo.testing.ts";

vi.spyOn(console, "info").mockImplementation(() => {});
const cages: Cage[] = [];
afterEach(async () => {
  await Promise.all(cages.splice(0).map((cage) => cage.close()));
});

async function serve(answer: (target: string, port: number) => string): Promise<Cage> {
  const cage: Cage = await plainServer((socket) => {
    const [, target = ""] = /^\w+ (\S+)/.exec(cage.requests.at(-1)?.toString() ?? "") ?? [];
    socket.end(answer(target, cage.port));
  });
  cages.push(cage);
  return cage;
}

const http = (status: number, body: string, headers = "") =>
  `HTTP/1.1 ${status} X\r\n${headers}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

async function post(handler: typeof discover, body: object) {
  const headers = { "Content-Type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify(body) };
  const response = await handler(new Request("http://localhost/", init), { params: Promise.resolve({}) });
  const answer = await response.json();
  return { status: response.status, answer, rules: answer.findings?.map(({ rule }: { rule: string }) => rule) };
}

const targets = (cage: Cage) => cage.requests.map((bytes) => bytes.toString().split(" ")[1]);
const metadata = (issuer: string) => JSON.stringify({ issuer, token_endpoint: `${issuer}/token` });

test.each([
  ["", ["/.well-known/oauth-authorization-server"], 1],
  ["/realms/x", ["/.well-known/oauth-authorization-server/realms/x"], 1],
  ["/realms/x/", ["/.well-known/oauth-authorization-server/realms/x"], 1],
  ["/realms/x", ["/.well-known/oauth-authorization-server/realms/x", "/realms/x/.well-known/openid-configuration"], 2],
  ["/a/.well-known/openid-configuration", ["/a/.well-known/openid-configuration"], 1],
] as const)("an issuer with the path %j is asked at %j", async (path, expected, at) => {
  const cage = await serve((_, port) =>
    cage.requests.length < at ? http(404, "") : http(200, metadata(`http://127.0.0.1:${port}${path}`)),
  );
  const { answer } = await post(discover, { issuer: `http://127.0.0.1:${cage.port}${path}` });
  expect(targets(cage)).toEqual(expected);
  expect(answer.exchanges).toHaveLength(at);
  expect(answer.metadata.token_endpoint).toContain("/token");
  expect(answer.request.method).toBe("GET");
  expect(answer.supports.clientAuth).toEqual(["client_secret_basic"]);
});

test.each([
  ["https://other.example", "error"],
  ["SAME/", "warning"],
])("an issuer that names itself %s", async (named, severity) => {
  const cage = await serve((_, port) => http(200, metadata(named.replace("SAME", `http://127.0.0.1:${port}`))));
  const { answer, rules } = await post(discover, { issuer: `http://127.0.0.1:${cage.port}` });
  expect(rules).toEqual(["issuer-mismatch"]);
  expect(answer.findings[0].severity).toBe(severity);
  expect(cage.requests).toHaveLength(1);
});

test.each([
  ["no document", http(404, "")],
  ["a page", http(200, "<html>")],
  ["a list", http(200, "[1]")],
  ["JSON of 100,000 levels", http(200, "[".repeat(100_000))],
  ["deep JSON that ends", http(200, `{"issuer":"x","a":${"[".repeat(5_000)}${"]".repeat(5_000)}}`)],
  ["an object of something else", http(200, '{"hello":"there"}')],
])("%s: both addresses are asked and shown, and nothing is made up", async (_, answer) => {
  const cage = await serve(() => answer);
  const { answer: body, rules, status } = await post(discover, { issuer: `http://127.0.0.1:${cage.port}/x` });
  expect(status).toBe(200);
  expect(body).toMatchObject({ metadata: null, supports: null, exchanges: [{}, {}] });
  expect(rules).toContain("metadata-missing");
  expect(body.findings.at(-1).detail).toContain("/.well-known/oauth-authorization-server/x and ");
});

test("a host that is not there is asked once", async () => {
  const cage = await plainServer("");
  await cage.close();
  const { answer, rules } = await post(discover, { issuer: `http://127.0.0.1:${cage.port}` });
  expect(answer.exchanges).toHaveLength(1);
  expect(rules).toEqual(["connection-refused"]);
});

const bearer = (value: string) => `WWW-Authenticate: Bearer ${value}\r\n`;

/** Refusals as APIs write them. */
test.each([
  [
    "RFC 6750, expired",
    401,
    "",
    bearer('realm="x", error="invalid_token", error_description="The access token expired"'),
    "access-token-expired",
  ],
  [
    "RFC 6750, wrong",
    401,
    "",
    bearer('error="invalid_token", error_description="The token is malformed"'),
    "wrong-access-token",
  ],
  [
    "Keap, expired",
    401,
    '{"fault":{"faultstring":"Access Token expired","detail":{"errorcode":"keymanagement.service.access_token_expired"}}}',
    "",
    "access-token-expired",
  ],
  [
    "Keap, wrong",
    401,
    '{"fault":{"faultstring":"Invalid Access Token","detail":{"errorcode":"keymanagement.service.invalid_access_token"}}}',
    "",
    "wrong-access-token",
  ],
  [
    "Spotify, expired",
    401,
    '{"error":{"status":401,"message":"The access token expired"}}',
    "",
    "access-token-expired",
  ],
  ["Spotify, wrong", 401, '{"error":{"status":401,"message":"Invalid access token"}}', "", "wrong-access-token"],
  [
    "Google",
    401,
    '{"error":{"code":401,"message":"Request had invalid authentication credentials.","status":"UNAUTHENTICATED"}}',
    "",
    "wrong-access-token",
  ],
  [
    "Microsoft Graph, expired",
    401,
    '{"error":{"code":"InvalidAuthenticationToken","message":"Lifetime validation failed, the token is expired."}}',
    "",
    "access-token-expired",
  ],
  ["nothing at all", 401, "", "", "wrong-access-token"],
  ["a scope", 403, "", bearer('error="insufficient_scope", scope="contacts.read"'), "insufficient-scope"],
  ["a right", 403, '{"message":"Forbidden"}', "", "insufficient-scope"],
  ["another scheme", 401, "", 'WWW-Authenticate: DPoP algs="ES256"\r\n', "wrong-token-scheme"],
  ["too often", 429, "", "", "rate-limited"],
  ["a server that fails", 500, "", "", "server-error"],
  ["a success", 200, '{"given_name":"A"}', "", undefined],
  ["a success that speaks of expiry", 200, '{"message":"your plan has expired"}', "", undefined],
  ["not found", 404, '{"message":"contact expired"}', "", undefined],
] as const)("a resource answers: %s", async (_, status, body, headers, rule) => {
  const cage = await serve(() => http(status, body, headers));
  const url = `http://127.0.0.1:${cage.port}/v1/contacts/6`;
  const { answer, rules } = await post(resource, { url, accessToken: "at-1" });
  expect(rules.slice(0, 1)).toEqual(rule === undefined ? [] : [rule]);
  expect(cage.requests[0]?.toString()).toMatch(/^GET \/v1\/contacts\/6 HTTP\/1\.1\r\n/);
  expect(cage.requests[0]?.toString()).toContain("\r\nAuthorization: Bearer at-1\r\n");
  expect(answer.request.raw.base64).toBe(cage.requests[0]?.toString("base64"));
});

test("a provider's own word before the token", async () => {
  const cage = await serve(() => http(200, "{}"));
  await post(resource, { url: `http://127.0.0.1:${cage.port}/`, accessToken: "at-1", scheme: "Zoho-oauthtoken" });
  expect(cage.requests[0]?.toString()).toContain("\r\nAuthorization: Zoho-oauthtoken at-1\r\n");
});

test.each([
  ["a line break in the token", { accessToken: "Canary\r\nX: 1" }, "accessToken"],
  ["no token", { accessToken: "" }, "accessToken"],
  ["two words before it", { accessToken: "a", scheme: "Canary b" }, "scheme"],
  ["no address", { url: "Canary", accessToken: "a" }, "url"],
] as const)("refused, and nothing is repeated: %s", async (_, more, path) => {
  const { status, answer } = await post(resource, { url: "http://127.0.0.1:9/", ...more });
  expect(status).toBe(400);
  expect(answer.errors[0].path).toBe(path);
  expect(JSON.stringify(answer)).not.toContain("Canary");
});
