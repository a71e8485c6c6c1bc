import { expect, test } from "@playwright/test";
import { FOREIGN_CLIENTS, type ForeignServer, startForeignServer } from "./foreign/token-server.ts";

let server: ForeignServer;
test.beforeAll(async () => {
  server = await startForeignServer();
});
test.afterAll(() => server.close());

for (const client of FOREIGN_CLIENTS.filter(({ clientSecret }) => clientSecret !== undefined)) {
  test(`a token server that is not ours: three rotations from the page, ${client.clientAuth} as ${client.clientId}`, async ({
    page,
  }) => {
    await page.goto("/?view=form");
    await expect(page.getByRole("button", { name: "Send Ctrl" })).toBeEnabled();
    await page.getByLabel("Token endpoint").fill(server.tokenEndpoint);
    // Another host takes the secrets away; they are filled in after that.
    await page.getByLabel("Client id").fill(client.clientId);
    await page.getByRole("radio", { name: client.clientAuth }).click();
    await page.getByLabel("Client secret", { exact: true }).fill(client.clientSecret ?? "");
    const field = page.getByLabel("Refresh token", { exact: true });
    await field.fill(await server.issue(client));
    for (let rotation = 1; rotation <= 3; rotation++) {
      const old = await field.inputValue();
      await page.keyboard.press("Control+Enter");
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(
        "The refresh worked. The old refresh token is dead.",
      );
      await page.getByRole("button", { name: "Use it in the form" }).click();
      await expect(field).not.toHaveValue(old);
    }
  });
}
