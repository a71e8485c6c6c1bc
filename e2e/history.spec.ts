import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

async function openForm(page: Page): Promise<void> {
  await page.goto("/?view=form");
  await expect(page.getByRole("button", { name: "Send Ctrl" })).toBeEnabled();
}

const send = (page: Page) => page.getByRole("button", { name: "Send Ctrl" }).click();
const verdict = (page: Page) => page.getByRole("heading", { level: 1 });
const field = (page: Page) => page.getByLabel("Refresh token", { exact: true });
const summary = (page: Page) => page.getByText(/^History of this tab:/);
const tokens = (page: Page) => page.getByRole("list", { name: "Refresh tokens" }).getByRole("listitem");

async function violations(page: Page) {
  return (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
}

test("the ledger tells which token came from which, and that a spent one was sent again", async ({ page }) => {
  test.slow();
  await openForm(page);
  const old = await field(page).inputValue();
  await send(page);
  await expect(verdict(page)).toContainText("The refresh worked.");
  await expect(summary(page)).toContainText("1 send, 2 refresh tokens");
  await send(page);
  await expect(verdict(page)).not.toContainText("worked");
  await summary(page).click();
  await expect(summary(page)).toContainText("2 sends, 2 refresh tokens");
  await expect(tokens(page).nth(0)).toContainText("dead: sent, and rotated");
  await expect(tokens(page).nth(1)).toContainText("came for token 1");
  await expect(tokens(page).nth(1)).toContainText("perhaps revoked");
  const ledger = page.getByRole("list", { name: "Refresh tokens" });
  expect(await ledger.textContent()).not.toContain(old);
  await page.getByRole("button", { name: "Show the refresh token 1" }).click();
  await expect(ledger).toContainText(old);

  const compared = page.getByRole("heading", { name: "Two sends compared" });
  await expect(compared).toBeVisible();
  await expect(page.getByText("Send 1 brought tokens, send 2 did not.")).toBeVisible();
  await expect(page.getByText("The same, to the letter.")).toBeVisible();
  await expect(page.locator(".hist .diffs li", { hasText: "Status" }).first()).toContainText("200");

  await page.reload();
  await expect(summary(page)).toContainText("2 sends, 2 refresh tokens");
  expect(await page.evaluate(() => [localStorage.length, document.cookie, location.href.includes("token=")])).toEqual([
    0,
    "",
    false,
  ]);
});

test("a send of before goes out again with one change and the token that lives, and the difference is told", async ({
  page,
}) => {
  test.slow();
  await openForm(page);
  const first = await field(page).inputValue();
  await send(page);
  await expect(verdict(page)).toContainText("The refresh worked.");
  await summary(page).click();
  await page.getByRole("button", { name: "Send again …: send 1" }).click();
  await expect(page.getByLabel("Refresh token", { exact: true }).last()).toHaveValue("2");
  const chosen =
    (await page.getByRole("radio", { name: "client_secret_post" }).getAttribute("aria-checked")) === "true";
  const [label, method] = chosen ? ["Basic", "client_secret_basic"] : ["Secret in the body", "client_secret_post"];
  await page.getByLabel("One change").selectOption({ label });
  await page.getByRole("button", { name: "Send it now" }).click();
  await expect(summary(page)).toContainText("2 sends, 3 refresh tokens");
  await expect(verdict(page)).toContainText("The refresh worked.");
  await expect(page.getByRole("radio", { name: method })).toBeChecked();
  await expect(page.locator("#refreshToken")).not.toHaveValue(first);
  const diffs = page.locator(".hist .diffs");
  await expect(diffs.first()).toContainText("Client authentication");
  await expect(diffs.first()).toContainText(method);

  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page.locator("#refreshToken")).toHaveValue(first);
});

test("what was sent is copied as a curl command", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openForm(page);
  const token = await field(page).inputValue();
  await send(page);
  await summary(page).click();
  await page.getByRole("button", { name: "Copy as curl: Send 1 as curl" }).click();
  await expect(page.getByText("Send 1 as curl copied.")).toBeAttached();
  const command = await page.evaluate(() => navigator.clipboard.readText());
  expect(command).toMatch(/^curl http:\/\/127\.0\.0\.1:\d+\/practice\/token/);
  expect(command).toContain(`refresh_token=${encodeURIComponent(token)}`);
});

test("a token that was revoked from the page is told as dead", async ({ page }) => {
  await openForm(page);
  await send(page);
  await expect(verdict(page)).toContainText("The refresh worked.");
  await page.route("**/api/revoke", (route) =>
    route.fulfill({
      contentType: "application/json",
      body: JSON.stringify({
        id: "r",
        request: { method: "POST", url: "https://id.example/revoke", headers: [], body: null, raw: { base64: "" } },
        response: {
          status: 200,
          reason: "OK",
          httpVersion: "1.1",
          headers: [],
          body: { base64: "", truncated: false, bytes: 0 },
          raw: { base64: "" },
        },
        failure: null,
        timings: { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null, totalMs: 1 },
        remote: null,
        findings: [],
      }),
    }),
  );
  await page.getByText("Try the new access token, ask about it, or revoke it").click();
  await page.getByLabel("Introspection or revocation endpoint").fill("https://id.example/revoke");
  await page.getByRole("button", { name: "Revoke the refresh token" }).click();
  await summary(page).click();
  await expect(tokens(page).nth(1)).toContainText("dead: revoked from here");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in a whole history, and it fits the narrowest phone: ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await openForm(page);
    await send(page);
    await expect(verdict(page)).toContainText("The refresh worked.");
    await send(page);
    await expect(verdict(page)).not.toContainText("worked");
    await summary(page).click();
    await page.getByRole("button", { name: "Send again …: send 2" }).click();
    await expect(page.locator(".hist .diffs").first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Exchange: send 1" }).click();
    await expect(page.getByRole("region", { name: "The reply to: send 1" })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
}
