import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";

/** A token server that answers when it is told to. */
async function startServer() {
  const tokens: string[] = [];
  const waiting: (() => void)[] = [];
  const server = http.createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    tokens.push(new URLSearchParams(body).get("refresh_token") ?? "");
    waiting.push(() =>
      response
        .writeHead(200, { "Content-Type": "application/json" })
        .end(JSON.stringify({ access_token: "at", token_type: "Bearer", expires_in: 60, refresh_token: "rotated" })),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address, tokens, answer: () => waiting.splice(0).forEach((answer) => void answer()), close };
}

async function fillForm(page: Page, address: string, token: string): Promise<void> {
  await page.goto("/?view=form");
  await expect(page.getByRole("button", { name: "Send Ctrl" })).toBeEnabled();
  await page.getByLabel("Token endpoint").fill(address);
  await page.getByLabel("Token endpoint").blur();
  await page.getByLabel("Client id").fill("a client");
  await page.getByLabel("Client secret", { exact: true }).fill("a secret");
  await page.getByLabel("Refresh token", { exact: true }).fill(token);
  // The answer waits for the test, which may be slow.
  await page.getByText("More: DPoP").click();
  await page.getByLabel("Timeout in seconds").fill("60");
}

const send = (page: Page) => page.getByRole("button", { name: "Send Ctrl" }).click();
const verdict = (page: Page) => page.getByRole("heading", { level: 1 });

test("one token is not sent by two tabs at once; another one is; a token that one tab has used up the other sends when it is told to", async ({
  context,
}) => {
  test.slow();
  const server = await startServer();
  const [one, two] = [await context.newPage(), await context.newPage()];
  await fillForm(one, server.address, "shared-token");
  await fillForm(two, server.address, "shared-token");

  await send(one);
  await expect.poll(() => server.tokens).toEqual(["shared-token"]);
  await send(two);
  await expect(verdict(two)).toContainText("Not sent: another tab is sending this refresh token.");
  await expect(two.locator("#verdict")).toContainText(new URL(server.address).host);
  expect(server.tokens).toHaveLength(1);

  await two.getByLabel("Refresh token", { exact: true }).fill("other-token");
  await send(two);
  await expect.poll(() => server.tokens).toEqual(["shared-token", "other-token"]);
  server.answer();
  await expect(verdict(one)).toContainText("The refresh worked.");
  await expect(verdict(two)).toContainText("The refresh worked.");

  // The first tab has used it up: that is said once, and whoever sends again means it.
  await two.getByLabel("Refresh token", { exact: true }).fill("shared-token");
  await send(two);
  await expect(verdict(two)).toContainText("Not sent: another tab has used this refresh token up.");
  expect(server.tokens).toHaveLength(2);
  await send(two);
  await expect.poll(() => server.tokens).toEqual(["shared-token", "other-token", "shared-token"]);
  server.answer();

  const kept = await two.evaluate(async () => [
    Object.keys(localStorage),
    (await indexedDB.databases()).length,
    Object.entries(sessionStorage).some(([key, value]) => /regrant-send-[0-9a-f]{64}/.test(key + value)),
    document.cookie,
  ]);
  expect(kept).toEqual([[], 0, false, ""]);
  server.close();
});

test("where the browser has no Web Locks a send goes out all the same, once at a time in its page", async ({
  page,
}) => {
  const server = await startServer();
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, "locks", { value: undefined }));
  await fillForm(page, server.address, "a-token");
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Control+Enter");
  await expect.poll(() => server.tokens.length).toBeGreaterThan(0);
  expect(server.tokens).toEqual(["a-token"]);
  server.close();
});
