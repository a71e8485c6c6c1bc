import http from "node:http";
import type { AddressInfo } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

interface Seen {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** An issuer with metadata, introspection, revocation and a resource; it writes down what comes. */
async function startServer() {
  const seen: Seen[] = [];
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const path = request.url ?? "";
    seen.push({ path, authorization: request.headers.authorization, body });
    const reply = (status: number, json: object, headers = {}) =>
      response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(json));
    if (path.startsWith("/.well-known/")) {
      return reply(200, {
        issuer: origin,
        token_endpoint: `${origin}/oauth/token`,
        token_endpoint_auth_methods_supported: ["client_secret_post"],
        grant_types_supported: ["refresh_token"],
      });
    }
    if (path === "/introspect") return reply(200, { active: true, scope: "read" });
    if (path === "/expired") {
      return reply(
        401,
        {},
        { "WWW-Authenticate": 'Bearer error="invalid_token", error_description="The token expired"' },
      );
    }
    return reply(200, { ok: true });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin, seen, close };
}

async function openForm(page: Page): Promise<void> {
  await page.goto("/?view=form");
  await expect(page.getByRole("button", { name: "Send Ctrl" })).toBeEnabled();
}

async function violations(page: Page) {
  return (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
}

test("an issuer fills the form, says what it takes, and the way back is there", async ({ page }) => {
  test.slow();
  const server = await startServer();
  await openForm(page);
  const before = await page.getByLabel("Token endpoint").inputValue();
  await page.getByText("Find it by the issuer").click();
  await page.getByLabel("Issuer", { exact: true }).fill(server.origin);
  await page.getByLabel("Issuer", { exact: true }).press("Enter");
  await expect(page.getByLabel("Token endpoint")).toHaveValue(`${server.origin}/oauth/token`);
  await expect(page.getByRole("radio", { name: "client_secret_post" })).toBeChecked();
  await expect(page.locator("form dl.facts")).toContainText("supported");
  expect(server.seen.every(({ path }) => path.startsWith("/.well-known/"))).toBe(true);
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  for (let i = 0; i < 2 && (await page.getByLabel("Token endpoint").inputValue()) !== before; i++) {
    await page.getByRole("button", { name: "Undo" }).first().click();
  }
  await expect(page.getByLabel("Token endpoint")).toHaveValue(before);
  server.close();
});

test("an issuer without metadata is told, and the form stays", async ({ page }) => {
  await openForm(page);
  const before = await page.getByLabel("Token endpoint").inputValue();
  await page.getByText("Find it by the issuer").click();
  await page.getByLabel("Issuer", { exact: true }).fill(new URL(before).origin);
  await page.getByRole("button", { name: "Ask the issuer" }).click();
  await expect(page.getByRole("button", { name: "Ask the issuer" })).toBeEnabled();
  await expect(page.locator("form .finds, form details .note").first()).toBeVisible();
  await expect(page.getByLabel("Token endpoint")).toHaveValue(before);
});

test("the new access token is tried, asked about and revoked", async ({ page }) => {
  test.slow();
  const server = await startServer();
  await openForm(page);
  await page.getByRole("button", { name: "Send Ctrl" }).click();
  await page.getByText("Try the new access token, ask about it, or revoke it").click();

  await page.getByLabel("Resource", { exact: true }).fill(`${server.origin}/me`);
  await page.getByRole("button", { name: "Try the access token" }).click();
  const tried = page.getByRole("region", { name: "Try the access token", exact: true });
  await expect(tried.getByRole("heading", { name: "The reply: 200" })).toBeVisible();
  expect(server.seen.at(-1)?.authorization).toMatch(/^Bearer \S+$/);
  const token = server.seen.at(-1)?.authorization?.slice(7) ?? "";
  expect(await tried.textContent()).not.toContain(token);

  await page.getByLabel("Resource", { exact: true }).fill(`${server.origin}/expired`);
  await page.getByRole("button", { name: "Try the access token" }).click();
  await expect(tried.locator(".finds")).toContainText(/expired/i);
  expect(await violations(page)).toEqual([]);

  const endpoint = page.getByLabel("Introspection or revocation endpoint");
  await endpoint.fill(`${server.origin}/introspect`);
  await page.getByRole("button", { name: "Introspect the access token" }).click();
  await expect(page.getByRole("region", { name: "Introspect the access token", exact: true })).toContainText("active");
  expect(new URLSearchParams(server.seen.at(-1)?.body).get("token")).toBe(token);
  await endpoint.fill(`${server.origin}/revoke`);
  await page.getByRole("button", { name: "Revoke the refresh token" }).click();
  await expect(page.getByRole("region", { name: "Revoke the refresh token", exact: true })).toBeVisible();
  expect(new URLSearchParams(server.seen.at(-1)?.body).get("token_type_hint")).toBe("refresh_token");
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  server.close();
});
