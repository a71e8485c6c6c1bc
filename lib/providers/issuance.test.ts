import { expect, test } from "vitest";
import { GENERAL_ISSUANCE, ISSUANCE } from "./issuance.ts";
import { PROVIDERS } from "./providers.ts";

const find = (id: string) => PROVIDERS.find((provider) => provider.id === id);

test.each(Object.entries(ISSUANCE))("%s: a provider that is there, in plain sentences", (id, { steps, sure }) => {
  const provider = find(id);
  expect(provider).toBeDefined();
  expect(steps.length).toBeGreaterThan(0);
  for (const { note } of steps) expect(note).toMatch(/^[A-Z].*\.$/);
  // What nobody read at a source cannot be called documented.
  if (sure === "documented") expect(provider?.confidence).toBe("verified");
});

test("a provider without refresh is said to issue none, and no other is", () => {
  const withoutRefresh = PROVIDERS.filter(({ supportsRefresh }) => !supportsRefresh).map(({ id }) => id);
  const never = Object.keys(ISSUANCE).filter((id) => ISSUANCE[id]?.steps.some(({ kind }) => kind === "never"));
  expect(never.sort()).toEqual(withoutRefresh.sort());
});

test("the general answer names grant, scope and parameters", () => {
  expect(GENERAL_ISSUANCE.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["grant", "scope", "parameter"]));
});
