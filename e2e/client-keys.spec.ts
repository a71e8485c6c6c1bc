import http from "node:http";
import type { AddressInfo } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { decodeJwt, exportJWK, exportPKCS8, generateKeyPair, jwtVerify } from "jose";

const NONCE = "a-nonce-of-the-server";

/** A token server that checks the assertion of private_key_jwt and asks for a DPoP nonce first. */
async function startServer(key: CryptoKey) {
  const seen: { form: URLSearchParams; dpop: string | undefined }[] = [];
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const form = new URLSearchParams(body);
    const dpop = request.headers.dpop as string | undefined;
    seen.push({ form, dpop });
    const reply = (status: number, json: object, headers = {}) =>
      response.writeHead(status, { "Content-Type": "application/json", ...headers }).end(JSON.stringify(json));
    const isClient = await jwtVerify(form.get("client_assertion") ?? "", key).then(
      () => true,
      () => false,
    );
    if (!isClient) return reply(401, { error: "invalid_client" });
    if (dpop && decodeJwt(dpop).nonce !== NONCE)
      return reply(400, { error: "use_dpop_nonce" }, { "DPoP-Nonce": NONCE });
    const token_type = dpop ? "DPoP" : "Bearer";
    return reply(200, {
      access_token: "new-access-token",
      token_type,
      expires_in: 300,
      refresh_token: "new-refresh-token",
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`, seen, close };
}

async function fillClient(page: Page, url: string): Promise<void> {
  await page.goto("/?view=form");
  await expect(page.getByRole("button", { name: "Send Ctrl" })).toBeEnabled();
  await page.getByLabel("Token endpoint").fill(url);
  await page.getByLabel("Client id").fill("app");
  await page.getByLabel("Refresh token", { exact: true }).fill("old-refresh-token");
  await page.getByRole("radio", { name: "other" }).click();
}

test("private_key_jwt, resources and DPoP with the server's nonce: two sends, each asked for", async ({ page }) => {
  test.slow();
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const server = await startServer(publicKey);
  await fillClient(page, server.url);
  await page.getByRole("button", { name: "Send Ctrl" }).click();
  await expect(page.getByText("The private key is missing.").first()).toBeVisible();
  expect(server.seen).toHaveLength(0);

  const pem = await exportPKCS8(privateKey);
  await page.getByLabel("Private key", { exact: true }).fill(pem);
  await page.getByLabel("kid, if any").fill("k1");
  await page.getByText("More: DPoP").click();
  await page.getByLabel("Send a DPoP proof").check();
  await page.getByLabel("Resources, one a line").fill("https://api.example.com/\nhttps://files.example.com/");
  await page.getByRole("button", { name: "Send Ctrl" }).click();

  const again = page.getByRole("button", { name: "Send again with the server’s nonce" });
  await expect(again).toBeVisible();
  expect(server.seen).toHaveLength(1);
  expect(server.seen[0]?.form.getAll("resource")).toEqual(["https://api.example.com/", "https://files.example.com/"]);
  await expect(page.getByText("The assertion, decoded")).toBeVisible();
  await expect(page.locator("dd", { hasText: server.url }).first()).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual(
    [],
  );

  await again.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("The refresh worked.");
  expect(server.seen).toHaveLength(2);
  expect(page.url()).not.toContain("PRIVATE");
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  // The assertion is a credential while it lives.
  expect(await page.locator(".bytes").textContent()).not.toContain(server.seen[1]?.form.get("client_assertion") ?? "");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page.getByLabel("DPoP nonce, if the server gave one")).toHaveValue("");

  await page.reload();
  await expect(page.getByLabel("Private key", { exact: true })).toHaveValue(pem);
  await page.getByLabel("Token endpoint").fill("https://elsewhere.example.com/token");
  await page.getByLabel("Token endpoint").blur();
  await expect(page.getByLabel("Private key", { exact: true })).toHaveValue("");
  server.close();
});

test("a JWK serves as well, and a public one is told at the field", async ({ page }) => {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true });
  const server = await startServer(publicKey);
  await fillClient(page, server.url);
  await page.getByLabel("Private key", { exact: true }).fill(JSON.stringify(await exportJWK(publicKey)));
  await expect(page.getByText("This JWK holds no private key").first()).toBeVisible();
  await page.getByLabel("Private key", { exact: true }).fill(JSON.stringify(await exportJWK(privateKey)));
  await page.getByRole("button", { name: "Send Ctrl" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("The refresh worked.");
  server.close();
});

test("the fields of every method fit the narrowest phone", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto("/?view=form");
  await page.getByRole("radio", { name: "other" }).click();
  await page.getByText("More: DPoP").click();
  for (const method of ["client_secret_jwt", "tls_client_auth", "self_signed_tls_client_auth", "private_key_jwt"]) {
    await page.getByLabel("Method").selectOption(method);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  }
});
