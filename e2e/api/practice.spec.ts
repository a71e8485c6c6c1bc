import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect } from "@playwright/test";
import type { PracticeView } from "../../app/api/practice/view.ts";
import { call, expectProblem } from "./raw-http.ts";
import { test } from "./server-test.ts";

const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

async function view(baseURL: string): Promise<PracticeView> {
  return (await call(baseURL, { path: "/api/practice" })).json as PracticeView;
}

function tokenOf({ tokens }: PracticeView, clientId: string): string {
  const token = tokens.find((each) => each.clientId === clientId);
  if (!token) throw new Error(`no token for ${clientId}`);
  return token.refreshToken;
}

async function refresh(baseURL: string, clientId: string, secret: string | null, token: string, query = "") {
  const form = new URLSearchParams({ grant_type: "refresh_token", refresh_token: token, client_id: clientId });
  if (secret !== null) form.set("client_secret", secret);
  const answer = await call(baseURL, {
    method: "POST",
    path: `/practice/token${query}`,
    headers: FORM,
    body: String(form),
  });
  return answer as typeof answer & { json: Record<string, string> };
}

test("curl refreshes with the plain client, three rotations long, and the old token is dead", async ({
  server: baseURL,
}) => {
  const curl = async (token: string) => {
    const { stdout } = await promisify(execFile)("curl", [
      ...["-s", "-u", "practice:practice-secret", "-d", "grant_type=refresh_token"],
      ...["--data-urlencode", `refresh_token=${token}`, `${baseURL}/practice/token`],
    ]);
    return JSON.parse(stdout) as Record<string, string>;
  };
  let token = tokenOf(await view(baseURL), "practice");
  const first = token;
  for (let i = 0; i < 3; i++) {
    const reply = await curl(token);
    expect(reply).toMatchObject({ token_type: "Bearer", access_token: expect.any(String) });
    token = String(reply.refresh_token);
  }
  expect((await curl(first)).error).toBe("invalid_grant");
  expect((await curl(token)).error).toBe("invalid_grant");
});

test("every client's token works, from any page and with any content of a header", async ({ server: baseURL }) => {
  const all = await view(baseURL);
  for (const { clientId, clientSecret, clientAuth } of all.clients) {
    if (clientAuth.length === 1 && clientAuth[0] === "client_secret_basic") continue;
    const token = all.tokens.find((each) => each.clientId === clientId)?.refreshToken ?? "none";
    const { status, json } = await refresh(baseURL, clientId, clientSecret, token);
    if (clientId === "practice-no-refresh") expect(json.error).toBe("unauthorized_client");
    else expect(status, clientId).toBe(200);
  }
  const form = `grant_type=refresh_token&client_id=practice-public&refresh_token=${tokenOf(await view(baseURL), "practice-public")}`;
  const foreign = { ...FORM, Origin: "null", "Sec-Fetch-Site": "cross-site" };
  expect((await call(baseURL, { method: "POST", path: "/practice/token", headers: foreign, body: form })).status).toBe(
    200,
  );
});

test("two callers do not use up each other's tokens", async ({ server: baseURL }) => {
  const [mine, theirs] = [tokenOf(await view(baseURL), "practice"), tokenOf(await view(baseURL), "practice")];
  await refresh(baseURL, "practice", "practice-secret", mine);
  await refresh(baseURL, "practice", "practice-secret", mine);
  expect((await refresh(baseURL, "practice", "practice-secret", theirs)).status).toBe(200);
});

test("Keap's dialect answers as Keap does", async ({ server: baseURL }) => {
  const ask = (headers: Record<string, string>, body: string) =>
    call(baseURL, { method: "POST", path: "/practice/token?dialect=keap", headers, body });
  const right = `Basic ${btoa("practice:practice-secret")}`;
  const json = '{"grant_type":"refresh_token","refresh_token":"x"}';
  const read = await ask({ "Content-Type": "application/json", Authorization: right }, json);
  expect([read.status, read.text]).toEqual([
    400,
    '{"error":"invalid_request","error_description":"response_type or grant_type is required"}',
  ]);
  const wrong = await ask({ "Content-Type": "application/json", Authorization: `Basic ${btoa("a:b")}` }, json);
  expect([wrong.status, wrong.text]).toEqual([401, '{"error":"invalid_client"}']);
  const dead = await ask({ ...FORM, Authorization: right }, "grant_type=refresh_token&refresh_token=x");
  expect(dead.json).toEqual({ error: "invalid_request", error_description: "Invalid Refresh Token" });
});

test("only the method, the size and the host are Problems; the rest is RFC 6749", async ({ server: baseURL }) => {
  for (const method of ["GET", "PUT", "PATCH", "DELETE"]) {
    const answer = await call(baseURL, { method, path: "/practice/token" });
    expectProblem(answer, 405);
    expect(answer.headers.allow).toBe("POST, OPTIONS");
  }
  const long = `grant_type=refresh_token&x=${"x".repeat(65_536)}`;
  expectProblem(await call(baseURL, { method: "POST", path: "/practice/token", headers: FORM, body: long }), 413);
  for (const type of ["text/C4n4ry", "application/json", "application/x-www-form-urlencoded"]) {
    const body = Buffer.from('C4n4ry=\xff&{"C4n4ry":"\\ud800"}', "latin1");
    const answer = await call(baseURL, {
      method: "POST",
      path: "/practice/token",
      headers: { "Content-Type": type },
      body,
    });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ error: "invalid_request" });
    expect(answer.text).not.toContain("C4n4ry");
    expect(answer.headers).toMatchObject({ "cache-control": "no-store", pragma: "no-cache" });
  }
  const client = await call(baseURL, {
    method: "POST",
    path: "/practice/token",
    headers: FORM,
    body: "grant_type=refresh_token",
  });
  expect(client.status).toBe(401);
  expect(client.headers["www-authenticate"]).toMatch(/^Basic /);
});

test("a reset kills the named tokens, and no others", async ({ server: baseURL }) => {
  const [mine, theirs] = [tokenOf(await view(baseURL), "practice"), tokenOf(await view(baseURL), "practice")];
  const json = { refreshTokens: [mine, "rt_made.up"] };
  const reset = await call(baseURL, { method: "POST", path: "/api/practice/reset", json });
  expect((await refresh(baseURL, "practice", "practice-secret", mine)).json.error).toBe("invalid_grant");
  expect((await refresh(baseURL, "practice", "practice-secret", theirs)).status).toBe(200);
  const fresh = tokenOf(reset.json as PracticeView, "practice");
  expect((await refresh(baseURL, "practice", "practice-secret", fresh)).status).toBe(200);
});

test("the page shows a command that works, before any script runs", async ({ server: baseURL }) => {
  const { text } = await call(baseURL, { path: "/practice" });
  const written = /<pre[^>]*><code>(.*?)<\/code>/s.exec(text)?.[1] ?? "";
  const command = written.replaceAll("&quot;", '"').replaceAll("&amp;", "&").replaceAll("&#x27;", "'");
  const { stdout } = await promisify(execFile)("sh", ["-c", `${command} -s`]);
  expect(JSON.parse(stdout)).toMatchObject({ token_type: "Bearer", refresh_token: expect.any(String) });
});

test("the button resets, and the page then shows new tokens", async ({ page }) => {
  await page.goto("/practice");
  const before = await page.locator("table").nth(1).textContent();
  await page.getByRole("button", { name: "Reset these tokens" }).click();
  await expect(page.getByText("The tokens above are new")).toBeVisible();
  await expect(page.locator("table").nth(1)).not.toHaveText(before ?? "");
});
