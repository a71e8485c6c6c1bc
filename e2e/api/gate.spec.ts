import { expect } from "@playwright/test";
import { call, exchange, expectProblem } from "./raw-http.ts";
import { test } from "./server-test.ts";

const close = "Connection: close\r\n\r\n";
const hostOf = (baseURL: string) => new URL(baseURL).host;

test("every path asks for one of the own hosts", async ({ server: baseURL }) => {
  const paths = [
    "/",
    "/practice",
    "/api/health",
    "/icon.svg",
    "/_next/static/x.js",
    "/_next/data/x.json",
    "/_next/image?url=x",
  ];
  for (const path of [...paths, "/nowhere", "/practice/", "//evil.example/x", "/%zz", "/practice/token"]) {
    expectProblem(await exchange(baseURL, `GET ${path} HTTP/1.1\r\nHost: evil.example\r\n${close}`), 421, ["evil"]);
  }
});

test("no trick makes another host the own one", async ({ server: baseURL }) => {
  const own = hostOf(baseURL);
  const lines = {
    "no Host in HTTP/1.0": `GET /api/health HTTP/1.0\r\n\r\n`,
    "no Host": `GET /api/health HTTP/1.1\r\n${close}`,
    "two Hosts": `GET /api/health HTTP/1.1\r\nHost: ${own}\r\nHost: evil.example\r\n${close}`,
    "an absolute target": `GET http://evil.example/api/health HTTP/1.1\r\nHost: ${own}\r\n${close}`,
    "X-Forwarded-Host": `GET /api/health HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: ${own}\r\n${close}`,
    "a header of Next's own": `GET /api/health HTTP/1.1\r\nHost: evil.example\r\nx-middleware-subrequest: proxy:proxy:proxy:proxy:proxy\r\n${close}`,
    "a page as data": `GET /practice?_rsc=1 HTTP/1.1\r\nHost: evil.example\r\nRSC: 1\r\n${close}`,
  };
  for (const bytes of Object.values(lines)) expectProblem(await exchange(baseURL, bytes), 421, ["evil"]);
  const right = await exchange(baseURL, `GET http://${own}/api/health HTTP/1.1\r\nHost: evil.example\r\n${close}`);
  expect(right.status).toBe(200);
});

test("the wire gate's own header does not come from outside", async ({ server: baseURL }) => {
  const answer = await call(baseURL, { path: "/api/health", headers: { "x-regrant-refusal": "403" } });
  expect(answer.status).toBe(200);
});

test("an exempt path is exempt only where it leads", async ({ server: baseURL }) => {
  const head = `Host: ${hostOf(baseURL)}\r\nOrigin: http://evil.example\r\nContent-Type: application/json\r\nContent-Length: 2\r\n${close}{}`;
  for (const path of [
    "/catch/x/in/../../../api/practice/reset",
    "/catch/x/in/%2e%2e/%2e%2e/%2e%2e/api/practice/reset",
  ]) {
    expectProblem(await exchange(baseURL, `POST ${path} HTTP/1.1\r\n${head}`), 403);
  }
  expect((await exchange(baseURL, `POST /practice/%74oken HTTP/1.1\r\n${head}`)).status).not.toBe(200);
});

test("methods that Next cannot read are refused like any other", async ({ server: baseURL }) => {
  for (const method of ["TRACE", "PROPFIND", "QUERY", "M-SEARCH"]) {
    for (const path of ["/api/health", "/", "/practice/token"]) {
      const answer = await exchange(baseURL, `${method} ${path} HTTP/1.1\r\nHost: ${hostOf(baseURL)}\r\n${close}`);
      expectProblem(answer, 405);
      expect(answer.headers.allow).toBeTruthy();
    }
  }
  expectProblem(await exchange(baseURL, `OPTIONS * HTTP/1.1\r\nHost: ${hostOf(baseURL)}\r\n${close}`), 405);
});

test("pages take no other method", async ({ server: baseURL }) => {
  for (const method of ["POST", "PUT", "DELETE"]) {
    expectProblem(await call(baseURL, { method, path: "/" }), 405);
    expectProblem(await call(baseURL, { method, path: "/", json: {}, headers: { "Next-Action": "x" } }), 405);
  }
});

test("who is turned away need not send the body first", async ({ server: baseURL }) => {
  const start = `POST /api/practice/reset HTTP/1.1\r\nHost: ${hostOf(baseURL)}\r\n`;
  const unfinished = `${start}Content-Type: application/json\r\nContent-Length: 60000\r\n`;
  expectProblem(await exchange(baseURL, `${unfinished}Origin: null\r\n\r\n{`), 403);
  expectProblem(await exchange(baseURL, `${start}Content-Type: text/plain\r\nContent-Length: 60000\r\n\r\n{`), 415);
  expectProblem(
    await exchange(baseURL, `${start}Content-Type: application/json\r\nContent-Length: 9000000\r\n\r\n{`),
    413,
  );
});

test("an endless body is answered as soon as it is too long", async ({ server: baseURL }) => {
  const chunk = `100000\r\n${"x".repeat(0x100000)}\r\n`;
  const start = `POST /api/practice/reset HTTP/1.1\r\nHost: ${hostOf(baseURL)}\r\nContent-Type: application/json\r\n`;
  const bytes = `${start}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(9)}`;
  expectProblem(await exchange(baseURL, bytes, 15_000), 413);
});

test("a page carries its policy, a new nonce each time, and no more", async ({ server: baseURL }) => {
  const [one, two] = [await call(baseURL, { path: "/practice" }), await call(baseURL, { path: "/practice" })];
  const policyOf = ({ headers }: typeof one) => String(headers["content-security-policy"]);
  const nonceOf = (page: typeof one) => /'nonce-([^']{20,})'/.exec(policyOf(page))?.[1];
  expect(nonceOf(one)).toBeTruthy();
  expect(nonceOf(one)).not.toBe(nonceOf(two));
  const scripts = one.text.match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect(script).toContain(`nonce="${nonceOf(one)}"`);
  for (const directive of [
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
  ]) {
    expect(policyOf(one).split("; ")).toContain(directive);
  }
  expect(policyOf(one)).not.toMatch(/unsafe|\*|http/);
  expect(one.headers).toMatchObject({
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  });
  for (const name of ["x-powered-by", "set-cookie", "access-control-allow-origin"]) {
    expect(one.headers).not.toHaveProperty(name);
  }
});
