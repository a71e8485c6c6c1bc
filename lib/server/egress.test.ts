import net from "node:net";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isPublicAddress, LOCAL_EGRESS, PUBLIC_EGRESS, parseEndpoint } from "./egress.ts";
import { FORBIDDEN_IPV4, spellings } from "./spellings.testing.ts";

/** Why public mode refuses the text; null if it would look the name up or connect. */
function publicProblem(text: string): string | null {
  const endpoint = parseEndpoint(text);
  return endpoint.ok ? PUBLIC_EGRESS.findProblem(endpoint.url) : endpoint.problem;
}

test("every spelling of every special IPv4 address is refused in public mode", () => {
  const open = FORBIDDEN_IPV4.flatMap(spellings)
    .flatMap((host) => [`http://${host}/token`, `https://${host}/token`])
    .filter((text) => publicProblem(text) === null);
  expect(open).toEqual([]);
});

test("the same spellings of a public address are one address, and it is open", () => {
  for (const host of spellings("8.8.4.4").filter((host) => !host.startsWith("["))) {
    const endpoint = parseEndpoint(`http://${host}/token`);
    expect(endpoint.ok && endpoint.url.hostname, host).toBe("8.8.4.4");
    expect(publicProblem(`http://${host}/token`), host).toBeNull();
  }
});

test.each([
  "[::]",
  "[::1]",
  "[0:0:0:0:0:0:0:1]",
  "[::0.0.0.1]",
  "[100::1]",
  "[100:0:0:1::1]",
  "[1fff:ffff::1]",
  "[2001::1]",
  "[2001:1::1]",
  "[2001:2::1]",
  "[2001:3::1]",
  "[2001:4:112::1]",
  "[2001:10::1]",
  "[2001:20::1]",
  "[2001:30::1]",
  "[2001:1ff:ffff::1]",
  "[2001:db8::1]",
  "[2001:0db8:0000:0000:0000:0000:0000:0001]",
  "[2002::1]",
  "[2620:4f:8000::1]",
  "[3fff::1]",
  "[3fff:fff:ffff::1]",
  "[4000::1]",
  "[5f00::1]",
  "[fc00::1]",
  "[fd00:ec2::254]",
  "[fe80::1]",
  "[fec0::1]",
  "[ff02::1]",
  "[2a00:1:2:3:0:5efe:808:808]",
  "[2a00:1:2:3:200:5efe:808:808]",
])("%s is refused in public mode", (host) => {
  expect(publicProblem(`https://${host}/token`)).not.toBeNull();
});

test.each([
  "1.1.1.1",
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "128.0.0.0",
  "168.63.129.15",
  "169.253.255.255",
  "169.255.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "192.0.1.0",
  "192.0.3.0",
  "192.167.255.255",
  "192.169.0.0",
  "198.17.255.255",
  "198.20.0.0",
  "203.0.112.255",
  "203.0.114.0",
  "223.255.255.255",
  "2000::1",
  "2001:200::1",
  "2001:4860:4860::8888",
  "2001:db7:ffff::1",
  "2001:db9::1",
  "2003::1",
  "2606:4700:4700::1111",
  "2620:4f:7fff::1",
  "2a00:1450:4001:81b::200e",
  "2a00:1:2:3:1:5efe:808:808",
  "2a00:1:2:3:4:0:5efe:808",
  "3ffe::1",
])("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
  expect(publicProblem(`https://${net.isIPv6(address) ? `[${address}]` : address}/`)).toBeNull();
});

test.each([
  "",
  "localhost",
  "127.1",
  "0x7f000001",
  "1.2.3",
  "::1%lo",
  "2600::1%1",
  "[2600::1]",
  "256.1.1.1",
  "1.1.1.1 ",
])("%j is no address to connect to", (text) => {
  expect(isPublicAddress(text)).toBe(false);
  expect(net.isIP(text) === 0 || text.includes("%")).toBe(true);
});

test.each([
  ["a space before", " https://auth.example.com/token"],
  ["a space after", "https://auth.example.com/token "],
  ["a space within", "https://auth.example.com/to ken"],
  ["a newline within", "https://auth.exa\nmple.com/token"],
  ["a tab within", "https://auth.exa\tmple.com/token"],
  ["a NUL", "https://auth.example.com/\0"],
  ["DEL", "https://auth.example.com/\x7f"],
  ["a C1 control", "https://auth.example.com/\x85"],
  ["a no-break space", "https://auth.example.com/\u00a0"],
  ["an ideographic space", "https://auth.example.com\u3000/"],
  ["a zero-width space", "https://auth.exam\u200bple.com/"],
  ["a zero-width joiner", "https://auth.exam\u200dple.com/"],
  ["a word joiner", "https://auth.exam\u2060ple.com/"],
  ["a byte order mark", "\ufeffhttps://auth.example.com/"],
  ["a soft hyphen", "https://auth.exam\u00adple.com/"],
  ["a right-to-left override", "https://auth.\u202eexample.com/"],
  ["a variation selector", "https://auth.example\ufe0f.com/"],
  ["a tag character", "https://auth.example\u{e0041}.com/"],
  ["a Hangul filler", "https://auth.example\u3164.com/"],
  ["a combining grapheme joiner", "https://auth.example\u034f.com/"],
  ["a braille blank", "https://auth.example.com/\u2800"],
  ["a lone surrogate", "https://auth.example.com/\ud800"],
  ["a line separator", "https://auth.example.com/\u2028"],
  ["a backslash for a slash", "https:\\\\auth.example.com\\token"],
  ["a backslash before @", "https://auth.example.com\\@127.0.0.1/"],
  ["a backslash in the path", "https://auth.example.com/a\\b"],
  ["a user name", "https://user@auth.example.com/"],
  ["a user name and password", "https://user:pass@auth.example.com/"],
  ["an empty user name", "https://@auth.example.com/"],
  ["an empty password", "https://:@auth.example.com/"],
  ["two @", "https://a@b@auth.example.com/"],
  ["an encoded @ before a real one", "https://a%40b@auth.example.com/"],
  ["a fragment", "https://auth.example.com/token#top"],
  ["an empty fragment", "https://auth.example.com/token#"],
  ["a fragment that hides @", "https://auth.example.com#@127.0.0.1/"],
  ["no slashes", "https:auth.example.com/token"],
  ["one slash", "https:/auth.example.com/token"],
  ["three slashes", "https:///auth.example.com/token"],
  ["four slashes", "http:////127.0.0.1/token"],
  ["no host", "https://"],
  ["a query for a host", "https://?x"],
  ["no scheme", "auth.example.com/token"],
  ["slashes alone", "//auth.example.com/token"],
  ["a path", "/token"],
  ["nothing", ""],
  ["ftp", "ftp://auth.example.com/"],
  ["file", "file:///etc/passwd"],
  ["javascript", "javascript:alert(1)//auth.example.com"],
  ["data", "data:text/plain,https://auth.example.com"],
  ["gopher", "gopher://127.0.0.1:6379/_x"],
  ["unix socket", "http+unix://%2ftmp%2fsocket/"],
  ["a nested scheme", "view-source:https://auth.example.com/"],
  ["a port that is none", "https://auth.example.com:x/"],
  ["a port too high", "https://auth.example.com:65536/"],
  ["port 0", "https://auth.example.com:0/"],
  ["an encoded NUL in the host", "https://auth.example.com%00.evil.com/"],
  ["an encoded slash in the host", "https://auth.example.com%2f.evil.com/"],
  ["an encoded newline in the host", "https://auth%0d%0a.example.com/"],
  ["an open bracket", "https://[::1/"],
  ["an IPv6 address without brackets", "https://::1/"],
  ["an IPv6 zone", "https://[fe80::1%25lo]/"],
  ["IPv6 of nine groups", "https://[1:2:3:4:5:6:7:8:9]/"],
  ["an octet of 256", "https://256.1.1.1/"],
  ["five octets", "https://1.2.3.4.5/"],
  ["a dword too large", "https://4294967296/"],
  ["a broken octal", "https://08.1.1.1/"],
])("%s is refused in both modes", (_, text) => {
  expect(parseEndpoint(text).ok).toBe(false);
});

test.each([
  ["https://auth.example.com/oauth/token", "auth.example.com"],
  ["HTTPS://AUTH.example.COM/oauth/token?a=b", "auth.example.com"],
  ["https://b\u00fccher.example.com/", "xn--bcher-kva.example.com"],
  ["https://auth.example.com/a@b", "auth.example.com"],
  ["https://auth.example.com:8443/%7e%zz", "auth.example.com"],
  ["http://127.0.0.1:3000/practice/token", "127.0.0.1"],
  ["http://localhost/practice/token", "localhost"],
  ["http://[::1]:8080/", "[::1]"],
  ["http://identity/token", "identity"],
])("%s may be called in local mode", (text, hostname) => {
  const endpoint = parseEndpoint(text);
  expect(endpoint.ok && endpoint.url.hostname).toBe(hostname);
  expect(endpoint.ok && LOCAL_EGRESS.findProblem(endpoint.url)).toBeNull();
});

test.each([
  "localhost",
  "LOCALHOST",
  "loc\u0430lhost.localhost",
  "localhost.",
  "localhost\u3002",
  "intranet",
  "com",
  "auth.example.com.",
  "auth.example.com\uff0e",
  "a.localhost",
  "a.test",
  "a.invalid",
  "a.example",
  "a.local",
  "a.internal",
  "metadata.google.internal",
  "a.home.arpa",
  "1.0.0.127.in-addr.arpa",
  "a.onion",
  "a.alt",
  "a.lan",
  "a.corp",
  "host.docker.internal",
  "a.localdomain",
])("the name %s is refused in public mode", (host) => {
  expect(publicProblem(`https://${host}/token`)).not.toBeNull();
});

test.each(["auth.example.com", "localhost.example.com", "127.0.0.1.nip.io", "testing.co.uk", "xn--bcher-kva.de"])(
  "the name %s is left to the resolver in public mode",
  (host) => {
    expect(publicProblem(`https://${host}/token`)).toBeNull();
  },
);

test.each([1, 21, 22, 25, 81, 3000, 5432, 6379, 8080, 9200, 11211, 65535])(
  "port %d is refused in public mode",
  (port) => {
    expect(publicProblem(`https://auth.example.com:${port}/`)).toMatch(/ports/);
  },
);

test.each([
  "https://a.example.com:443/",
  "http://a.example.com:80/",
  "http://a.example.com:443/",
  "https://a.co:8443/",
])("%s has a port that public mode allows", (text) => {
  expect(publicProblem(text)).toBeNull();
});

/** The IPv4 registry again, as first and last number of each range. */
const RANGES: [number, number][] = [
  [0x00000000, 0x00ffffff],
  [0x0a000000, 0x0affffff],
  [0x64400000, 0x647fffff],
  [0x7f000000, 0x7fffffff],
  [0xa83f8110, 0xa83f8110],
  [0xa9fe0000, 0xa9feffff],
  [0xac100000, 0xac1fffff],
  [0xc0000000, 0xc00000ff],
  [0xc0000200, 0xc00002ff],
  [0xc01fc400, 0xc01fc4ff],
  [0xc034c100, 0xc034c1ff],
  [0xc0586300, 0xc05863ff],
  [0xc0a80000, 0xc0a8ffff],
  [0xc0af3000, 0xc0af30ff],
  [0xc6120000, 0xc613ffff],
  [0xc6336400, 0xc63364ff],
  [0xcb007100, 0xcb0071ff],
  [0xe0000000, 0xffffffff],
];

test("IPv4: the edges of each range and any number between agree with the registry", () => {
  const dotted = (n: number) => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255].join(".");
  const isOpen = (n: number) => !RANGES.some(([first, last]) => n >= first && n <= last);
  const edges = RANGES.flatMap(([first, last]) => [first - 1, first, last, last + 1]);
  for (const n of edges.filter((n) => n >= 0 && n <= 0xffffffff)) {
    expect(isPublicAddress(dotted(n)), dotted(n)).toBe(isOpen(n));
  }
  fc.assert(
    fc.property(fc.nat(0xffffffff), (n) => {
      expect(isPublicAddress(dotted(n))).toBe(isOpen(n));
      expect(publicProblem(`http://${n}/`) === null).toBe(isOpen(n));
    }),
  );
});

test("any text: a URL with the host it shows, or a problem that repeats nothing", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.webUrl(),
        fc.string().map((s) => `http://${s}`),
      ),
      (text) => {
        const endpoint = parseEndpoint(text);
        if (endpoint.ok) {
          expect(endpoint.url.hostname).not.toBe("");
          expect(endpoint.url.username + endpoint.url.password + endpoint.url.hash).toBe("");
        } else if (text.length > 12) expect(endpoint.problem).not.toContain(text);
      },
    ),
    { numRuns: 500 },
  );
});
