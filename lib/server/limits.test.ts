import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { toBlockList } from "./block-list.ts";
import { createSendLimit } from "./limits.ts";
import { findClientAddress, recordPeers } from "./peer.ts";
import { parseSettings, type Settings } from "./settings.ts";

const from = (peer: string | null, forwarded?: string) => {
  const headers = new Headers();
  if (peer !== null) headers.set("x-regrant-peer", peer);
  if (forwarded !== undefined) headers.set("x-forwarded-for", forwarded);
  return headers;
};

test.each([
  ["the socket counts", "203.0.113.7", undefined, "203.0.113.7"],
  ["a stranger's header does not", "203.0.113.7", "198.51.100.1", "203.0.113.7"],
  ["a trusted proxy's does", "10.0.0.1", "198.51.100.1", "198.51.100.1"],
  ["the last one does", "10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"],
  ["a chain of trusted proxies", "10.0.0.1", "1.1.1.1, 198.51.100.1, 10.9.9.9", "198.51.100.1"],
  ["proxies alone", "10.0.0.1", "10.0.0.3,10.0.0.2", "10.0.0.3"],
  ["nonsense ends the chain", "10.0.0.1", "198.51.100.1, unknown", "10.0.0.1"],
  ["IPv4 as IPv6", "::ffff:10.0.0.1", "::ffff:198.51.100.1", "198.51.100.1"],
  ["an IPv6 proxy", "fd00::1", "2001:db8::5", "2001:db8::5"],
  ["no socket address was recorded", null, "198.51.100.1", undefined],
])("whose address counts: %s", (_, peer, forwarded, expected) => {
  expect(findClientAddress(from(peer, forwarded), toBlockList(["10.0.0.0/8", "fd00::1"]))).toBe(expected);
});

test("the socket's address is written over what the client sent", async () => {
  recordPeers();
  const server = http.createServer((request, response) => response.end(String(request.headers["x-regrant-peer"])));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const reply = await fetch(`http://127.0.0.1:${port}/`, { headers: { "X-Regrant-Peer": "198.51.100.1" } });
  expect(await reply.text()).toBe("127.0.0.1");
  server.closeAllConnections();
  server.close();
});

function settingsOf(env: Record<string, string>): Settings {
  const reading = parseSettings(env);
  if (!reading.ok) throw new Error(reading.problems.join(" "));
  return reading.settings;
}

test("public mode: so many a minute for each address, an IPv6 /64 being one", async () => {
  const limit = createSendLimit(settingsOf({ REGRANT_MODE: "public", REGRANT_SENDS_PER_MINUTE: "3" }));
  const take = async (peer: string | null, times: number) => {
    const waits: (number | null)[] = [];
    for (let i = 0; i < times; i++) waits.push(await limit(from(peer)));
    return waits;
  };
  const wait = expect.toSatisfy((seconds) => Number.isInteger(seconds) && seconds >= 1 && seconds <= 60);
  expect(await take("192.0.2.1", 4)).toEqual([null, null, null, wait]);
  expect(await take("::ffff:192.0.2.1", 1)).toEqual([wait]);
  expect(await take("192.0.2.2", 1)).toEqual([null]);
  expect(await take("2001:db8::1", 3)).toEqual([null, null, null]);
  expect(await take("2001:db8:0:0:ffff::9", 1)).toEqual([wait]);
  expect(await take("2001:db8:0:1::1", 1)).toEqual([null]);
  expect(await take(null, 4)).toEqual([null, null, null, wait]);
});

test("60 a minute where the environment names no number; no limit in local mode", async () => {
  expect(settingsOf({ REGRANT_MODE: "public" }).sendsPerMinute).toBe(60);
  expect(settingsOf({ REGRANT_SENDS_PER_MINUTE: "1" }).sendsPerMinute).toBeNull();
  const limit = createSendLimit(settingsOf({}));
  for (let i = 0; i < 200; i++) expect(await limit(from("192.0.2.1"))).toBeNull();
});

test.each([
  { REGRANT_MODE: "public", REGRANT_SENDS_PER_MINUTE: "0" },
  { REGRANT_MODE: "public", REGRANT_SENDS_PER_MINUTE: "many" },
  { TRUST_PROXY: "10.0.0.1,proxy" },
  { TRUST_PROXY: "10.0.0.0/33" },
  { TRUST_PROXY: "10.0.0.0/8/8" },
  { TRUST_PROXY: "fd00::/129" },
])("an environment that is wrong is refused: %o", (env) => {
  const reading = parseSettings(env);
  expect(reading.ok).toBe(false);
  const values = Object.values(env).filter((value) => value.length > 6);
  for (const value of values) expect(JSON.stringify(reading)).not.toContain(value);
});
