import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

/** One page of every template, and the longest; `npm run test:pages` takes every rule and provider. */
const TEMPLATES = [
  "/rules",
  "/rules/json-body",
  "/rules/refresh-token-dead",
  "/errors",
  "/errors?q=invalid_grant",
  "/errors?from=Keap",
  "/errors?all=1",
  "/providers",
  "/providers/keap",
  "/providers/microsoft-entra",
  "/practice",
  "/compare",
  "/?try=rule:json-body",
  "/nothing-here",
];
const LISTS = { rules: "/api/rules", providers: "/api/providers" } as const;

/** What axe finds; it leaves the rest of its report away, which takes minutes on the longest page. */
async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const address of TEMPLATES) {
    test(`axe finds nothing on ${address}, ${colorScheme}`, async ({ page }) => {
      test.setTimeout(300_000);
      await page.emulateMedia({ colorScheme });
      await page.goto(address);
      expect(await violationsOf(page)).toEqual([]);
    });
  }
}

for (const [folder, list] of Object.entries(LISTS)) {
  test(`axe finds nothing on any of /${folder}, in either theme`, async ({ page, request }) => {
    test.skip(process.env.REGRANT_ALL_PAGES === undefined, "npm run test:pages");
    test.setTimeout(1_800_000);
    const { [folder]: entries } = (await (await request.get(list)).json()) as Record<string, { id: string }[]>;
    expect(entries?.length).toBeGreaterThan(50);
    const found: string[] = [];
    for (const { id } of entries ?? []) {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await page.goto(`/${folder}/${id}`);
        for (const violation of await violationsOf(page)) found.push(`${id}, ${colorScheme}: ${violation}`);
        expect(await page.evaluate(() => document.title.length), id).toBeGreaterThan(20);
      }
    }
    expect(found).toEqual([]);
  });
}

test("nothing scrolls sideways on the narrowest phone", async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 320, height: 640 });
  for (const address of TEMPLATES.filter((each) => each !== "/errors?all=1")) {
    await page.goto(address);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), address).toBe(320);
  }
});

test("the list of errors is light, its search works without a script, and leads to all", async ({
  browser,
  baseURL,
}) => {
  const page = await browser.newPage({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  const reply = await page.goto("/errors");
  expect((await reply?.body())?.length).toBeLessThan(120_000);
  await page.getByLabel("Error message").fill("response_type or grant_type is required");
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page).toHaveURL(/\/errors\?q=/);
  await expect(page.getByRole("link", { name: "Keap" }).first()).toBeVisible();
  await page.goto("/errors");
  await page.getByRole("link", { name: /^All \d+ known errors/ }).click();
  const count = Number(/\d+/.exec((await page.getByRole("heading", { name: /^All/ }).textContent()) ?? "")?.[0]);
  expect(count).toBeGreaterThan(200);
  expect(await page.getByRole("row").count()).toBe(count + 1);
  await page.close();
});

test("a rule's example is copied, and tried in the workbench", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/rules/basic-trailing-newline");
  await page.getByRole("button", { name: "Copy: Wrong, an example" }).click();
  await expect(page.getByRole("status")).toContainText("copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("link", { name: "Try it" }).click();
  await expect(page.getByLabel("Command that fails")).toHaveValue(copied);
  await expect(page.getByRole("link", { name: "basic-trailing-newline" })).toBeVisible();
  await expect(page).toHaveURL(/\/$/);
});

test("a provider's command is tried in the workbench", async ({ page }) => {
  await page.goto("/providers/keap");
  await page.getByRole("link", { name: "Try it" }).click();
  await expect(page.getByLabel("Command that fails")).toHaveValue(/\$REFRESH_TOKEN/);
  await expect(page.getByRole("group", { name: "Values that the text does not tell" })).toBeVisible();
});
