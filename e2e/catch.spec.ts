import AxeBuilder from "@axe-core/playwright";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";

const JSON_REQUEST = {
  headers: { "Content-Type": "application/json", Authorization: `Basic ${btoa("practice:practice-secret")}` },
  data: '{"grant_type":"refresh_token","refresh_token":"rt-canary-1"}',
};

/** Makes a box by the page's own button, and gives its address. */
async function makeBox(page: Page): Promise<string> {
  await page.goto("/catch");
  await page.getByRole("button", { name: "Make a box" }).click();
  await expect(page).toHaveURL(/\/catch\/[0-9a-f]{32}$/);
  await expect(page.getByText("0 requests, live")).toBeVisible();
  return (await page.locator(".url > span").textContent()) ?? "";
}

async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
}

test("what a program sends shows live in every open page, with the cause", async ({ page, context, request }) => {
  const url = await makeBox(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await request.post(`${url}/oauth/v2/token`, JSON_REQUEST);
  for (const each of [page, other]) {
    await expect(each.getByText("1 request, live")).toBeVisible();
    await expect(each.locator("h1")).toContainText("JSON");
    await expect(each.getByRole("button", { name: /POST \/oauth\/v2\/token/ })).toBeVisible();
    await expect(each.locator(".raw").first()).toContainText("POST /");
  }
  expect(await page.content()).not.toContain("rt-canary-1");
});

test("a page that comes later sees what was caught before, and nothing of it is in the HTML", async ({
  page,
  request,
}) => {
  const url = await makeBox(page);
  await request.post(`${url}/token`, JSON_REQUEST);
  const html = await (await request.get(page.url())).text();
  expect(html).not.toContain("rt-canary-1");
  await page.reload();
  await expect(page.getByText("1 request, live")).toBeVisible();
});

test("the box answers as it is told", async ({ page, request }) => {
  const url = await makeBox(page);
  const changed = page.waitForResponse((response) => response.request().method() === "PATCH");
  await page.getByLabel("It answers like").selectOption("rate-limited");
  await changed;
  const reply = await request.post(`${url}/token`, JSON_REQUEST);
  expect(reply.status()).toBe(429);
  expect(reply.headers()["retry-after"]).toBe("30");
});

test("a caught request opens in the workbench, through the tab's memory", async ({ page, request }) => {
  const url = await makeBox(page);
  await request.post(`${url}/token`, JSON_REQUEST);
  await page.getByRole("button", { name: "Open in the workbench" }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.locator("#command")).toHaveValue(/^POST http:\/\/.*\n[\s\S]*rt-canary-1/);
  await expect(page.locator("h1")).toContainText("JSON");
});

test("a caught request becomes a snippet, mended", async ({ page, request }) => {
  const url = await makeBox(page);
  await request.post(`${url}/token`, JSON_REQUEST);
  await page.getByRole("button", { name: "Make it a snippet" }).click();
  await expect(page.getByRole("tab", { name: "Snippets" })).toHaveAttribute("aria-selected", "true");
  await expect(page.locator(".snip")).toContainText("grant_type=refresh_token");
  await expect(page.getByText("Read back: identical.")).toBeVisible();
});

test("a deleted box is gone, for its other readers too", async ({ page, context, request }) => {
  await makeBox(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByText("0 requests, live")).toBeVisible();
  const address = page.url();
  await page.getByRole("button", { name: "Delete the box" }).click();
  await expect(page).toHaveURL(/\/catch$/);
  await expect(other.getByText("0 requests, the box is gone")).toBeVisible();
  expect((await request.get(address)).status()).toBe(404);
});

test("a HAR of what was caught", async ({ page, request }) => {
  const url = await makeBox(page);
  await request.post(`${url}/token`, JSON_REQUEST);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download as HAR" }).click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
  const har = JSON.parse(Buffer.concat(chunks).toString());
  expect(har.log.entries).toMatchObject([{ request: { method: "POST", postData: { text: JSON_REQUEST.data } } }]);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`axe finds nothing on a box, ${colorScheme}`, async ({ page, request }) => {
    test.slow();
    await page.emulateMedia({ colorScheme });
    await page.goto("/catch");
    expect(await axe(page)).toEqual([]);
    const url = await makeBox(page);
    expect(await axe(page)).toEqual([]);
    await fill(request, url);
    await page.getByText("How to point a client here").click();
    for (const summary of await page.locator(".recipe > summary").all()) await summary.click();
    await page.getByLabel("It answers like").selectOption("fixed");
    await expect(page.getByText("3 requests, live")).toBeVisible();
    expect(await axe(page)).toEqual([]);
  });
}

test("nothing scrolls sideways on the narrowest phone", async ({ page, request }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const url = await makeBox(page);
  await fill(request, url);
  await expect(page.getByText("3 requests, live")).toBeVisible();
  for (const summary of await page.locator(".recipe > summary").all()) await summary.click();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBe(320);
});

async function fill(request: APIRequestContext, url: string): Promise<void> {
  await request.post(`${url}/token`, JSON_REQUEST);
  await request.get(`${url}/token?grant_type=refresh_token&refresh_token=abcdefgh`);
  await request.post(`${url}/token`, { form: { grant_type: "refresh_token", refresh_token: "abcdefgh" } });
}
