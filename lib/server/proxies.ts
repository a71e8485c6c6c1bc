import "server-only";
import net from "node:net";
import { toBlockList } from "./block-list.ts";
import { addressLiteralOf, portOf } from "./egress.ts";

/** A proxy of the environment. `url` is null for one that cannot be used: no address, or not http. */
export interface ProxyServer {
  readonly url: URL | null;
  /** The variable that names it. */
  readonly from: string;
}

/** What HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say. */
export interface Proxies {
  readonly https: ProxyServer | undefined;
  readonly http: ProxyServer | undefined;
  /** Entries of NO_PROXY, lower case. */
  readonly except: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the variables as curl does: lower case before upper case, ALL_PROXY last. */
export function parseProxies(env: Environment): Proxies {
  const except = (env.no_proxy || env.NO_PROXY || "").toLowerCase();
  return {
    https: findVariable(env, ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]),
    http: findVariable(env, ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]),
    except: except.split(/[\s,]+/).filter((entry) => entry !== ""),
  };
}

function findVariable(env: Environment, names: readonly string[]): ProxyServer | undefined {
  const from = names.find((name) => env[name]);
  if (from === undefined) return undefined;
  const text = env[from] ?? "";
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const url = URL.canParse(full) ? new URL(full) : null;
  return { url: url?.protocol === "http:" ? url : null, from };
}

/** The proxy for an address; undefined where it is called directly: loopback always is, and what NO_PROXY names. */
export function findProxy(proxies: Proxies, url: URL): ProxyServer | undefined {
  if (isLoopback(url) || proxies.except.some((entry) => isExcepted(entry, url))) return undefined;
  return url.protocol === "https:" ? proxies.https : proxies.http;
}

const loopback = toBlockList(["127.0.0.0/8", "::1/128", "0.0.0.0/32", "::/128"]);

function isLoopback(url: URL): boolean {
  const literal = addressLiteralOf(url);
  if (literal !== undefined) return loopback.check(literal, net.isIPv6(literal) ? "ipv6" : "ipv4");
  return /^(?:.+\.)?localhost\.?$/.test(url.hostname);
}

/** `*`, a name and all below it, with a port or without, an address, or a range such as 10.0.0.0/8. */
function isExcepted(entry: string, url: URL): boolean {
  if (entry === "*") return true;
  const literal = addressLiteralOf(url);
  if (entry.includes("/")) return literal !== undefined && isInRange(entry, literal);
  const [, host = "", port] = /^(\[[^\]]*\]|[^:]*|.*:.*:.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (port !== undefined && Number(port) !== portOf(url)) return false;
  const name = host.replace(/^\[|\]$/g, "").replace(/^\*?\./, "");
  const asked = literal ?? url.hostname.replace(/\.$/, "");
  return name !== "" && (asked === name || (literal === undefined && asked.endsWith(`.${name}`)));
}

function isInRange(range: string, literal: string): boolean {
  const [address = "", prefix = ""] = range.split("/");
  const family = net.isIP(address);
  if (family === 0 || family !== net.isIP(literal) || !/^\d{1,3}$/.test(prefix)) return false;
  if (Number(prefix) > (family === 6 ? 128 : 32)) return false;
  return toBlockList([range]).check(literal, family === 6 ? "ipv6" : "ipv4");
}

/** A proxy's address as it may be shown: its user name and password stay here. */
export function showProxy(url: URL): string {
  return `${url.protocol}//${url.host}`;
}

/** The `Proxy-Authorization` value for a proxy that is named with a user; undefined for one without. */
export function proxyAuthorization({ username, password }: URL): string | undefined {
  if (username === "" && password === "") return undefined;
  const pair = `${decode(username)}:${decode(password)}`;
  return `Basic ${Buffer.from(pair).toString("base64")}`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
