import { expect, test } from "@playwright/test";

const head = "curl https://auth.example.com/token -u id1:s3cret -H 'Content-Type: application/json' ";
const SHAPES = [
  {
    name: "one long value",
    verdict: "The body is JSON",
    shows: "Typed",
    text: `${head}-d '{"grant_type":"refresh_token","refresh_token":"${"a".repeat(1_000_000)}"}'`,
  },
  // Of so many words the verdict is that they are too many.
  {
    name: "many options",
    verdict: "This is more than is read",
    shows: "There are more pieces of commands here",
    text: `${head}-d '{"grant_type":"refresh_token"}' ${"-H 'A: b' ".repeat(100_000)}`,
  },
];

/** What a megabyte takes on a busy machine: how long is the bench's matter, not this test's. */
const PATIENCE = { timeout: 90_000 };

for (const { name, text, verdict: expected, shows } of SHAPES) {
  test(`1 MB (${name}) gives its verdict, and the page answers meanwhile`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.goto("/");
    await page.getByRole("button", { name: "Clear" }).click();
    const verdict = page.getByRole("heading", { level: 1 });
    await expect(verdict).toHaveText("Paste the command that fails.");
    await page.evaluate(() => {
      // What the verdict was when a click that came behind the paste was answered.
      const tab = [...document.querySelectorAll<HTMLElement>("[role=tab]")].find((each) =>
        /snippets/i.test(each.textContent),
      );
      const observer = new MutationObserver(() => {
        if (tab?.getAttribute("aria-selected") !== "true") return;
        document.body.dataset.verdictAtClick = document.querySelector("h1")?.textContent ?? "";
        observer.disconnect();
      });
      observer.observe(document.body, { attributes: true, subtree: true });
    });
    await page.evaluate((pasted) => {
      const area = document.querySelector<HTMLTextAreaElement>("#command");
      area?.focus();
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(area, pasted);
      area?.dispatchEvent(new Event("input", { bubbles: true }));
      const tab = [...document.querySelectorAll<HTMLElement>("[role=tab]")].find((each) =>
        /snippets/i.test(each.textContent),
      );
      tab?.click();
    }, text);
    await expect(verdict).toContainText(expected, PATIENCE);
    await expect(page.locator("body")).toHaveAttribute("data-verdict-at-click", /Reading/, PATIENCE);
    await page.getByRole("tab", { name: /readings/i }).click();
    await expect(page.getByText(shows).first()).toBeVisible(PATIENCE);
  });
}
