import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

const SECRET = "kx9Tq2LmVb7+Zw/4";
const TOKEN = "tGzv8mKp3XwLr6Ns9Yb2Hc";
const COMMAND = `curl https://id.example.com/token -u 'app-2041:${SECRET}' -H 'Content-Type: application/json' -d '{"grant_type":"refresh_token","refresh_token":"${TOKEN}"}'`;
const REPLY = `{"error":"invalid_request","error_description":"no grant_type; sent: ${TOKEN}"}`;

async function openReport(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByLabel("Command that fails").fill(COMMAND);
  await page.getByLabel(/reply/i).first().fill(REPLY);
  await page.getByRole("tab", { name: "Report" }).click();
  await expect(page.getByRole("region", { name: "Preview of the report" })).toContainText("json-body");
}

const readClipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test("a report holds no secret, says what was found, and is copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openReport(page);
  await page.getByRole("button", { name: "Copy: Report as Markdown" }).click();
  const markdown = await readClipboard(page);
  expect(markdown).toContain("### The body is JSON");
  expect(markdown).toContain("https://id.example.com/token");
  for (const value of [SECRET, TOKEN, "app-2041", "2041", "kx9Tq2", "tGzv8m"]) expect(markdown).not.toContain(value);
  const standIn = /"refresh_token":"(\w{22})"/.exec(markdown)?.[1] ?? "";
  expect(standIn).toMatch(/^[a-z][A-Z][a-z]{2}\d[a-z][A-Z]/);
  expect(markdown).toContain(`sent: ${standIn}`);

  await page.getByRole("button", { name: "Ask the provider" }).click();
  await page.getByRole("button", { name: "Copy: Text for the provider" }).click();
  const question = await readClipboard(page);
  expect(question).toContain("Token endpoint: id.example.com");
  expect(question).not.toContain(TOKEN);

  await page.getByRole("group", { name: "Client id and names" }).getByRole("button", { name: "as it is" }).click();
  await expect(page.getByRole("region", { name: "Preview of the report" })).toContainText("app-2041");
  await expect(page.getByRole("region", { name: "Preview of the report" })).not.toContainText("kx9Tq2");
});

test("a link opens the redacted case elsewhere, and its fragment is not sent", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openReport(page);
  await page.getByRole("button", { name: "Copy link: Link to the redacted case" }).click();
  const link = await readClipboard(page);
  expect(link).toMatch(/\/#case=[\w-]+$/);

  const other = await context.newPage();
  const requested: string[] = [];
  other.on("request", (request) => requested.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  await other.goto(link);
  const command = other.getByLabel("Command that fails");
  await expect(command).toHaveValue(/https:\/\/id\.example\.com\/token/);
  await expect(other.getByRole("heading", { level: 1 })).toContainText("The body is JSON");
  expect(await command.inputValue()).not.toContain(TOKEN);
  expect(other.url()).not.toContain("case=");
  expect(requested.filter((line) => line.includes("case=") || /POST .*\/api\/send/.test(line))).toEqual([]);
});

test("a link that is broken is said to be", async ({ page }) => {
  await page.goto("/#case=AAAA");
  await expect(page.getByRole("main").getByText("The link holds no case that can be read.")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the Report tab at 320 px, ${colorScheme}: nothing sticks out, axe finds nothing`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 800 });
    await openReport(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(320);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  });
}
