// npm run test:pages: the page of every rule and every provider, in both themes. Starts the app, or takes the one on PORT.
import path from "node:path";
import { run } from "./children.mjs";
import { ensureBuilt, ensureInstalled, ROOT } from "./setup.mjs";
import { ensureTools, findBrowser } from "./tools.mjs";

await ensureInstalled();
await Promise.all([ensureTools(), ensureBuilt()]);
const browser = findBrowser();
const env = { ...process.env, REGRANT_ALL_PAGES: "1", ...(browser ? { CHROMIUM_PATH: browser } : {}) };
const playwright = path.join(ROOT, "node_modules/@playwright/test/cli.js");
process.exitCode = await run(process.execPath, [playwright, "test", "e2e/pages.spec.ts"], { cwd: ROOT, env });
