import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";

/** What a page of one sentence loads with this version of Next.js, bodies gzipped, in bytes; measured by hand. */
const BARE = { next: "16.4.6", bytes: 134_904 };
const MOST = 1.35;

test("the workbench loads little more than a bare page at first", async ({ request }) => {
  const { dependencies } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, "../package.json"), "utf8"));
  expect(dependencies.next, "another Next.js: measure a bare page again").toBe(BARE.next);
  const html = await (await request.get("/")).text();
  const scripts = [...html.matchAll(/<script[^>]*\bsrc="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag));
  expect(scripts.length).toBeGreaterThan(3);
  let bytes = 0;
  for (const [, address = ""] of scripts) bytes += gzipSync(await (await request.get(address)).body()).length;
  expect(bytes / BARE.bytes).toBeLessThanOrEqual(MOST);
});
