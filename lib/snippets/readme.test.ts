import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { SNIPPET_TARGETS } from "./catalog.ts";

test("the README's table has every snippet, in the catalog's order, and none that does not exist", () => {
  const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
  const table = /<!-- snippets -->([\s\S]*?)<!-- end of snippets -->/.exec(readme)?.[1] ?? "";
  const ids = [...table.matchAll(/^\| `([\w-]+)` +\|/gm)].map(([, id]) => id);
  expect([...new Set(ids)]).toEqual(SNIPPET_TARGETS.map(({ id }) => id));
});
