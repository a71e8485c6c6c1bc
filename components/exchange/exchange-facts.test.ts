import { describe, expect, test } from "vitest";
import type { DpopProof, Exchange } from "../../lib/http/exchange.ts";
import {
  findAskedNonce,
  toAddressFacts,
  toChainFacts,
  toJwtFacts,
  wordsForClocks,
  wordsForProxy,
} from "./exchange-facts.ts";

test("a JWT line by line, its times as clock times", () => {
  expect(toJwtFacts({ header: { alg: "ES256" }, claims: { aud: ["a"], exp: 1_700_000_000, iat: 1e20 } })).toEqual([
    { name: "alg", value: "ES256" },
    { name: "aud", value: '["a"]' },
    { name: "exp", value: "1700000000, 2023-11-14T22:13:20Z" },
    { name: "iat", value: "100000000000000000000" },
  ]);
});

test.each([
  [0, /agree/],
  [-1, /agree/],
  [5, /5 seconds ahead of this one$/],
  [-90, /90 seconds behind this one: a server may refuse/],
])("a skew of %i seconds", (skewSeconds, says) => {
  expect(wordsForClocks({ serverDate: "", ownDate: "", skewSeconds })).toMatch(says);
});

describe("addresses", () => {
  const remote = { address: "192.0.2.2", port: 443, addresses: ["2001:db8::1", "192.0.2.2"], tls: null };
  test("the one that was used is named", () => {
    expect(toAddressFacts({ remote, failure: null })[0]?.value).toBe("2001:db8::1, 192.0.2.2 (used)");
  });
  test("one address is no choice; those that did not answer are told", () => {
    expect(toAddressFacts({ remote: { ...remote, addresses: ["192.0.2.2"] }, failure: null })).toEqual([]);
    const failure = { kind: "refused", message: "", addresses: ["192.0.2.1"] } as const;
    expect(toAddressFacts({ remote: null, failure })).toEqual([{ name: "Addresses tried", value: "192.0.2.1" }]);
  });
});

test("a chain ends in itself", () => {
  const at = { validFrom: "", validTo: "2030-01-02T00:00:00Z" };
  const chain = [
    { subject: "CN=a", issuer: "CN=ca", ...at },
    { subject: "CN=ca", issuer: "CN=ca", ...at },
  ];
  expect(toChainFacts(chain)).toEqual([
    { name: "Server", value: "CN=a, by CN=ca, to 2030-01-02" },
    { name: "Root", value: "CN=ca, by itself, to 2030-01-02" },
  ]);
});

test("a proxy is named with where it comes from", () => {
  const proxy = { url: "http://proxy:3128", from: "HTTPS_PROXY", how: "CONNECT", status: 407 } as const;
  expect(wordsForProxy(proxy)).toBe(
    "http://proxy:3128, named by HTTPS_PROXY, through a tunnel (CONNECT), which it answered with 407",
  );
});

describe("a nonce is answered only where it was asked for", () => {
  const proof = (serverNonce: string | null, nonce?: string): DpopProof => ({
    header: {},
    claims: nonce === undefined ? {} : { nonce },
    thumbprint: "",
    key: null,
    serverNonce,
  });
  const reply = (status: number) => ({ status }) as unknown as NonNullable<Exchange["response"]>;
  const cases: [dpop: DpopProof | undefined, status: number, asked: string | undefined][] = [
    [proof("n1"), 400, "n1"],
    [proof("n2", "n1"), 401, "n2"],
    [proof("n1", "n1"), 400, undefined],
    [proof("n1"), 200, undefined],
    [proof(null), 400, undefined],
    [undefined, 400, undefined],
  ];
  test.each(cases)("%o at %i", (dpop, status, asked) => {
    expect(findAskedNonce({ ...(dpop ? { dpop } : {}), response: reply(status) })).toBe(asked);
  });
});
