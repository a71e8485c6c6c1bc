import { encodeBytes } from "../text/bytes.ts";
import { addedBy, concat, concatAll, NOTHING, slice, slicer, type Traced } from "../text/traced.ts";
import { JUNK, malformed, normalizeHost, type UrlTrouble, zoneOf } from "./host.ts";
import { maskUnknowns, rewriteKnown } from "./opaque.ts";
import { decodePercent } from "./percent.ts";
import { findScheme, type Scheme } from "./schemes.ts";
import { isSince, type Release } from "./version.ts";

/** A URL as curl takes it apart. `host` is what the Host header says without the port, brackets included. */
export interface CurlUrl {
  readonly scheme: Scheme;
  readonly user: Traced | null;
  readonly password: Traced | null;
  readonly host: Traced;
  /** The zone of an IPv6 address, which no Host header shows. */
  readonly zone: string | null;
  /** Digits without leading zeros; null where none is given. */
  readonly port: Traced | null;
  readonly path: Traced;
  readonly query: Traced | null;
}

/** What the options say about reading URLs. */
export interface UrlOptions {
  readonly release: Release;
  readonly pathAsIs: boolean;
  readonly refusesUserinfo: boolean;
  readonly defaultProtocol: string | null;
}

/** --disallow-username-in-url. */
export const USERINFO: UrlTrouble = {
  exitCode: 67,
  kind: "userinfo-refused",
  reason: "Credentials was passed in the URL when prohibited",
};

export type UrlResult = { readonly ok: true; readonly url: CurlUrl } | ({ readonly ok: false } & UrlTrouble);

const LIMIT = 8_000_000;

/** Takes a URL apart as libcurl does: a missing scheme is guessed, dot segments go, the host is decoded. */
export function parseUrl(value: Traced, options: UrlOptions): UrlResult {
  const masked = maskUnknowns(value);
  if (masked.length > LIMIT) return malformed("Malformed input to a URL function");
  const scheme = schemeLength(masked);
  let at = 0;
  if (scheme > 0) {
    at = scheme + 1;
    while (masked[at] === "/" && at < scheme + 5) at++;
    if (at > scheme + 4) return malformed("Unsupported number of slashes following scheme");
  }
  const hostEnd = endOfHost(masked, at);
  if (hostEnd === at) return malformed("No host part in the URL");
  const fragmentAt = endAt(masked, hostEnd, "#");
  const queryAt = Math.min(endAt(masked, hostEnd, "?"), fragmentAt);
  if (JUNK.test(masked.slice(hostEnd))) return malformed("Malformed input to a URL function");

  const authority = parseAuthority(slice(value, at, hostEnd), scheme > 0, options);
  if (!authority.ok) return authority;
  const name =
    scheme > 0 ? masked.slice(0, scheme).toLowerCase() : (options.defaultProtocol ?? guessScheme(authority.host.text));
  const isUnknown = scheme > 0 ? masked.slice(0, scheme) !== value.text.slice(0, scheme) : value.text[0] !== masked[0];
  const found = isUnknown ? findScheme("https", options.release) : findScheme(name, options.release);
  if (!found) {
    return { ok: false, exitCode: 1, kind: "unsupported-protocol", reason: `Protocol "${name}" not supported` };
  }
  const path = slice(value, hostEnd, queryAt);
  const query = queryAt < fragmentAt ? slice(value, queryAt + 1, fragmentAt) : null;
  return {
    ok: true,
    url: {
      scheme: found,
      user: authority.user,
      password: authority.password,
      host: authority.host,
      zone: zoneOf(authority.name),
      port: authority.port,
      path: options.pathAsIs ? path : removeDotSegments(path, options.release),
      query: query && (query.pieces.length > 0 || !dropsEmptyQuery(options.release)) ? query : null,
    },
  };
}

/**
 * Adds what -G or --url-query brings to a URL. The escapes in it change their letter case: lower case up to 8.14, upper
 * case in 8.21 (b5593a6fe0, 675a9b0189).
 */
export function addQuery(url: CurlUrl, addition: Traced, release: Release): UrlResult {
  const upper = isSince(release, "8.21.0");
  const cased = rewriteKnown(addition, /%[0-9A-Fa-f]{2}/g, (code) => (upper ? code.toUpperCase() : code.toLowerCase()));
  const old = url.query?.pieces.length ? url.query : null;
  const joint = old && !maskUnknowns(old).endsWith("&") ? addedBy("curl", "&") : NOTHING;
  const query = old ? concat(old, joint, cased) : cased;
  if (JUNK.test(maskUnknowns(query))) return malformed("Malformed input to a URL function");
  return { ok: true, url: { ...url, query: query.pieces.length > 0 ? query : null } };
}

/** The URL as curl writes it anew when it goes there again: no lone `?`, bytes above ASCII of the query escaped. */
export function toFollowed(url: CurlUrl, release: Release): CurlUrl {
  return { ...url, query: url.query?.pieces.length ? escapeAll(url.query, release) : null };
}

const ROOT = addedBy("curl", "/");
const MARK = addedBy("curl", "?");

/** The request target: path (bytes above ASCII escaped) and query as typed. */
export function toTarget(url: CurlUrl, release: Release): Traced {
  const path = escapeAll(url.path, release);
  const root = path.pieces.length === 0 || maskUnknowns(path)[0] !== "/" ? ROOT : NOTHING;
  if (url.query) return concat(root, path, MARK, url.query);
  return concat(root, path);
}

const ABOVE = /[^\x00-\x7f]+/gu;
const ABOVE_OR_ESCAPED = /[^\x00-\x7f]+|%[0-9A-Fa-f]{2}/gu;

/** Bytes above ASCII are escaped; 8.21 writes escapes that stand there in upper case too. */
function escapeAll(path: Traced, release: Release): Traced {
  const upper = isSince(release, "8.21.0");
  return escapeBytes(path, upper ? ABOVE_OR_ESCAPED : ABOVE, release);
}

function escapeBytes(value: Traced, pattern: RegExp, release: Release): Traced {
  const upper = isSince(release, "8.21.0");
  return rewriteKnown(value, pattern, (run) => {
    if (run.startsWith("%")) return run.toUpperCase();
    let out = "";
    for (const byte of encodeBytes(run)) {
      const hex = byte.toString(16);
      out += `%${upper ? hex.toUpperCase() : hex}`;
    }
    return out;
  });
}

/** A lone `?` is kept by 7.88 and by 8.21, but not by what lies between. */
function dropsEmptyQuery(release: Release): boolean {
  return isSince(release, "8.14.1") && !isSince(release, "8.21.0");
}

interface Authority {
  readonly ok: true;
  readonly user: Traced | null;
  readonly password: Traced | null;
  readonly host: Traced;
  /** The host as typed. */
  readonly name: string;
  readonly port: Traced | null;
}

function parseAuthority(
  value: Traced,
  hasScheme: boolean,
  options: UrlOptions,
): Authority | ({ readonly ok: false } & UrlTrouble) {
  const masked = maskUnknowns(value);
  const at = masked.indexOf("@");
  let user: Traced | null = null;
  let password: Traced | null = null;
  if (at >= 0) {
    if (options.refusesUserinfo) {
      return { ok: false, ...USERINFO };
    }
    const login = masked.slice(0, at);
    if (JUNK.test(login)) return malformed("Malformed input to a URL function");
    const colon = login.indexOf(":");
    user = decodePercent(slice(value, 0, colon < 0 ? at : colon));
    password = colon < 0 ? null : decodePercent(slice(value, colon + 1, at));
    if (/[\x00-\x1f]/.test(maskUnknowns(concat(user, password ?? NOTHING)))) {
      return malformed("Malformed input to a URL function");
    }
  }
  const hostPort = slice(value, at + 1);
  const host = maskUnknowns(hostPort);
  const bracket = host[0] === "[" ? host.indexOf("]") : -1;
  if (host[0] === "[" && bracket < 0) return malformed("Bad IPv6 address");
  const colon = host.indexOf(":", Math.max(bracket, 0));
  if (bracket >= 0 && bracket + 1 < host.length && colon !== bracket + 1) {
    return malformed("Port number was not a decimal number between 0 and 65535");
  }
  const port = colon < 0 ? null : parsePort(slice(hostPort, colon + 1), hasScheme);
  if (port && !port.ok) return port;
  const name = normalizeHost(slice(hostPort, 0, colon < 0 ? undefined : colon));
  const typed = host.slice(0, colon < 0 ? undefined : colon);
  return name.ok ? { ok: true, user, password, host: name.host, name: typed, port: port?.port ?? null } : name;
}

function parsePort(
  value: Traced,
  hasScheme: boolean,
): { ok: true; port: Traced | null } | ({ ok: false } & UrlTrouble) {
  const masked = maskUnknowns(value);
  if (masked !== value.text) return { ok: true, port: value };
  if (masked === "" && hasScheme) return { ok: true, port: null };
  if (!/^\d+$/.test(masked) || Number(masked) > 65535) {
    return malformed("Port number was not a decimal number between 0 and 65535");
  }
  const zeros = /^0*(?=\d)/.exec(masked)?.[0].length ?? 0;
  return { ok: true, port: slice(value, zeros) };
}

const GUESSES = /^(ftp|dict|ldap|imap|smtp|pop3)\./i;

function guessScheme(host: string): string {
  return GUESSES.exec(host)?.[1]?.toLowerCase() ?? "http";
}

/** The length of the scheme of a text that has one; up to 40 letters, and a slash behind the colon. */
function schemeLength(text: string): number {
  return /^[A-Za-z0-9+.-]{1,40}(?=:\/)/.exec(text)?.[0].length ?? 0;
}

/** RFC 3986 section 5.2.4; from 8.13 on an escaped dot is one too (c31dd6631f). */
function removeDotSegments(path: Traced, release: Release): Traced {
  const masked = maskUnknowns(path);
  const modern = isSince(release, "8.14.1");
  if (!masked.includes(".") && !(modern && /%2e/i.test(masked))) return path;
  const dot = modern ? /^(\.|%2e)$/i : /^\.$/;
  const dots = modern ? /^(\.|%2e){2}$/i : /^\.\.$/;
  const cutter = slicer(path);
  const kept: { start: number; end: number }[] = [];
  let start = 0;
  let endsInSlash = -1;
  while (start < masked.length) {
    const end = endAt(masked, start + 1, "/");
    const segment = masked.slice(start + 1, end);
    const isLast = end === masked.length;
    if (dots.test(segment)) kept.pop();
    if (dots.test(segment) || dot.test(segment)) endsInSlash = isLast ? start : -1;
    else kept.push({ start, end });
    start = end;
  }
  if (endsInSlash >= 0) kept.push({ start: endsInSlash, end: endsInSlash + 1 });
  return concatAll(kept.map((range) => cutter(range.start, range.end)));
}

/** Where the part with the host ends. */
function endOfHost(text: string, start: number): number {
  let at = start;
  while (at < text.length && !"/?#".includes(text[at] ?? "")) at++;
  return at;
}

/** Where a character first stands from `start` on; the end of the text if nowhere. */
function endAt(text: string, start: number, char: string): number {
  const at = text.indexOf(char, start);
  return at < 0 ? text.length : at;
}
