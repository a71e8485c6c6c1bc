import { expect, test } from "@playwright/test";

test("the page is there before any script runs", async ({ request }) => {
  const reply = await request.get("/");
  expect(reply.status()).toBe(200);
  expect(await reply.text()).toContain("Regrant");
});
