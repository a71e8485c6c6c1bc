import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { makeCertificates } from "../lib/server/zoo.testing.ts";
import { type StrictServer, startStrictServer } from "./foreign/strict-server.ts";

const made = makeCertificates();
test.skip(!made, "certificates need the openssl program");
const { ca = "", key = "", good = "" } = made ?? {};

let server: StrictServer;
test.beforeAll(async () => {
  if (!made) return;
  const client = {
    client_id: "tls",
    token_endpoint_auth_method: "tls_client_auth",
    tls_client_auth_subject_dn: "O=Zoo,CN=auth.zoo.example",
  };
  server = await startStrictServer({ key, cert: good, ca, clients: [client] });
});
test.afterAll(() => server?.close());

const verdict = (page: Page) => page.getByRole("heading", { level: 1 });
const send = (page: Page) => page.getByRole("button", { name: "Send Ctrl" }).click();

test("a pasted authority and client certificate reach a server of a private network, and go with its host", async ({
  page,
}) => {
  test.slow();
  await page.goto("/?view=form");
  await expect(page.getByRole("button", { name: "Send Ctrl" })).toBeEnabled();
  await page.getByLabel("Token endpoint").fill(`${server.issuer}/token`);
  await page.getByLabel("Token endpoint").blur();
  await page.getByLabel("Client id").fill("tls");
  const token = await server.issue("tls");
  await page.getByLabel("Refresh token", { exact: true }).fill(token);
  await page.getByRole("radio", { name: "other" }).click();
  await page.getByLabel("Method").selectOption("tls_client_auth");
  await page.getByLabel("Private key", { exact: true }).fill(key);
  await page.getByLabel("Certificate", { exact: true }).fill(good);

  await send(page);
  await expect(page.getByRole("link", { name: "tls-failure" }).first()).toBeVisible();
  await expect(page.getByText(/UNABLE_TO_VERIFY_LEAF_SIGNATURE|SELF_SIGNED_CERT_IN_CHAIN/).first()).toBeVisible();

  await page.getByText("More: DPoP").click();
  await page.getByLabel("Certificate of a private authority").fill(ca);
  await send(page);
  await expect(verdict(page)).toContainText("The refresh worked.");
  await expect(page.getByText("x5t#S256").first()).toBeVisible();
  await page.getByText("The certificates").first().click();
  await expect(page.locator("dd", { hasText: "Zoo Root" }).first()).toBeVisible();
  const shown = await page.locator("section.res").textContent();
  expect(shown).not.toContain(key.split("\n")[1]);
  expect(shown).not.toContain(token);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual(
    [],
  );

  // The next token goes the same way, and so does a revocation, which the same host answers.
  await page.getByRole("button", { name: "Use it in the form" }).click();
  await send(page);
  await expect(page.getByText(/^History of this tab: 3 sends/)).toBeVisible();
  await expect(verdict(page)).toContainText("The refresh worked.");
  await page.getByText("Try the new access token, ask about it, or revoke it").click();
  await page.getByLabel("Introspection or revocation endpoint").fill(`${server.issuer}/token/revocation`);
  await page.getByRole("button", { name: "Revoke the refresh token" }).click();
  const ended = page.getByRole("region", { name: "Revoke the refresh token", exact: true });
  await expect(ended.getByRole("heading", { name: "The reply: 200" })).toBeVisible();

  await page.getByLabel("Token endpoint").fill("https://elsewhere.example.com/token");
  await page.getByLabel("Token endpoint").blur();
  for (const label of ["Private key", "Certificate", "Certificate of a private authority"]) {
    await expect(page.getByLabel(label, { exact: true })).toHaveValue("");
  }
});

test("another server's authority is no help", async ({ page }) => {
  await page.goto("/?view=form");
  await expect(page.getByRole("button", { name: "Send Ctrl" })).toBeEnabled();
  await page.getByLabel("Token endpoint").fill(`${server.issuer}/token`);
  await page.getByLabel("Token endpoint").blur();
  await page.getByLabel("Client id").fill("tls");
  await page.getByRole("radio", { name: "none" }).click();
  await page.getByLabel("Refresh token", { exact: true }).fill("a-token");
  await page.getByText("More: DPoP").click();
  await page.getByLabel("Certificate of a private authority").fill("no certificate");
  await send(page);
  await expect(page.getByText("No certificate is here").first()).toBeVisible();
  const other = makeCertificates();
  await page.getByLabel("Certificate of a private authority").fill(other?.ca ?? "");
  await send(page);
  await expect(page.getByRole("link", { name: "tls-failure" }).first()).toBeVisible();
});
