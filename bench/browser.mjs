// What the page costs in a browser: keystroke to updated findings at 4 KB, and the longest task of the main thread while
// 1 MB is pasted and read. Needs a production build; `npm start` makes one.
import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import { end } from "../scripts/children.mjs";
import { answers, HOST, serve } from "../scripts/serve.mjs";
import { findBrowser } from "../scripts/tools.mjs";
import { median, round } from "./measure.mjs";

const PORT = 3917;
const HEAD = "curl https://auth.example.com/token -u id1:s3cret ";
const ROUNDS = 30;

const shapes = {
  "one long value": (n) => `${HEAD}-d '{"grant_type":"refresh_token","refresh_token":"${"a".repeat(n)}"}'`,
  "many options": (n) => `${HEAD}${"-d 'a=b' ".repeat(n / 9)}`,
  "many lines": (n) => `${HEAD}${"-H 'A: b' \\\n".repeat(n / 12)}-d '{"a":"b"}'`,
  "curly quotes": (n) => `${HEAD}${"-d ‘a=b’ ".repeat(n / 9)}`,
};

export async function run() {
  if (!existsSync(new URL("../.next/BUILD_ID", import.meta.url)))
    return [["in the browser", "not measured", "needs a build: npm start makes one"]];
  const server = serve(PORT, { stdio: "ignore" });
  const executablePath = findBrowser();
  const browser = await chromium.launch(executablePath ? { executablePath } : {});
  try {
    await answers(PORT, server);
    const rows = [await typing(browser)];
    for (const [name, make] of Object.entries(shapes)) rows.push(await pasting(browser, name, make(1_000_000)));
    return rows;
  } finally {
    await browser.close();
    await end(server);
  }
}

async function open(browser) {
  const page = await browser.newPage();
  await page.goto(`http://${HOST.includes(":") ? `[${HOST}]` : HOST}:${PORT}/`);
  await page.getByRole("button", { name: "Clear" }).click();
  // The diagnosis comes after the first paint.
  await page.locator("#command").fill("curl https://auth.example.com/token -d grant_type=refresh_token");
  await page.locator("ol.finds, ul.clear").first().waitFor();
  return page;
}

/** Types a letter that adds or ends a finding, and waits until the list of findings has changed and is drawn. */
async function typing(browser) {
  const page = await open(browser);
  const text = `${HEAD}${"-H 'X-Padding: 0123456789abcdef' ".repeat(118)}-d grant_type=refresh_token -d refresh_token=r1`;
  await page.locator("#command").fill(text);
  await page.waitForTimeout(500);
  const times = await page.evaluate(
    async ([start, rounds]) => {
      const area = document.querySelector("#command");
      const list = document.querySelector(".res");
      const write = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
      const taken = [];
      for (let i = 0; i < rounds; i++) {
        const changed = new Promise((resolve) => {
          const observer = new MutationObserver(() => {
            observer.disconnect();
            resolve(performance.now());
          });
          observer.observe(list, { childList: true, subtree: true, characterData: true });
        });
        const at = performance.now();
        write.call(area, i % 2 === 0 ? start.replace("grant_type", "grant_typ") : start);
        area.dispatchEvent(new Event("input", { bubbles: true }));
        taken.push((await changed) - at);
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
      return taken;
    },
    [text, ROUNDS],
  );
  await page.close();
  return ["keystroke to findings at 4 KB, median", `${round(median(times))} ms`, "a frame is 16 ms"];
}

/** The longest task from the paste until the verdict stands, and how long the verdict took. */
async function pasting(browser, name, text) {
  const page = await open(browser);
  await page.waitForTimeout(500);
  const { longest, took } = await page.evaluate(async (pasted) => {
    let longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: "longtask" });
    const area = document.querySelector("#command");
    const at = performance.now();
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set.call(area, pasted);
    area.dispatchEvent(new Event("input", { bubbles: true }));
    while (!/^(?!Reading)/.test(document.querySelector("h1").textContent) || performance.now() - at < 200) {
      if (performance.now() - at > 30_000) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const took = performance.now() - at;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    return { longest, took };
  }, text);
  await page.close();
  return [
    `1 MB pasted, ${name}: longest task`,
    longest === 0 ? "under 50 ms" : `${round(longest)} ms`,
    `verdict after ${round(took)} ms`,
  ];
}
