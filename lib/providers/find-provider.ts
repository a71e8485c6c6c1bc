import { formatUrl, type HttpRequest } from "../http/request.ts";
import { once } from "../text/once.ts";
import type { Provider } from "./provider.ts";
import { PROVIDERS } from "./providers.ts";

/**
 * What an address is to its provider: its token endpoint; another path on a host that has one; or another of the
 * provider's hosts.
 */
export interface AddressMatch {
  readonly provider: Provider;
  readonly is: "token-endpoint" | "other-path" | "other-host";
  /** False if only a slash at the end of the path differs from the known address. */
  readonly exact: boolean;
}

interface Matcher {
  readonly provider: Provider;
  /** A text is the host itself, in lower case. */
  readonly hosts: readonly (string | RegExp)[];
  /** False where the host may be any, so that the path alone tells. */
  readonly hostTells: boolean;
  readonly path: RegExp;
  readonly slash: boolean;
  /** The first that matches counts. */
  readonly order: number;
}

/** The matchers in their order; those whose hosts are fixed are found by the host. */
interface Matchers {
  readonly byHost: ReadonlyMap<string, readonly Matcher[]>;
  readonly others: readonly Matcher[];
}

const VARIABLE = /\{(\w+)\}/g;

let names: ReadonlyMap<string, Provider> | undefined;
let matchers: Matchers | undefined;
let domains: ReadonlyMap<string, Provider> | undefined;

/** No domain of a preset is longer. */
const LONGEST_DOMAIN = 100;

/** The preset of that id, name or alias, whatever its case and punctuation. */
export function findProvider(name: string): Provider | undefined {
  names ??= new Map(
    PROVIDERS.flatMap((provider) =>
      [provider.name, ...(provider.aliases ?? []), provider.id].map((text) => [toKey(text), provider] as const),
    ),
  );
  return names.get(toKey(name));
}

function toKey(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "");
}

/** As `findProviderByUrl`, of the address that a request goes to. */
export const findProviderOf = once((request: HttpRequest) => findProviderByUrl(formatUrl(request)));

/** The provider that an absolute http(s) address belongs to, and what the address is there. */
export function findProviderByUrl(url: string): AddressMatch | undefined {
  const parsed = parseUrl(url);
  if (!parsed) return undefined;
  const { hostname, host, pathname } = parsed;
  matchers ??= toIndex(PROVIDERS.flatMap(toMatchers));
  const { byHost, others } = matchers;
  const near = others.filter(({ hosts, hostTells }) =>
    hosts.some((known) => isHost(known, hostTells ? hostname : host)),
  );
  const found = [...(byHost.get(hostname) ?? []), ...near].sort((a, b) => a.order - b.order);
  let otherPath: Provider | undefined;
  for (const { provider, hostTells, path, slash } of found) {
    if (path.test(pathname)) {
      return { provider, is: "token-endpoint", exact: pathname.endsWith("/") === slash };
    }
    if (hostTells) otherPath ??= provider;
  }
  if (otherPath) return { provider: otherPath, is: "other-path", exact: false };
  const provider = findByDomain(hostname);
  return provider && { provider, is: "other-host", exact: false };
}

function toIndex(all: readonly Matcher[]): Matchers {
  const byHost = new Map<string, Matcher[]>();
  const others: Matcher[] = [];
  for (const matcher of all) {
    const { hosts, hostTells } = matcher;
    if (!hostTells || hosts.some((host) => typeof host !== "string")) others.push(matcher);
    else for (const host of hosts) byHost.set(String(host), [...(byHost.get(String(host)) ?? []), matcher]);
  }
  return { byHost, others };
}

function parseUrl(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

function isHost(known: string | RegExp, host: string): boolean {
  return typeof known === "string" ? known === host : known.test(host);
}

/** The provider with the longest domain that the host is or lies below. */
function findByDomain(hostname: string): Provider | undefined {
  domains ??= new Map(
    PROVIDERS.flatMap((provider) => (provider.domains ?? []).map((domain) => [domain, provider] as const)).reverse(),
  );
  let found: Provider | undefined;
  let dot = hostname.length;
  while (dot > 0 && hostname.length - dot <= LONGEST_DOMAIN) {
    dot = hostname.lastIndexOf(".", dot - 1);
    found = domains.get(hostname.slice(dot + 1)) ?? found;
  }
  return found;
}

function toMatchers(provider: Provider, index: number): Matcher[] {
  const templates = [provider.tokenEndpoint, provider.tokenEndpointTemplate, ...(provider.otherTokenEndpoints ?? [])];
  return templates.flatMap((template, i) => {
    const parts = template && /^https:\/\/([^/]+)(\/.*)$/.exec(template);
    if (!parts?.[1] || !parts[2]) return [];
    const hosts = toHosts(parts[1], provider.tokenHosts);
    const slash = parts[2].endsWith("/");
    const path = new RegExp(`^${toPattern(parts[2].replace(/\/$/, ""), "[^/]+")}/?$`);
    const hostTells = !(provider.tokenHosts ?? []).includes("*") || !/^\{\w+\}$/.test(parts[1]);
    return [{ provider, hosts, hostTells, path, slash, order: 100 * index + i }];
  });
}

/** A host that is one variable may be any of `tokenHosts`; in other templates a variable is one label or more. */
function toHosts(host: string, tokenHosts: readonly string[] | undefined): (string | RegExp)[] {
  const patterns = /\{\w+\}/.test(host) && tokenHosts ? tokenHosts : [host];
  return patterns.map((text) =>
    /[{*]/.test(text) ? new RegExp(`^${toPattern(text, "[^/]+")}$`, "i") : text.toLowerCase(),
  );
}

function toPattern(template: string, variable: string): string {
  return template
    .split(VARIABLE)
    .map((text, i) => (i % 2 === 1 ? variable : text.split("*").map(escapePattern).join(".+")))
    .join("")
    .replace(/^\.\+$/, ".+");
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** A fixed token host that the given one is at most two letters away from, with its provider; never the host itself. */
export function findLookalikeHost(host: string): { readonly host: string; readonly provider: Provider } | undefined {
  for (const provider of PROVIDERS) {
    const hosts = [provider.tokenEndpoint, ...(provider.otherTokenEndpoints ?? [])].flatMap((url) =>
      url && !/^https:\/\/[^/]*\{/.test(url) ? [new URL(url.replace(VARIABLE, "x")).hostname] : [],
    );
    const near = hosts.find((known) => known !== host && isWithinTwo(known, host.toLowerCase()));
    if (near) return { host: near, provider };
  }
  return undefined;
}

/** Whether two edits (a letter more, less or another) make one text of the other. */
function isWithinTwo(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 2 || Math.min(a.length, b.length) < 8) return false;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(same, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return (row[b.length] ?? 3) <= 2;
}
