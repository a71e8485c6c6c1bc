import { expect, type Page, test } from "@playwright/test";

async function paste(page: Page, command: string): Promise<void> {
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Send Ctrl" })).toBeEnabled();
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByLabel("Command that fails").fill(command);
}

const SECRET = "it's-a-s3cret";
const COMMAND =
  'curl https://id.example.com/token -u "app:$CLIENT_SECRET" -d grant_type=refresh_token -d "refresh_token=$RT"';

test("a value that the text does not tell is filled in, and flows into readings, snippets and Send", async ({
  page,
}) => {
  await paste(page, COMMAND);
  const filling = page.getByRole("group", { name: "Values that the text does not tell" });
  await expect(filling).toBeVisible();
  await page.getByRole("button", { name: "Send Ctrl" }).click();
  await expect(filling.getByLabel("$CLIENT_SECRET", { exact: true })).toBeFocused();
  await filling.getByLabel("$CLIENT_SECRET", { exact: true }).fill(SECRET);
  await filling.getByLabel("$RT", { exact: true }).fill("rt-0123456789");
  const basic = page.getByRole("region", { name: "The Basic header" });
  await expect(basic).toContainText("it's••••••••");
  await basic.getByRole("button", { name: "Show the Basic header" }).click();
  await expect(basic).toContainText(`Basic ${btoa(`app:${SECRET}`)}`);
  await page.getByRole("tab", { name: "Snippets" }).click();
  await page.getByRole("button", { name: "literal" }).click();
  await expect(page.getByRole("region", { name: "Code" })).toContainText("rt-0123456789");

  expect(await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]))).not.toContain(
    "s3cret",
  );
  await page.getByRole("tab", { name: "Readings" }).click();
  await filling.getByRole("button", { name: "Clear the values" }).click();
  await expect(filling.getByLabel("$RT", { exact: true })).toHaveValue("");
  await expect(basic).toHaveCount(0);
});

test("values that were filled in for one host are not for another", async ({ page }) => {
  await paste(page, COMMAND);
  const secret = page.getByLabel("$CLIENT_SECRET", { exact: true });
  await secret.fill(SECRET);
  await page.getByLabel("Command that fails").fill(COMMAND.replace("id.example.com", "id.example.net"));
  await expect(secret).toHaveValue("");
});

test("what the same text does in other shells stands below, and a click shows its readings", async ({ page }) => {
  await page.goto("/?example=cmd-single-quotes");
  const others = page.getByRole("region", { name: "In other shells" });
  await expect(others.getByRole("listitem")).toHaveCount(3);
  await others.getByRole("button", { name: "bash or zsh" }).click();
  const there = page.getByRole("region", { name: "The readings in bash or zsh" });
  await expect(there.getByRole("button", { name: "grant_type=refresh_token", exact: true }).first()).toBeVisible();
  await there.getByRole("button", { name: "Close" }).click();
  await expect(there).toHaveCount(0);
});

test("the Basic header is looked into: the newline that echo adds is seen, beside the header as it should be", async ({
  page,
}) => {
  await page.goto("/?example=echo-without-n");
  const basic = page.getByRole("region", { name: "The Basic header" });
  await expect(basic).toContainText("The header is not what it should be.");
  const newline = basic.getByRole("img", { name: "newline (U+000A)" }).first();
  await newline.focus();
  await expect(newline).toBeFocused();
  expect(await newline.evaluate((element) => getComputedStyle(element, "::after").content)).toContain("U+000A");
  await expect(basic).not.toContainText("Vq7hz2Rk9");
  await basic.getByRole("button", { name: "Show the Basic header" }).click();
  await expect(basic).toContainText(`Basic ${btoa("k3tq8bp2xw5mr7dn:Vq7hz2Rk9")}`);
});

test("an exchange shows the inside of the header that was sent", async ({ page }) => {
  await page.goto("/?view=form");
  await page.getByRole("button", { name: "Send Ctrl" }).click();
  await expect(page.getByRole("region", { name: "Tokens" })).toBeVisible();
  await expect(page.getByRole("region", { name: "The Basic header" })).toBeVisible();
});

test("a snippet is read back by Regrant's own readers", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("tab", { name: "Snippets" }).click();
  await expect(page.getByText("Read back: identical.")).toBeVisible();
  await page.getByRole("button", { name: "literal" }).click();
  await page.getByRole("radio", { name: /requests/ }).click();
  await expect(page.getByText("Read back: identical.")).toBeVisible();
});
