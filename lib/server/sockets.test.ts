import net from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { toHttpRequest } from "../oauth/refresh-request.ts";
import { deliver } from "./deliver.ts";
import { PUBLIC_EGRESS, parseEndpoint } from "./egress.ts";
import { send } from "./send.ts";
import { parseSettings, type Settings } from "./settings.ts";
import { FORBIDDEN_IPV4, spellings } from "./spellings.testing.ts";

/** Every address that a socket of this process was told to connect to. None really connects. */
const dialled: string[] = [];

beforeEach(() => {
  dialled.length = 0;
  vi.spyOn(console, "info").mockImplementation(() => {});
  vi.spyOn(net.Socket.prototype, "connect").mockImplementation(function (this: net.Socket, ...args: unknown[]) {
    const [options] = args.flat() as [{ host?: string }];
    dialled.push(String(options?.host));
    process.nextTick(() => this.destroy(Object.assign(new Error("refused"), { code: "ECONNREFUSED" })));
    return this;
  });
});
afterEach(() => vi.restoreAllMocks());

/** Another reading of the IPv4 registry than the policy's: the first and last number of each range. */
const RANGES: readonly (readonly [string, string])[] = [
  ["0.0.0.0", "0.255.255.255"],
  ["10.0.0.0", "10.255.255.255"],
  ["100.64.0.0", "100.127.255.255"],
  ["127.0.0.0", "127.255.255.255"],
  ["168.63.129.16", "168.63.129.16"],
  ["169.254.0.0", "169.254.255.255"],
  ["172.16.0.0", "172.31.255.255"],
  ["192.0.0.0", "192.0.0.255"],
  ["192.0.2.0", "192.0.2.255"],
  ["192.88.99.0", "192.88.99.255"],
  ["192.168.0.0", "192.168.255.255"],
  ["198.18.0.0", "198.19.255.255"],
  ["198.51.100.0", "198.51.100.255"],
  ["203.0.113.0", "203.0.113.255"],
  ["224.0.0.0", "255.255.255.255"],
];

const numberOf = (address: string) => address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);

/** True for an address that nobody may be sent to; IPv6 counts as such unless it is one of the test's own. */
function isForbidden(host: string): boolean {
  if (net.isIPv6(host)) return !host.startsWith("2606:4700:");
  if (!net.isIPv4(host)) return true;
  return RANGES.some(([first, last]) => numberOf(first) <= numberOf(host) && numberOf(host) <= numberOf(last));
}

const FORM = { clientId: "a", clientSecret: "s", refreshToken: "r", clientAuth: "client_secret_basic" } as const;

/** What a send to this text does in public mode, with these answers of the resolver, one list a look-up. */
async function tryPublic(text: string, ...answers: readonly (readonly string[])[]) {
  const endpoint = parseEndpoint(text);
  if (!endpoint.ok) return { failure: null, lookups: 0, said: endpoint.problem };
  const { url } = endpoint;
  let lookups = 0;
  const resolve = async () => answers[Math.min(lookups++, answers.length - 1)] ?? [];
  const request = toHttpRequest({ ...FORM, tokenEndpoint: url.href }, "x", url);
  const { failure, remote } = await send(request, url, { policy: PUBLIC_EGRESS, timeoutMs: 2000, resolve });
  return { failure, lookups, said: JSON.stringify([failure, remote]) };
}

const PUBLIC = ["93.184.215.14", "2606:4700:4700::1111"];

test("no spelling of a forbidden address opens a socket, whatever a resolver would say", async () => {
  const texts = FORBIDDEN_IPV4.flatMap(spellings).flatMap((host) => [`http://${host}/token`, `https://${host}/token`]);
  expect(texts.length).toBeGreaterThan(2000);
  for (const text of texts) await tryPublic(text, PUBLIC);
  expect(dialled.filter(isForbidden)).toEqual([]);
  expect(dialled).toEqual([]);
});

test("the same spellings of a public address open sockets to it and to nothing else", async () => {
  const texts = spellings("93.184.215.14").filter((host) => !host.startsWith("["));
  for (const host of texts) await tryPublic(`http://${host}/token`, PUBLIC);
  expect(new Set(dialled)).toEqual(new Set(["93.184.215.14"]));
  expect(dialled).toHaveLength(texts.length);
});

test.each(FORBIDDEN_IPV4)(
  "a name that leads to %s, alone or among others, opens no socket and does not name it",
  async (bad) => {
    for (const answers of [
      [bad],
      [...PUBLIC, bad],
      [bad, ...PUBLIC],
      [`::ffff:${bad}`],
      [PUBLIC[0] ?? "", `64:ff9b::${bad}`],
    ]) {
      const { failure, said } = await tryPublic("https://auth.regrant-test.com/token", answers);
      expect(failure?.kind).toBe("blocked");
      for (const each of answers) expect(said).not.toContain(each);
    }
    expect(dialled).toEqual([]);
  },
);

test("a resolver that rebinds is asked once: what was checked is what is dialled", async () => {
  for (const bad of FORBIDDEN_IPV4) {
    const { lookups } = await tryPublic("https://auth.regrant-test.com/token", PUBLIC, [bad]);
    expect(lookups).toBe(1);
  }
  expect(dialled.filter(isForbidden)).toEqual([]);
  expect(new Set(dialled)).toEqual(new Set(PUBLIC));
});

test("no proxy of the environment is dialled in public mode", async () => {
  const proxy = {
    HTTPS_PROXY: "http://10.0.0.1:3128",
    HTTP_PROXY: "http://10.0.0.1:3128",
    ALL_PROXY: "http://10.0.0.1:1",
  };
  const reading = parseSettings({ ...proxy, REGRANT_MODE: "public", REGRANT_ORIGIN: "https://regrant.example.com" });
  const settings = (reading.ok ? reading.settings : null) as Settings;
  for (const text of ["http://93.184.215.14/token", "https://93.184.215.14/token"]) {
    const url = new URL(text);
    const request = toHttpRequest({ ...FORM, tokenEndpoint: text }, "x", url);
    await deliver({ request, url, timeoutMs: 2000 }, settings, {});
  }
  expect(dialled).toEqual(["93.184.215.14", "93.184.215.14"]);
});
