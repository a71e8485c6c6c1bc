import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { CLIENT_AUTH_METHODS } from "../oauth/client-request.ts";
import { PROVIDER_ENTRIES } from "./entries.ts";
import { toProviderEntry } from "./provider.ts";
import { PROVIDERS } from "./providers.ts";

test("87 presets, every id once, every other name one provider's", () => {
  expect(PROVIDERS).toHaveLength(87);
  const names = PROVIDERS.flatMap(({ id, name, aliases = [] }) => [
    ...new Set([id, name, ...aliases].map((text) => text.toLowerCase().replace(/[^a-z0-9]+/g, ""))),
  ]);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

test.each(PROVIDERS.map((provider) => [provider.id, provider] as const))("%s is sound", (id, provider) => {
  expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  const addresses = [provider.tokenEndpoint, provider.tokenEndpointTemplate, ...(provider.otherTokenEndpoints ?? [])];
  expect(provider.tokenEndpoint ?? provider.tokenEndpointTemplate).not.toBeNull();
  for (const address of [...addresses, provider.discovery, provider.verifyAccessToken?.url]) {
    if (!address) continue;
    const url = address.replace(/\{\w+\}/g, "x");
    if (!url.startsWith("x/")) expect(new URL(url).protocol).toBe("https:");
  }
  const used = [...(provider.tokenEndpointTemplate ?? "").matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  expect(provider.variables.map(({ name }) => name).sort()).toEqual([...new Set(used)].sort());
  expect(CLIENT_AUTH_METHODS).toContain(provider.clientAuth.preferred);
  expect(provider.clientAuth.methods).toContain(provider.clientAuth.preferred);
  for (const method of provider.clientAuth.methods) expect(CLIENT_AUTH_METHODS).toContain(method);
  expect(provider.bodyFormats.length).toBeGreaterThan(0);
  expect(new URL(provider.docs).protocol).toBe("https:");
  expect(provider.evidence.length).toBeGreaterThan(0);
  for (const reply of provider.replies) {
    expect(reply.meaning).toMatch(/^\S.*[.]$/s);
    if (reply.sure !== "C") expect(reply.source).toBeTruthy();
    if (reply.pattern) expect(reply.pattern.flags).not.toContain("g");
  }
});

test("the light list is the presets' own, in their order, and stays light", () => {
  expect(PROVIDER_ENTRIES).toEqual(PROVIDERS.map(toProviderEntry));
  const source = readFileSync(new URL("./entries.ts", import.meta.url));
  expect(gzipSync(source).length).toBeLessThan(5_000);
});
