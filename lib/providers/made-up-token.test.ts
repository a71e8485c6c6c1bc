import { expect, test } from "vitest";
import { toMadeUpToken } from "./made-up-token.ts";
import { PROVIDERS } from "./providers.ts";

const LETTERS = "Zk3vR8mQ1xT6wY9bN4cD7fG2hJ5pL0sAqWeRtYuI";
const shaped = PROVIDERS.filter(({ shapes }) => shapes?.refreshToken);

test("some providers are told by their tokens", () => expect(shaped.length).toBeGreaterThan(10));

test.each(shaped.map((provider) => [provider.id, provider] as const))("%s: shaped as its own", (_, provider) => {
  const token = toMadeUpToken(provider, LETTERS);
  expect(token).toMatch(provider.shapes?.refreshToken ?? /$^/);
  expect(token.endsWith(LETTERS)).toBe(true);
});

test("where no shape is known, letters alone", () => {
  expect(toMadeUpToken(null, LETTERS)).toBe(LETTERS);
  const plain = PROVIDERS.find(({ shapes }) => !shapes?.refreshToken);
  expect(toMadeUpToken(plain ?? null, LETTERS)).toBe(LETTERS);
});
