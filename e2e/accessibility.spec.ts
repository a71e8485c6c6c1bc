import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

async function violations(page: Page): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

/** The page's own policy must never have to refuse anything. */
function collectTrouble(page: Page): string[] {
  const trouble: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") trouble.push(message.text());
  });
  page.on("pageerror", (error) => trouble.push(error.message));
  return trouble;
}

/** The states that a person meets, each reached from a fresh page. */
const STATES: Record<string, (page: Page) => Promise<void>> = {
  "the example, diagnosed": async (page) => {
    await expect(page.locator(".strip")).toBeVisible();
  },
  "an exchange with tokens": async (page) => {
    await page.getByRole("button", { name: "Send Ctrl" }).click();
    await expect(page.getByRole("region", { name: "Tokens" })).toBeVisible();
    await expect(page.locator(".bytes")).toBeVisible();
  },
  "values to fill in, the inside of Basic, another shell": async (page) => {
    await page.getByRole("button", { name: "Clear" }).click();
    await page
      .getByLabel("Command that fails")
      .fill('curl https://id.example.com/token -u "app:$SECRET" -d grant_type=refresh_token -d refresh_token=abc123');
    await page.getByLabel("$SECRET", { exact: true }).fill("a b\u200b");
    await expect(page.getByRole("region", { name: "The Basic header" })).toBeVisible();
    await page.getByRole("region", { name: "In other shells" }).getByRole("button", { name: "cmd.exe" }).click();
    await expect(page.getByRole("region", { name: "The readings in cmd.exe" })).toBeVisible();
  },
  snippets: async (page) => {
    await page.getByRole("tab", { name: "Snippets" }).click();
    await expect(page.locator(".snip")).toBeVisible();
    await expect(page.getByText("Read back: identical.")).toBeVisible();
  },
  "the form with a message": async (page) => {
    await page.getByRole("button", { name: "Form", exact: true }).click();
    await page.getByLabel("Token endpoint").fill("ftp://x");
    await page.getByRole("button", { name: "Add a header" }).click();
  },
  "the shortcuts": async (page) => {
    await expect(page.locator(".strip")).toBeVisible();
    await page.locator("h1").click();
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toBeVisible();
  },
};

for (const colorScheme of ["light", "dark"] as const) {
  for (const [name, reach] of Object.entries(STATES)) {
    test(`axe finds nothing: ${name}, ${colorScheme}`, async ({ page }) => {
      test.slow();
      const trouble = collectTrouble(page);
      await page.emulateMedia({ colorScheme });
      await page.goto("/");
      await reach(page);
      expect(await violations(page)).toEqual([]);
      expect(trouble).toEqual([]);
    });
  }
}

test("nothing scrolls sideways on the narrowest phone, and the menu works without a script", async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 320, height: 640 });
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  await page.goto("/");
  await expect(page.locator(".strip")).toBeVisible();
  expect(await width()).toBe(320);
  await page.getByRole("button", { name: "Send Ctrl" }).click();
  await expect(page.getByRole("region", { name: "Tokens" })).toBeVisible();
  expect(await width()).toBe(320);
  await page.getByRole("tab", { name: "Snippets" }).click();
  await expect(page.locator(".snip")).toBeVisible();
  expect(await width()).toBe(320);
  await page.getByRole("button", { name: "Form", exact: true }).click();
  expect(await width()).toBe(320);
  await page.locator(".menu summary").click();
  await expect(page.locator(".menu").getByRole("link", { name: "Practice" })).toBeVisible();
});

test("tabs move by arrows, and the skip link leads to the verdict", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("tab", { name: "Readings" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "Exchange" })).toBeFocused();
  await expect(page.getByRole("tab", { name: "Exchange" })).toHaveAttribute("aria-selected", "true");
  await page.locator("body").press("Home");
  await page.getByRole("link", { name: "Skip to the content" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#verdict")).toBeFocused();
});

test("a chosen theme stays, and shows without a flash", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("button", { name: "Dark theme" }).first().click();
  await page.reload({ waitUntil: "commit" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("button", { name: "System theme" }).first().click();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
});
