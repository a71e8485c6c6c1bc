import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

async function openForm(page: Page): Promise<void> {
  await page.goto("/?view=form");
  await expect(page.getByRole("button", { name: "Send Ctrl" })).toBeEnabled();
}

const token = (page: Page) => page.getByLabel("Refresh token", { exact: true });
const secret = (page: Page) => page.getByLabel("Client secret", { exact: true });

test("a probe tells what is right, without the token in the form, and the token stays good", async ({ page }) => {
  await openForm(page);
  const kept = await token(page).inputValue();
  const bodies: string[] = [];
  page.on("request", (request) => request.url().endsWith("/api/probe") && bodies.push(request.postData() ?? ""));
  await page.getByRole("button", { name: "Probe without spending", exact: true }).click();
  const probe = page.getByRole("region", { name: "Probe without spending" });
  await expect(probe.getByRole("cell", { name: "right" })).toHaveCount(3);
  await expect(probe.getByText("The server refused only the made-up token")).toBeVisible();
  expect(bodies).toHaveLength(1);
  expect(bodies[0]).not.toContain(kept);

  await secret(page).fill("not the secret");
  await page.getByRole("button", { name: "Probe without spending", exact: true }).click();
  await expect(probe.getByRole("cell", { name: "wrong" })).toHaveCount(1);
  await expect(probe.getByText("refuses the client: its id")).toBeVisible();

  await openForm(page);
  await page.getByRole("button", { name: "Send Ctrl" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("The refresh worked.");
});

test("a probe works without a refresh token in the form; a send asks for one", async ({ page }) => {
  await openForm(page);
  await token(page).fill("");
  await page.getByRole("button", { name: "Probe without spending", exact: true }).click();
  const probe = page.getByRole("region", { name: "Probe without spending" });
  await expect(probe.getByRole("cell", { name: "right" })).toHaveCount(3);
});

test("variants come row by row, and the one that works goes into the form, with a way back", async ({ page }) => {
  await openForm(page);
  await page.getByRole("radio", { name: "none" }).click();
  await page.getByRole("radio", { name: "client_secret_post" }).click();
  const address = await page.getByLabel("Token endpoint").inputValue();
  await page.getByLabel("Token endpoint").fill(`${address}/nowhere`);
  await page.getByRole("button", { name: "Variants", exact: true }).click();
  const table = page.getByRole("region", { name: "Variants" });
  await expect(table.getByText("No variation came as far as the token.")).toBeVisible();
  const rows = await table.getByRole("row").count();
  expect(rows).toBeGreaterThan(4);
  expect(rows).toBeLessThanOrEqual(9);

  await page.getByLabel("Token endpoint").fill(address);
  await page.getByRole("button", { name: "Variants", exact: true }).click();
  await expect(table.getByText("came as far as the token: format, client and endpoint are right")).toBeVisible();
  const kept = await token(page).inputValue();
  await table
    .getByRole("button", { name: /^Use this one: Basic/ })
    .first()
    .click();
  await expect(page.getByRole("radio", { name: "client_secret_basic" })).toBeChecked();
  await expect(token(page)).toHaveValue(kept);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page.getByRole("radio", { name: "client_secret_post" })).toBeChecked();
});

test("where a made-up token has a price nothing is sent before the warning is answered", async ({ page }) => {
  await openForm(page);
  const sent: string[] = [];
  await page.route("**/api/probe", (route) => {
    sent.push(route.request().postData() ?? "");
    return route.fulfill({ status: 429, contentType: "application/problem+json", body: '{"detail":"Enough."}' });
  });
  await page.getByLabel("Token endpoint").fill("https://accounts.zoho.com/oauth/v2/token");
  await page.getByLabel("Token endpoint").blur();
  await page.getByLabel("Client id").fill("1000.ABC");
  await page.getByRole("button", { name: "Probe without spending", exact: true }).click();
  const probe = page.getByRole("region", { name: "Probe without spending" });
  await expect(probe.getByText("accounts.zoho.com", { exact: true })).toBeVisible();
  await expect(probe.getByRole("button", { name: "Send it all the same" })).toBeVisible();
  expect(sent).toEqual([]);
  await probe.getByRole("button", { name: "Send it all the same" }).click();
  await expect(probe.getByText("Enough.")).toBeVisible();
  expect(sent).toHaveLength(1);
  expect(JSON.parse(sent[0] ?? "{}")).toMatchObject({ evenIfPunished: true });
});

test("a row's exchange and that of a finished send stand on one page, each under names of its own", async ({
  page,
}) => {
  test.slow();
  await openForm(page);
  await page.getByRole("radio", { name: "client_secret_basic" }).click();
  await page.getByRole("button", { name: "Send Ctrl" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("The refresh worked.");
  await page.getByRole("button", { name: "Variants", exact: true }).click();
  const table = page.getByRole("region", { name: "Variants" });
  await table.getByRole("button", { name: "the exchange of “As given”" }).click();
  const hex = page.getByRole("button", { name: "hex" });
  await expect(hex).toHaveCount(2);
  await hex.first().click();
  await hex.last().click();
  await expect(page.getByRole("region", { name: "The reply", exact: true })).toBeVisible();
  await expect(page.getByRole("region", { name: "The reply to: As given" })).toBeVisible();
  await expect(page.getByRole("region", { name: /^The Basic header/ })).toHaveCount(2);
  expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual(
    [],
  );
});

test("cancel ends a matrix at once, and what came stays", async ({ page }) => {
  await openForm(page);
  await page.route("**/api/variants", () => undefined);
  await page.getByRole("button", { name: "Variants", exact: true }).click();
  const table = page.getByRole("region", { name: "Variants" });
  await table.getByRole("button", { name: "Cancel" }).click();
  await expect(table.getByText("Cancelled: no more were sent.")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in the matrix, and it fits the narrowest phone: ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await openForm(page);
    await page.getByRole("button", { name: "Variants", exact: true }).click();
    const table = page.getByRole("region", { name: "Variants" });
    await expect(table.getByText("came as far as the token")).toBeVisible();
    await table.getByRole("button", { name: "the exchange of “As given”" }).click();
    await expect(table.locator(".bytes")).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual(
      [],
    );
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
}
