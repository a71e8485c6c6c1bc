import { defineConfig } from "@playwright/test";

// `npm test` starts the server and names it; a run by hand starts the built app by itself.
const port = Number(process.env.PORT ?? 3000);
const named = process.env.REGRANT_BASE_URL;
const baseURL = named ?? `http://127.0.0.1:${port}`;
const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
  testDir: "e2e",
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  retries: 0,
  reporter: "list",
  outputDir: ".cache/playwright",
  use: {
    baseURL,
    browserName: "chromium",
    // The worker fetches the whole build once for each new browser: the test of it allows it.
    serviceWorkers: "block",
    launchOptions: executablePath ? { executablePath } : {},
  },
  ...(named
    ? {}
    : {
        webServer: {
          command: "node scripts/start.mjs",
          url: `${baseURL}/api/health`,
          reuseExistingServer: true,
          env: { PORT: String(port) },
          gracefulShutdown: { signal: "SIGTERM", timeout: 5_000 },
        },
      }),
});
