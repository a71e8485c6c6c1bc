import { test as base } from "@playwright/test";

/** Playwright's test with `server`: the origin of the server under test. */
export const test = base.extend<{ server: string }>({
  server: async ({ baseURL }, use) => {
    if (!baseURL) throw new Error("the configuration names no baseURL");
    await use(baseURL);
  },
});
