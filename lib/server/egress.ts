import "server-only";
import net from "node:net";
import { toBlockList } from "./block-list.ts";
import { parseIpv6Groups } from "./ipv6.ts";

/** An endpoint that may be called, or why not, in words that name no resolved address. */
export type EndpointCheck = { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly problem: string };

/** Where a send may go. Both questions are asked of values that were parsed once and are then connected to. */
export interface EgressPolicy {
  /** Why this address must not be called, told from its text alone; null if nothing speaks against it. */
  findProblem(url: URL): string | null;
  /** True if a connection to this IP literal may be opened. Asked of every DNS answer. */
  allowsAddress(address: string): boolean;
}

/** Local mode: whoever runs Regrant may reach what their machine reaches, loopback and private networks included. */
export const LOCAL_EGRESS: EgressPolicy = {
  findProblem: () => null,
  allowsAddress: (address) => net.isIP(address) !== 0,
};

/** Public mode: ordinary names on the ordinary ports that lead to global unicast addresses, and nothing else. */
export const PUBLIC_EGRESS: EgressPolicy = {
  findProblem(url) {
    if (!PORTS.has(portOf(url))) return "Only the ports 443, 8443 and 80 may be called from here.";
    const literal = addressLiteralOf(url);
    if (literal !== undefined) return isPublicAddress(literal) ? null : NOT_PUBLIC;
    return findNameProblem(url.hostname);
  },
  allowsAddress: isPublicAddress,
};

/** What is said of a literal and of a name alike, so that the answer does not tell what a name resolves to. */
export const NOT_PUBLIC = "The endpoint is not on the public internet. Only public addresses may be called from here.";

const PORTS = new Set([443, 8443, 80]);

/**
 * The endpoint as a URL, parsed once by the WHATWG parser; what is connected to is that object, never the text. Refused is
 * what the parser would drop or turn round in silence, so that a text that looks like one host is not another.
 */
export function parseEndpoint(text: string): EndpointCheck {
  const refuse = (problem: string) => ({ ok: false, problem }) as const;
  if (UNSEEN.test(text)) return refuse("The endpoint holds a space, a control character or an invisible character.");
  if (text.includes("\\")) return refuse("The endpoint holds a backslash.");
  if (!/^https?:/i.test(text)) return refuse("The endpoint must begin with https:// or http://.");
  if (!/^https?:\/\/[^/?#]/i.test(text)) return refuse("The endpoint names no host after //.");
  if (text.includes("#")) return refuse("The endpoint has a fragment (#…), which is never sent.");
  if (/^[^/]*\/\/[^/?]*@/.test(text)) return refuse("The endpoint holds a user name or password before @.");
  if (!URL.canParse(text)) return refuse("The endpoint is no valid URL.");
  const url = new URL(text);
  if (url.port === "0") return refuse("Port 0 cannot be called.");
  return { ok: true, url };
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** The port that is connected to. */
export function portOf(url: URL): number {
  if (url.port !== "") return Number(url.port);
  return url.protocol === "https:" ? 443 : 80;
}

/** The IP address that stands in the URL itself, without brackets; undefined for a name. */
export function addressLiteralOf(url: URL): string | undefined {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return net.isIP(host) ? host : undefined;
}

/** Top labels that RFC 6761, 6762, 7686, 8375, 9476 and ICANN keep out of the public DNS, or that networks use inside. */
const RESERVED_LABELS = new Set(
  "alt arpa corp example home internal intranet invalid lan local localdomain localhost mail onion private test".split(
    " ",
  ),
);

function findNameProblem(name: string): string | null {
  if (name.endsWith(".")) return "A host name with a dot at its end may not be called from here.";
  if (!name.includes(".")) return "A host name of a single word may not be called from here.";
  const top = name.slice(name.lastIndexOf(".") + 1);
  return RESERVED_LABELS.has(top) ? `Names under .${top} are reserved and may not be called from here.` : null;
}

/** The IANA IPv4 Special-Purpose Address Registry, multicast, and the address of Azure's platform inside its networks. */
const SPECIAL_IPV4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "168.63.129.16/32",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.31.196.0/24",
  "192.52.193.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "192.175.48.0/24",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
];

/** What the IANA IPv6 Special-Purpose Address Registry holds inside 2000::/3: Teredo, ORCHID and 6to4 among it. */
const SPECIAL_IPV6 = ["2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"];

const special = toBlockList([...SPECIAL_IPV4, ...SPECIAL_IPV6]);
const globalUnicast = toBlockList(["2000::/3"]);

/**
 * True for a global unicast address outside every special range. IPv6 is allowed by 2000::/3 alone, so mapped, NAT64,
 * unique local, link local and zoned addresses never are; nor is one whose interface identifier is ISATAP's
 * (RFC 5214 section 6.1), which leads to the IPv4 address in its last 32 bits.
 */
export function isPublicAddress(address: string): boolean {
  if (net.isIPv4(address)) return !special.check(address, "ipv4");
  if (!net.isIPv6(address) || address.includes("%")) return false;
  return globalUnicast.check(address, "ipv6") && !special.check(address, "ipv6") && !isIsatap(address);
}

function isIsatap(address: string): boolean {
  const groups = parseIpv6Groups(address);
  return (groups[4] === "0" || groups[4] === "200") && groups[5] === "5efe";
}
