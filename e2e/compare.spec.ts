import { expect, test } from "@playwright/test";

const verdict = "h1";

test("the example is compared in the HTML, and nothing of it is in an address", async ({ page, request }) => {
  const html = await (await request.get("/compare")).text();
  expect(html).toContain("The body is JSON");
  await page.goto("/");
  await page.getByRole("link", { name: "Compare with one that works" }).click();
  await expect(page).toHaveURL(/\/compare$/);
  await expect(page.getByLabel("This one fails")).toHaveValue(/api\.infusionsoft\.com/);
  await expect(page.getByLabel("This one works")).toHaveValue("");
});

test("a request that works and one that fails: what matters first, both sides, and why", async ({ page }) => {
  await page.goto("/compare");
  await page.getByRole("button", { name: "Clear both" }).click();
  await expect(page.locator(verdict)).toHaveText("Paste one that works and one that fails.");
  await page
    .getByLabel("This one works")
    .fill(
      "curl https://id.example.com/token -u app:s3cr3t-1 -d grant_type=refresh_token -d refresh_token=abc123def456",
    );
  await page
    .getByLabel("This one fails")
    .fill(
      `fetch("https://id.example.com/token/", { method: "POST", headers: { Authorization: "Basic ${btoa("app:s3cr3t-1")}" }, body: new URLSearchParams({ refresh_token: "abc123def456" }) })`,
    );
  const result = page.getByRole("region", { name: "The comparison" });
  await expect(result.getByRole("listitem").first()).toContainText("grant_type");
  await expect(result.getByRole("listitem").first()).toContainText("not there");
  await expect(result).toContainText("Only a slash at the end differs");
  await expect(result).not.toContainText("abc123def456");
  await page.reload();
  await expect(page.getByLabel("This one fails")).toHaveValue(/URLSearchParams/);

  await page
    .getByLabel("This one fails")
    .fill(
      [
        "POST /token HTTP/1.1",
        "Host: id.example.com",
        `Authorization: Basic ${btoa("app:s3cr3t-1")}`,
        "Content-Type: application/x-www-form-urlencoded",
        "",
        "refresh_token=abc123def456&grant_type=refresh_token",
      ].join("\n"),
    );
  await expect(page.locator(verdict)).toHaveText("The same to a token server.");
  await expect(result).toContainText("Order of parameters");
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
});
