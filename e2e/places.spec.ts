import { expect, test } from "@playwright/test";

test("a link leads to a tab, and Back and Forward go from tab to tab", async ({ page }) => {
  await page.goto("/#snippets");
  const tab = (name: string) => page.getByRole("tab", { name });
  await expect(tab("Snippets")).toHaveAttribute("aria-selected", "true");
  await tab("Report").click();
  await expect(page).toHaveURL(/\/#report$/);
  await tab("Readings").click();
  await expect(page).toHaveURL(/\/$/);
  await page.goBack();
  await expect(tab("Report")).toHaveAttribute("aria-selected", "true");
  await page.goBack();
  await expect(tab("Snippets")).toHaveAttribute("aria-selected", "true");
  await page.goForward();
  await expect(tab("Report")).toHaveAttribute("aria-selected", "true");
  await page.reload();
  await expect(tab("Report")).toHaveAttribute("aria-selected", "true");
});

test("arrow keys through the tabs leave no trail in the history", async ({ page }) => {
  await page.goto("/rules");
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  await page.getByRole("tab", { name: "Readings" }).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
  await expect(page).toHaveURL(/\/#report$/);
  await page.goBack();
  await expect(page).toHaveURL(/\/rules$/);
});

test("an example is a place of its own: Back brings what was there before, Forward the example", async ({ page }) => {
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "Clear" }).click();
  const editor = page.getByLabel("Command that fails");
  await editor.fill("curl https://id.example.com/token -d mine=1");
  await page.getByRole("link", { name: "a $ in the secret" }).click();
  await expect(editor).toHaveValue(/\$z2Rk9/);
  await page.goBack();
  await expect(editor).toHaveValue("curl https://id.example.com/token -d mine=1");
  await page.goForward();
  await expect(editor).toHaveValue(/\$z2Rk9/);
  expect(page.url()).toMatch(/:\d+\/$/);
});

test("each example is a link that works by itself, and one click clears it", async ({ page, request }) => {
  await page.goto("/");
  const links = await page
    .locator(".try a[href^='/?example=']")
    .evaluateAll((all) => all.map((a) => a.getAttribute("href")));
  expect(links).toHaveLength(10);
  const titles = new Set<string>();
  for (const link of links)
    titles.add(/<h1>(.*?)<\/h1>/s.exec(await (await request.get(link ?? "")).text())?.[1] ?? "");
  expect(titles.size).toBe(10);
  await page.goto(`${links[3]}#snippets`);
  await expect(page.getByRole("tab", { name: "Snippets" })).toHaveAttribute("aria-selected", "true");
  await page.getByRole("button", { name: "Clear" }).click();
  await expect(page.getByLabel("Command that fails")).toHaveValue("");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Paste the command that fails.");
});

test("a link leads to a finding and opens it", async ({ page }) => {
  await page.goto("/#finding-smart-quotes");
  const finding = page.locator("#finding-smart-quotes");
  await expect(finding.getByRole("button", { expanded: true })).toBeFocused();
  await expect(page.getByRole("tab", { name: "Readings" })).toHaveAttribute("aria-selected", "true");
});

test("each change of the text can be undone by its toast", async ({ page }) => {
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  const editor = page.getByLabel("Command that fails");
  const before = await editor.inputValue();
  const undo = page.locator(".toast").getByRole("button", { name: "Undo" });
  await page.getByRole("button", { name: "Apply all" }).click();
  await expect(editor).not.toHaveValue(before);
  await undo.click();
  await expect(editor).toHaveValue(before);
  await page.getByRole("button", { name: "Clear" }).click();
  await undo.click();
  await expect(editor).toHaveValue(before);
  await editor.selectText();
  await page.evaluate(() => {
    const area = document.querySelector<HTMLTextAreaElement>("#command");
    const data = new DataTransfer();
    data.setData("text/plain", "curl https://id.example.com/");
    area?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    document.execCommand("insertText", false, "curl https://id.example.com/");
  });
  await expect(editor).toHaveValue("curl https://id.example.com/");
  await undo.click();
  await expect(editor).toHaveValue(before);
});
