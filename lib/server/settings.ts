import "server-only";
import net from "node:net";
import { type Proxies, parseProxies } from "./proxies.ts";

/** What the environment decides, read once at start. Nothing here is known at build time. */
export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly mode: "local" | "public";
  /** The origins under which Regrant is served, as a browser writes them: `http://127.0.0.1:3000`. */
  readonly origins: readonly string[];
  /** What the Host header may be: the hosts of `origins`, with the port unless it is the scheme's own. */
  readonly hosts: readonly string[];
  readonly catchPort: number;
  /** The public origin of the catch port, where clients reach it under another name than HOST; null for none. */
  readonly catchOrigin: string | null;
  /** A Redis or Valkey that every instance shares; null for memory alone. May hold a password. */
  readonly redisUrl: string | null;
  /** Sends a minute for each socket address; null for no limit, as in local mode. */
  readonly sendsPerMinute: number | null;
  /** Proxies whose X-Forwarded-For counts: addresses and `address/prefix`. */
  readonly trustedProxies: readonly string[];
  /** The proxies to send through; null in public mode, where one would go behind every check of addresses. */
  readonly proxies: Proxies | null;
}

export type SettingsReading = { ok: true; settings: Settings } | { ok: false; problems: readonly string[] };

/** The settings of an environment, or what is wrong with it, one sentence each, naming variables and never values. */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): SettingsReading {
  const problems: string[] = [];
  const port = parsePort(env.PORT, 3000);
  if (port === undefined) problems.push("PORT must be a whole number from 1 to 65535.");
  const catchPort = parsePort(env.CATCH_PORT, (port ?? 0) + 1);
  if (catchPort === undefined) problems.push("CATCH_PORT must be a whole number from 1 to 65535.");
  const mode = env.REGRANT_MODE || "local";
  if (mode !== "local" && mode !== "public") problems.push("REGRANT_MODE must be local or public.");
  const host = env.HOST || "127.0.0.1";
  const origins = parseOrigins(env.REGRANT_ORIGIN) ?? (port === undefined ? [] : defaultOrigins(host, port));
  if (origins === "invalid") {
    problems.push("REGRANT_ORIGIN must be a comma list of origins such as https://regrant.example.");
  }
  const catchOrigins = parseOrigins(env.CATCH_ORIGIN) ?? [];
  if (catchOrigins === "invalid" || catchOrigins.length > 1) {
    problems.push("CATCH_ORIGIN must be one origin such as https://catch.example.");
  }
  const redisUrl = env.REDIS_URL || null;
  if (redisUrl && !(/^rediss?:/.test(redisUrl) && URL.canParse(redisUrl))) {
    problems.push("REDIS_URL must be an address such as redis://127.0.0.1:6379.");
  }
  const sendsPerMinute = mode === "public" ? parseCount(env.REGRANT_SENDS_PER_MINUTE, 60) : null;
  if (sendsPerMinute === undefined) problems.push("REGRANT_SENDS_PER_MINUTE must be a whole number from 1 on.");
  const trustedProxies = parseList(env.TRUST_PROXY);
  if (!trustedProxies.every(isRange)) {
    problems.push("TRUST_PROXY must be a comma list of addresses, or of ranges such as 10.0.0.0/8.");
  }
  if (
    problems.length > 0 ||
    sendsPerMinute === undefined ||
    port === undefined ||
    catchPort === undefined ||
    origins === "invalid"
  ) {
    return { ok: false, problems };
  }
  const hosts = origins.map((origin) => new URL(origin).host);
  const catchOrigin = catchOrigins[0] ?? null;
  const own = { port, host, mode: mode as Settings["mode"], origins, hosts, catchPort, catchOrigin, redisUrl };
  return {
    ok: true,
    settings: { ...own, sendsPerMinute, trustedProxies, proxies: mode === "public" ? null : parseProxies(env) },
  };
}

function parsePort(text: string | undefined, fallback: number): number | undefined {
  if (!text) return fallback <= 65_535 ? fallback : undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65_535 ? port : undefined;
}

function parseCount(text: string | undefined, fallback: number): number | undefined {
  if (!text) return fallback <= 65_535 ? fallback : undefined;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

function parseList(list: string | undefined): string[] {
  return (list ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

function isRange(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  const bits = net.isIP(address) === 6 ? 128 : 32;
  const isPrefix = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
  return net.isIP(address) !== 0 && !address.includes("%") && isPrefix && rest.length === 0;
}

function parseOrigins(list: string | undefined): string[] | "invalid" | undefined {
  const entries = parseList(list);
  if (entries.length === 0) return undefined;
  const origins = entries.map((entry) => {
    const url = URL.canParse(entry) ? new URL(entry) : undefined;
    const plain = url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.username;
    return plain ? url.origin : undefined;
  });
  return origins.every((origin) => origin !== undefined) ? [...new Set(origins)] : "invalid";
}

function defaultOrigins(host: string, port: number): string[] {
  const names = [host.includes(":") && !host.startsWith("[") ? `[${host}]` : host, "localhost", "127.0.0.1", "[::1]"];
  const urls = names.map((name) => `http://${name}:${port}`).filter((url) => URL.canParse(url));
  return [...new Set(urls.map((url) => new URL(url).origin))];
}

let read: Settings | undefined;

/** The settings of this process. Throws if the environment is wrong: the start script refuses such a one before. */
export function settings(): Settings {
  if (read) return read;
  const reading = parseSettings(process.env);
  if (!reading.ok) throw new Error(reading.problems.join(" "));
  read = reading.settings;
  return read;
}
