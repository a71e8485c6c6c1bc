import { expect, type Page, test } from "@playwright/test";

async function paste(page: Page, selector: string, text: string): Promise<void> {
  await page.evaluate(
    ([where = "", pasted = ""]) => {
      const data = new DataTransfer();
      data.setData("text/plain", pasted);
      const target = document.querySelector<HTMLElement>(where) ?? document.body;
      target.focus();
      target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    },
    [selector, text],
  );
}

test("a .env goes into the form's fields, says what it left, and can be taken back", async ({ page }) => {
  await page.goto("/?view=form");
  await page.waitForLoadState("networkidle");
  const old = await page.getByLabel("Client secret", { exact: true }).inputValue();
  await paste(
    page,
    "#clientId",
    "KEAP_CLIENT_ID=my-id\nKEAP_CLIENT_SECRET='my secret'\nKEAP_REFRESH_TOKEN=my-token\nDATABASE_URL=postgres://hidden",
  );
  await expect(page.getByLabel("Client id")).toHaveValue("my-id");
  await expect(page.getByLabel("Client secret", { exact: true })).toHaveValue("my secret");
  await expect(page.getByLabel("Refresh token", { exact: true })).toHaveValue("my-token");
  await expect(page.getByLabel("Token endpoint")).toHaveValue("https://api.infusionsoft.com/token");
  const toast = page.locator(".toast");
  await expect(toast).toContainText("Filled from a .env: KEAP_CLIENT_ID");
  await expect(toast).toContainText("Not used: DATABASE_URL.");
  await expect(toast).not.toContainText("hidden");
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("Client secret", { exact: true })).toHaveValue(old);
  expect(page.url()).not.toContain("my");
});

test("a token reply in the editor offers its refresh token to the form", async ({ page }) => {
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "Clear" }).click();
  await page
    .getByLabel("Command that fails")
    .fill('{"access_token":"a","refresh_token":"the-new-one","expires_in":3600}');
  await expect(page.getByText("This is a token reply")).toBeVisible();
  await page.getByRole("button", { name: "Fill the form" }).click();
  await expect(page.getByLabel("Refresh token", { exact: true })).toHaveValue("the-new-one");
});

test("of a HAR with several requests one is chosen, and Undo brings the archive back", async ({ page }) => {
  const entry = (url: string, token: string, status: number) => ({
    request: {
      method: "POST",
      url,
      headers: [{ name: "Content-Type", value: "application/x-www-form-urlencoded" }],
      postData: { text: `grant_type=refresh_token&client_id=c&refresh_token=${token}` },
    },
    response: { status, headers: [], content: { text: '{"error":"invalid_grant"}' } },
  });
  const filler = {
    request: { method: "GET", url: `https://app.example.com/${"x".repeat(200)}` },
    response: { status: 200 },
  };
  for (const fillers of [1, 600]) {
    const har = JSON.stringify({
      log: {
        entries: [
          ...Array.from({ length: fillers }, () => filler),
          entry("https://one.example.com/token", "first-token", 200),
          entry("https://two.example.com/token?key=hidden", "second-token", 400),
        ],
      },
    });
    await page.goto("/");
    await page.waitForLoadState("networkidle");
    await page.getByRole("button", { name: "Clear" }).click();
    await paste(page, "#nothing", har);
    const list = page.getByRole("region", { name: "Requests of the archive" });
    await expect(list.getByRole("button").first()).toContainText("one.example.com/token");
    await expect(list).not.toContainText("hidden");
    await list.getByRole("button", { name: /two\.example\.com/ }).click();
    await expect(page.getByLabel("Command that fails")).toHaveValue(/second-token/);
    await expect(page.getByLabel("Command that fails")).not.toHaveValue(/first-token/);
    await expect(list).toHaveCount(0);
    await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
    await expect(list).toBeVisible();
  }
});
