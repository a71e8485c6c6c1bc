import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";

const ROOT = path.resolve(import.meta.dirname, "..");
const README = readFileSync(path.join(ROOT, "README.md"), "utf8");

/** The commands of the section, each with its continued lines. */
function commands(): string[] {
  const section = /## The HTTP API[\s\S]*?```sh\n([\s\S]*?)```/.exec(README)?.[1] ?? "";
  return section
    .split(/\n(?=curl )/)
    .map((text) => text.trim())
    .filter((text) => text !== "");
}

test("the commands of the README do what it says", async ({ baseURL }) => {
  expect(commands().length).toBeGreaterThanOrEqual(3);
  for (const command of commands()) {
    const own = command.replaceAll("http://127.0.0.1:3000", new URL(baseURL ?? "").origin);
    const { stdout } = await promisify(execFile)("sh", ["-c", `${own} -w '\\n%{http_code}'`], { timeout: 30_000 });
    const cut = stdout.lastIndexOf("\n");
    expect(stdout.slice(cut + 1), command).toMatch(/^20[01]$/);
    const address = /\/api\/\w+/.exec(command)?.[0];
    const body = JSON.parse(stdout.slice(0, cut)) as Record<string, unknown>;
    if (address === "/api/inspect") expect(JSON.stringify(body.findings)).toContain("missing");
    if (address === "/api/send") expect(JSON.stringify(body)).toContain("invalid_client");
    if (address === "/api/rules") expect((body.rules as unknown[]).length).toBeGreaterThan(100);
    if (address === "/api/catch") expect(JSON.stringify(body)).toContain("/catch/");
  }
});

test("the picture of the README is the first visit", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 1080 });
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.goto("/");
  await expect(page.locator(".strip")).toBeVisible();
  const picture = await page.screenshot();
  const file = path.join(ROOT, "public", "workbench.png");
  // PICTURE=1 npm run test:e2e -- e2e/readme.spec.ts writes it anew; the pixels differ from browser to browser.
  if (process.env.PICTURE) writeFileSync(file, picture);
  const size = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];
  expect(size(readFileSync(file))).toEqual(size(picture));
});
