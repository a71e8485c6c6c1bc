import { expect, type Page, test } from "@playwright/test";

test.use({ serviceWorkers: "allow" });

/** Opens the workbench and waits until the worker has all it keeps. */
async function openAndKeep(page: Page): Promise<void> {
  await page.goto("/");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
}

test("without the server the workbench opens, diagnoses and writes snippets, and says what does not go", async ({
  page,
  context,
}) => {
  test.slow();
  const refused: string[] = [];
  page.on("console", (message) => {
    if (/Content.Security.Policy|violates/i.test(message.text())) refused.push(message.text());
  });
  await openAndKeep(page);
  await expect(page.locator(".offline", { hasText: "The server does not answer." })).toHaveCount(0);
  await context.setOffline(true);
  await expect(page.locator(".offline", { hasText: "The server does not answer." })).toBeVisible();
  await page.reload();
  await expect(page.locator(".offline", { hasText: "The server does not answer." })).toBeVisible();
  await page.getByRole("button", { name: "Clear" }).click();
  await page
    .getByLabel("Command that fails")
    .fill(
      'curl https://id.example.com/token -u app:s3cr3t-1 -H "Content-Type: application/json" -d \'{"grant_type":"refresh_token","refresh_token":"abc123def456"}\'',
    );
  await expect(page.getByRole("heading", { level: 1 })).toContainText("The body is JSON");
  await page.getByRole("tab", { name: "Snippets" }).click();
  await expect(page.getByRole("region", { name: "Code" })).toContainText("$REFRESH_TOKEN");
  await page.getByRole("tab", { name: "Report" }).click();
  await expect(page.getByRole("tabpanel")).toContainText("grant_type");
  await page.goto("/compare");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("The body is JSON");
  await page.goto("/rules").catch(() => undefined);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("needs the server");
  await context.setOffline(false);
  await page.goto("/");
  await expect(page.locator(".offline", { hasText: "The server does not answer." })).toHaveCount(0);
  expect(refused).toEqual([]);
});

test("the worker keeps files of the build and pages as they come, and nothing that was typed or asked", async ({
  page,
}) => {
  await openAndKeep(page);
  await page.goto("/?example=echo-without-n");
  await page.getByLabel("Command that fails").fill("curl https://id.example.com -d refresh_token=typed-by-me");
  await page.goto("/errors?q=typed-by-me");
  const kept = await page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const { pathname, search } = new URL(request.url);
        const text = (await (await cache.match(request))?.text()) ?? "";
        found.push(`${pathname}${search}${text.includes("typed-by-me") ? " typed" : ""}`);
      }
    }
    return found;
  });
  expect(kept.filter((path) => !path.startsWith("/_next/static/")).sort()).toEqual([
    "/",
    "/compare",
    "/icon-192.png",
    "/icon-512.png",
    "/icon.svg",
    "/manifest.webmanifest",
  ]);
  expect(kept.join(" ")).not.toContain("typed");
});

test("it can be installed: a manifest with icons that are there", async ({ page, request }) => {
  await page.goto("/");
  const address = await page.locator('link[rel="manifest"]').getAttribute("href");
  const manifest = (await (await request.get(address ?? "")).json()) as { icons: { src: string; sizes: string }[] };
  for (const { src, sizes } of manifest.icons) {
    expect((await request.get(src)).status(), src).toBe(200);
    if (sizes === "any") continue;
    const width = await page.evaluate(async (from) => {
      const image = new Image();
      image.src = from;
      await image.decode();
      return image.naturalWidth;
    }, src);
    expect(`${width}x${width}`).toBe(sizes);
  }
});
