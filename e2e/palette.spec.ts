import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

async function open(page: Page, address = "/"): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole("button", { name: "Commands" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: /^Search commands/ })).toBeFocused();
}

test("the palette opens by keys, searches, does what is chosen, and gives the focus back", async ({ page }) => {
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  await page.getByLabel("Command that fails").focus();
  await page.keyboard.press("Control+k");
  const box = page.getByRole("combobox", { name: /^Search commands/ });
  await expect(box).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByLabel("Command that fails")).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(box).toBeFocused();
  await page.keyboard.press("Control+k");
  await expect(box).toHaveCount(0);
  await expect(page.getByLabel("Command that fails")).toBeFocused();

  await page.keyboard.press("Control+k");
  await box.fill("snippets");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("tab", { name: "Snippets" })).toHaveAttribute("aria-selected", "true");

  await page.keyboard.press("Control+k");
  await box.fill("example 7");
  await expect(page.locator("#palette-list [aria-selected=true]")).toContainText("Basic without base64");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/base64/i);

  await page.keyboard.press("Control+k");
  await box.fill("undo");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Command that fails")).toHaveValue(/infusionsoft/);
});

test("curl is copied with its secrets as variables", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(page);
  await page.keyboard.type("copy curl");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: "copied" })).toBeAttached();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("$REFRESH_TOKEN");
  expect(copied).not.toContain("zuq4dyq6yxnw2yxsk3fcjc8h");
});

test("a rule, an error and a provider are found from any page", async ({ page }) => {
  for (const [query, address] of [
    ["json-body", /\/rules\/json-body$/],
    ["invalid_grant", /\/errors\?q=invalid_grant$/],
    ["keap infusionsoft", /\/providers\/keap$/],
  ] as const) {
    await open(page, "/practice");
    await page.getByRole("combobox").fill(query);
    await expect(page.locator("#palette-list [aria-selected=true]")).toContainText(/Rule|Error|Provider/);
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(address);
  }
});

test("fixes are applied and a theme is chosen from the palette", async ({ page }) => {
  await open(page);
  await page.keyboard.type("apply all");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Command that fails")).not.toHaveValue(/application\/json’ -X/);
  await expect(page.locator(".toast").getByRole("button", { name: "Undo" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("dark theme");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing in the palette, ${colorScheme}, and 320 px are enough`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await open(page);
    const { violations } = await new AxeBuilder({ page }).include("dialog.palette").analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    await page.setViewportSize({ width: 320, height: 640 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  });
}
