import { expect, type Page, test } from "@playwright/test";

/** The form of a fresh tab: the practice server is its target, with a token that works. */
async function openForm(page: Page): Promise<void> {
  await page.goto("/?view=form");
  await expect(page.getByRole("button", { name: "Send Ctrl" })).toBeEnabled();
}

const verdict = (page: Page) => page.getByRole("heading", { level: 1 });

test("the form is in the HTML before any script runs, and no secret can get into a URL", async ({
  browser,
  baseURL,
}) => {
  const page = await browser.newPage({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  await page.goto("/");
  await expect(page.getByLabel("Token endpoint")).toHaveValue(/\/practice\/token$/);
  await expect(page.getByLabel("Refresh token", { exact: true })).not.toHaveValue("");
  expect(await page.locator("form.req").getAttribute("method")).toBe("post");
  await expect(page.getByLabel("Token endpoint")).toBeVisible();
  await expect(page.locator("noscript p")).toContainText("Send needs JavaScript");
  await page.close();
});

test("form, Send, tokens: the new one takes the old one's place, and a reload loses nothing", async ({ page }) => {
  await openForm(page);
  const old = await page.getByLabel("Refresh token", { exact: true }).inputValue();
  await page.getByRole("button", { name: "Send Ctrl" }).click();
  await expect(verdict(page)).toHaveText("The refresh worked. The old refresh token is dead.");
  const tokens = page.getByRole("region", { name: "Tokens" });
  await expect(tokens.getByText("live, not used yet")).toBeVisible();
  await expect(page.getByText("grant_type=refresh_token&refresh_token=")).toBeVisible();
  expect(await page.content()).not.toContain(`refresh_token=${old}`);

  await page.reload();
  await expect(verdict(page)).toHaveText("The refresh worked. The old refresh token is dead.");
  await tokens.getByRole("button", { name: "Use it in the form" }).click();
  await expect(page.getByLabel("Refresh token", { exact: true })).not.toHaveValue(old);
  await page.keyboard.press("Control+Enter");
  await expect(tokens.getByRole("button", { name: "Use it in the form" })).toBeEnabled();
  await expect(verdict(page)).toHaveText("The refresh worked. The old refresh token is dead.");
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  expect(page.url()).not.toContain("token=");
});

test("a refused refresh is explained, and the tokens from before stay", async ({ page }) => {
  await openForm(page);
  await page.getByRole("button", { name: "Send Ctrl" }).click();
  await expect(verdict(page)).toHaveText("The refresh worked. The old refresh token is dead.");
  // The form still holds the old token.
  await expect(page.getByText(/Dead since/)).toBeVisible();
  await page.getByRole("button", { name: "Send Ctrl" }).click();
  await expect(verdict(page)).toHaveText(/refresh token/i);
  await expect(verdict(page)).not.toHaveText(/worked/);
  await expect(page.getByRole("region", { name: "Tokens" }).getByText(/perhaps revoked/)).toBeVisible();
});

test("a wrong secret is told as a wrong secret", async ({ page }) => {
  await openForm(page);
  await page.getByLabel("Client secret", { exact: true }).fill("not the secret");
  await page.getByRole("button", { name: "Send Ctrl" }).click();
  await expect(page.getByRole("link", { name: "wrong-secret" })).toBeVisible();
});

test("paste, verdict, fix, copied command", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/");
  await page.getByRole("button", { name: "Clear" }).click();
  await page
    .getByLabel("Command that fails")
    .fill(
      'curl https://id.example.com/token -u id:s3cr3t-value -H \'Content-Type: application/json\' -d \'{"grant_type":"refresh_token","refresh_token":"abc123def456"}\'',
    );
  await expect(verdict(page)).toContainText("The body is JSON");
  await page
    .getByRole("button", { name: /^Apply (all|fix)/ })
    .first()
    .click();
  await expect(verdict(page)).not.toContainText("JSON");
  await page.getByRole("button", { name: "Copy command: Command" }).click();
  await expect(page.getByRole("status")).toContainText("copied");
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain("refresh_token=abc123def456");
  expect(copied).not.toContain("{");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await expect(page.getByLabel("Command that fails")).toHaveValue(/application\/json/);
});

test("the example of a first visit is diagnosed in the HTML, and its Send works without typing", async ({
  page,
  request,
}) => {
  const html = await (await request.get("/")).text();
  expect(html).toContain("The body is JSON");
  await page.goto("/");
  await page.getByRole("button", { name: "Send Ctrl" }).click();
  await expect(verdict(page)).toHaveText("The refresh worked. The old refresh token is dead.");
  await page.getByRole("tab", { name: "Snippets" }).click();
  await expect(page.getByRole("region", { name: "Code" })).toContainText("$CLIENT_SECRET");
});

test("the readings show what was run, and on a switch what the paste would do", async ({ page }) => {
  await page.goto("/");
  const strip = page.getByRole("group", { name: /^The readings/ });
  await expect(strip.getByRole("button", { name: "https://api.infusionsoft.com/token", exact: true })).toBeVisible();
  await page.getByRole("button", { name: "as pasted" }).click();
  await expect(strip.getByRole("button", { name: "https://api.infusionsoft.com/token", exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "as it was run" }).click();
  await expect(strip.getByRole("button", { name: "https://api.infusionsoft.com/token", exact: true })).toBeVisible();
});

test("form and text are one request: nothing is lost on the way", async ({ page }) => {
  await openForm(page);
  await page.getByLabel("Client secret", { exact: true }).fill("it's $HOME % !");
  await page.getByLabel("Scope, if any").fill("read write");
  await page.getByRole("button", { name: "Paste", exact: true }).click();
  await expect(page.getByLabel("Command that fails")).toHaveValue(/read write/);
  await page.getByLabel("Command that fails").press("End");
  await page.getByLabel("Command that fails").pressSequentially(" ");
  await page.getByRole("button", { name: "Form", exact: true }).click();
  await expect(page.getByLabel("Client secret", { exact: true })).toHaveValue("it's $HOME % !");
  await expect(page.getByLabel("Scope, if any")).toHaveValue("read write");
});

test("what is pasted is shown as it is, and taken out only when asked", async ({ page }) => {
  await openForm(page);
  const field = page.getByLabel("Refresh token", { exact: true });
  await field.fill("token\u200b\n");
  await expect(page.getByText("newline (U+000A)")).toBeVisible();
  await expect(field).toHaveValue("token\u200b\n");
  await page.getByRole("button", { name: "Remove" }).click();
  await expect(field).toHaveValue("token");
  await page.getByLabel("Token endpoint").fill("id.example.com");
  await expect(page.getByRole("form").getByText("Write it out, with https://.")).toBeVisible();
});

test("another host takes the secrets away, with a way back", async ({ page }) => {
  await openForm(page);
  const secret = page.getByLabel("Client secret", { exact: true });
  await page.getByLabel("Token endpoint").fill("https://id.example.com/token");
  await page.getByLabel("Client id").focus();
  await expect(secret).toHaveValue("");
  await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
  await expect(secret).not.toHaveValue("");
  await page.getByLabel("Client id").focus();
  await expect(secret).not.toHaveValue("");
});

test("a send that hangs shows what is waited for, and Ctrl+Enter cancels it", async ({ page }) => {
  const { createServer } = await import("node:net");
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const address = silent.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await openForm(page);
  await page.getByLabel("Token endpoint").fill(`http://127.0.0.1:${port}/token`);
  await page.getByLabel("Client secret", { exact: true }).fill("secret");
  await page.getByLabel("Refresh token", { exact: true }).fill("token-that-is-mine");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Waiting for the first byte")).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(verdict(page)).toContainText("Cancelled");
  silent.close();
});
