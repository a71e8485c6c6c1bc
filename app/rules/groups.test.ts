import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { RULES } from "../../lib/rules/catalog.ts";
import { groupOf, groupRules } from "./groups.ts";

const folder = (name: string) =>
  readdirSync(path.join(import.meta.dirname, "../../lib/rules", name))
    .filter((file) => !file.endsWith(".test.ts") && file !== "challenge.ts")
    .map((file) => file.replace(/\.ts$/, ""));

test("every rule stands in one group", () => {
  const grouped = groupRules().flatMap(({ rules }) => rules.map(({ id }) => id));
  expect(grouped.sort()).toEqual(RULES.map(({ id }) => id).sort());
});

test.each([
  ["typed", "Shell and curl"],
  ["body", "Body and parameters"],
  ["client", "Client authentication"],
  ["endpoint", "Endpoint, connection and answer"],
  ["around", "Around the refresh"],
])("the rules of %s stand under “%s”", (name, title) => {
  expect(folder(name).filter((id) => groupOf(id) !== title)).toEqual([]);
});
