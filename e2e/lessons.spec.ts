import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";

/** How somebody mends each exercise: what is replaced in the text, and by what. */
const MENDS: Record<string, (text: string) => string> = {
  "json-body": (text) =>
    text
      .replace(/ {2}-H 'Content-Type: application\/json' \\\n/, "")
      .replace(
        /-d '\{"grant_type":"refresh_token","refresh_token":"([^"]+)"\}'/,
        "-d 'grant_type=refresh_token&refresh_token=$1'",
      ),
  "newline-in-secret": (text) => text.replace("echo ", "echo -n "),
  "plain-basic": (text) =>
    text.replace("-H 'Authorization: Basic practice:practice-secret'", "-u practice:practice-secret"),
  "other-address": (text) => text.replace("/practice/authorize", "/practice/token"),
  "blank-in-secret": (text) => text.replace("practice-secret '", "practice-secret'"),
  "grant-in-url": (text) => text.replace(/\?(grant_type=[^']+)'/, "' -d '$1'"),
  "client-twice": (text) => text.replace(/ \\\n {2}-d client_id=practice \\\n {2}-d client_secret=practice-secret/, ""),
  "plus-in-token": (text) => text.replace("-d 'refresh_token=", "--data-urlencode 'refresh_token="),
  "odd-secret": (text) =>
    text.replace("-u 'practice-odd:p+ss/w%rd:1'", `-u 'practice-odd:${encodeURIComponent("p+ss/w%rd:1")}'`),
  "quotes-in-cmd": (text) => text.replaceAll("'", '"'),
};
/** Those that a lenient server takes as they are, and what is on record of it. */
const LENIENT: Record<string, RegExp> = {
  "json-body": /On record for .*Auth0/,
  "grant-in-url": /On record for .*Zoho/,
  "client-twice": /not on record/,
  "odd-secret": /not on record/,
};

const request = (page: Page) => page.getByLabel("The broken request, for you to mend");
const send = (page: Page) => page.getByRole("button", { name: "Send to the practice server" }).click();

for (const [id, mend] of Object.entries(MENDS)) {
  test(`${id}: broken it is refused, lenient or not as it says, and mended it is taken`, async ({ page }) => {
    await page.goto(`/practice/${id}`);
    await send(page);
    await expect(
      page.getByRole("heading", { level: 2, name: id === "other-address" ? /no token in it/ : /Refused/ }),
    ).toBeVisible();
    const reason = page.locator("#truth");
    await expect(reason).toBeHidden();
    await page.getByRole("button", { name: "What the server did not say" }).click();
    await expect(reason).toBeVisible();

    await page.getByRole("radio", { name: "Lenient" }).click();
    await send(page);
    const lenient = LENIENT[id];
    if (lenient) {
      await expect(page.getByRole("heading", { name: "takes even the broken request" })).toBeVisible();
      await expect(page.locator(".taken")).toContainText(lenient);
    } else await expect(page.getByText("fails everywhere")).toBeVisible();

    await page.getByRole("radio", { name: "Strict" }).click();
    await request(page).fill(mend(await request(page).inputValue()));
    await send(page);
    await expect(page.getByRole("heading", { name: "the strict server gave new tokens" })).toBeVisible();
    await expect(page.locator(".raw").last()).toContainText("access_token");
    // The new token took the old one's place, so that it works once more.
    await send(page);
    await expect(page.getByRole("heading", { name: "the strict server gave new tokens" })).toBeVisible();

    await page.goto("/practice");
    await expect(page.getByRole("listitem").filter({ hasText: "Done" })).toHaveCount(1);
    await expect(page.getByText("1 of 10 done.")).toBeVisible();
    const kept = await page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
    expect(kept).toContain(id);
    expect(kept).not.toMatch(/rt_|practice-secret|Basic /);
  });
}

test("there are as many exercises as this file mends, each linked to the next", async ({ page }) => {
  await page.goto("/practice");
  await expect(page.locator(".lessons > li")).toHaveCount(Object.keys(MENDS).length);
  await page.locator(".lessons a").first().click();
  for (let i = 1; i < Object.keys(MENDS).length; i++) {
    await expect(page.getByText(`Exercise ${i} of 10`)).toBeVisible();
    await page.getByRole("link", { name: /^Next: / }).click();
  }
  await expect(page.getByRole("link", { name: /^Next: / })).toHaveCount(0);
});

test("help is held back until it is asked for, and follows the text from then on", async ({ page }) => {
  await page.goto("/practice/json-body");
  await expect(page.getByText("A token endpoint reads name=value pairs")).toBeHidden();
  await page.getByText("Hint", { exact: true }).click();
  await expect(page.getByText("A token endpoint reads name=value pairs")).toBeVisible();
  await expect(page.locator(".finds")).toHaveCount(0);
  await page.getByRole("button", { name: "Show the diagnosis" }).click();
  await expect(page.locator(".finds").getByRole("link", { name: "json-body" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Apply fix" })).toHaveCount(0);
  const mend = MENDS["json-body"];
  if (mend) await request(page).fill(mend(await request(page).inputValue()));
  await expect(page.getByText("finds nothing wrong any more")).toBeVisible();
});

test("the keyboard does all of it, and a spent token is told and replaced", async ({ page }) => {
  await page.goto("/practice/plain-basic");
  await request(page).focus();
  const mended = MENDS["plain-basic"]?.(await request(page).inputValue()) ?? "";
  await request(page).fill(mended);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "the strict server gave new tokens" })).toBeVisible();
  await request(page).fill(mended);
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "Refused: invalid_grant" })).toBeVisible();
  await page.getByRole("button", { name: "What the server did not say" }).press("Enter");
  await expect(page.locator("#truth")).toContainText("refresh-token-rotated");
  await page.getByRole("button", { name: "Start again" }).press("Enter");
  await expect(request(page)).toHaveValue(/Basic practice:practice-secret/);
  await request(page).fill(MENDS["plain-basic"]?.(await request(page).inputValue()) ?? "");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("heading", { name: "the strict server gave new tokens" })).toBeVisible();
});

test("what is no request for the practice server is not sent, and the page says why", async ({ page }) => {
  await page.goto("/practice/plain-basic");
  for (const [text, why] of [
    ["", /makes no request/],
    ["curl http://127.0.0.1:1/token -d a=b", /goes to another server/],
    [`curl ${new URL(page.url()).origin}/api/health -d a=b`, /no such address/],
    [`curl ${new URL(page.url()).origin}/practice/token -d "refresh_token=$TOKEN"`, /variables/],
  ] as const) {
    await request(page).fill(text);
    await send(page);
    await expect(page.getByRole("heading", { level: 2, name: why })).toBeVisible();
  }
});

test("without JavaScript the exercise, its hint and its answer can be read", async ({ browser, baseURL }) => {
  const page = await browser.newPage({ javaScriptEnabled: false, baseURL: baseURL ?? "" });
  await page.goto("/practice/json-body");
  await expect(page.getByText("It took days to find.")).toBeVisible();
  await expect(request(page)).toHaveValue(/^curl 'http.*grant_type/s);
  await page.getByText("The answer", { exact: true }).click();
  await expect(page.getByRole("link", { name: "json-body", exact: true })).toBeVisible();
  expect(await page.locator("noscript").textContent()).toContain("goes to the same server");
  await page.close();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on an exercise, and nothing scrolls sideways, ${colorScheme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto("/practice/grant-in-url");
    const check = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`))).toEqual(
        [],
      );
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    };
    await check();
    await page.getByText("Hint", { exact: true }).click();
    await page.getByText("The answer", { exact: true }).click();
    await page.getByRole("button", { name: "Show the diagnosis" }).click();
    await expect(page.locator(".finds")).toBeVisible();
    await send(page);
    await page.getByRole("button", { name: "What the server did not say" }).click();
    await check();
    await page.getByRole("radio", { name: "Lenient" }).click();
    await send(page);
    await expect(page.locator(".taken")).toBeVisible();
    await check();
  });
}
