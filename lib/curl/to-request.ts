import type { HeaderField, HttpRequest } from "../http/request.ts";
import { encodeBytes } from "../text/bytes.ts";
import type { Span } from "../text/span.ts";
import { addedBy, concat, isKnown, NOTHING, type Traced } from "../text/traced.ts";
import { authenticate, toBasic } from "./auth.ts";
import { toParts } from "./form.ts";
import { findUserHeader, ownHeader, toConnectionHeaders, toSentHeader, trimmedValue, valueBehind } from "./headers.ts";
import { toMultipart } from "./multipart.ts";
import type { Operation, Placed, RequestKind } from "./operation.ts";
import type { CurlNote } from "./reading.ts";
import { type CurlUrl, toTarget } from "./url.ts";
import { isSince, type Release } from "./version.ts";

/** One transfer, everything settled that the options settle. */
export interface Transfer {
  readonly operation: Operation;
  readonly url: CurlUrl;
  readonly span: Span;
  readonly kind: RequestKind;
  /** What is sent, before any probing or chunking; null for no content. */
  readonly content: Traced | null;
}

const EXPECT_ABOVE = 1024 * 1024;
const SETTINGS = "AAMAAABkAAQCAAAAAAIAAAAA";
const METHODS: Readonly<Record<RequestKind, string>> = {
  GET: "GET",
  HEAD: "HEAD",
  POST: "POST",
  MIME: "POST",
  PUT: "PUT",
};

/** What the program version is called in User-Agent, besides the rules that are imitated. */
export interface Dialect {
  readonly release: Release;
  readonly version: string;
}

/** The request of one transfer, its headers in the order in which curl writes them. */
export function toRequest(transfer: Transfer, dialect: Dialect, notes: CurlNote[]): HttpRequest {
  const { operation, url, kind } = transfer;
  const { release } = dialect;
  const { headers: users } = operation;
  const modern = isSince(release, "8.21.0");
  const host = toHost(url);
  const isPlain = operation.httpVersion !== "1.0";
  const usesProxy = operation.proxy !== null && operation.proxyKind === "http";
  const isForwarded = usesProxy && !operation.proxyTunnel && url.scheme.name === "http";
  const isBodyless = kind === "GET" || kind === "HEAD";
  const auth = authenticate(operation, url, isBodyless, release, notes);
  const form = kind === "MIME" ? toForm(operation, release) : null;
  const content = auth.isProbe && !isBodyless ? NOTHING : (form?.body ?? transfer.content);
  const chunked = isChunked(operation, kind, content, isPlain);

  const out: HeaderField[] = [];
  const unless = (name: string, line: () => HeaderField | null) => {
    if (findUserHeader(users, name)) return;
    const header = line();
    if (header) out.push(header);
  };
  const hostLine = hostHeader(users, host, release);
  if (hostLine) out.push(hostLine);
  if (isForwarded && operation.proxyUser) {
    out.push(ownHeader("Proxy-Authorization", toBasic(withColon(operation.proxyUser.value))));
  }
  if (auth.header) out.push(auth.header);
  const range = rangeHeader(operation, kind, content, users);
  if (range) out.push(range);
  unless("user-agent", () => agentHeader(operation, dialect));
  unless("accept", () => ownHeader("Accept", "*/*"));
  const asksTe = operation.transferEncoding && !findUserHeader(users, "te");
  if (asksTe) {
    if (!modern) out.push(ownHeader("Connection", withTe(users)));
    out.push(ownHeader("TE", "gzip"));
  }
  if (operation.compressed) unless("accept-encoding", () => ownHeader("Accept-Encoding", "deflate, gzip, br, zstd"));
  const { referer } = operation;
  if (referer) unless("referer", () => ownHeader("Referer", referer.value));
  if (isForwarded && !findUserHeader(operation.proxyHeaders, "proxy-connection")) {
    unless("proxy-connection", () => ownHeader("Proxy-Connection", "Keep-Alive"));
  }
  if (chunked && !findUserHeader(users, "transfer-encoding")) out.push(ownHeader("Transfer-Encoding", "chunked"));
  const upgrades = operation.httpVersion === "2" && url.scheme.name === "http";
  if (upgrades) {
    if (!modern) out.push(ownHeader("Connection", "Upgrade, HTTP2-Settings"));
    out.push(ownHeader("Upgrade", "h2c"), ownHeader("HTTP2-Settings", SETTINGS));
  }
  if (operation.cookies.length > 0) {
    unless("cookie", () => ownHeader("Cookie", joinCookies(operation.cookies, release)));
  }
  const time = timeHeader(operation);
  if (time) unless(time.name.text, () => time);
  for (const header of isForwarded ? [...users, ...operation.proxyHeaders] : users) {
    const line = toSentHeader(header, release);
    const name = line?.name.text.toLowerCase();
    if (!line || name === undefined) continue;
    if (name === "host" && hostLine) continue;
    if (name === "content-type" && kind === "MIME") continue;
    if (name === "connection" && (modern || asksTe)) continue;
    if (name === "content-length" && auth.isProbe) continue;
    out.push(line);
  }
  if (!isBodyless && content) {
    if (!chunked && (auth.isProbe || !findUserHeader(users, "content-length"))) {
      out.push(ownHeader("Content-Length", lengthOf(content)));
    }
    if (form && !auth.isProbe) out.push(form.header);
    if (kind === "POST") unless("content-type", () => ownHeader("Content-Type", "application/x-www-form-urlencoded"));
    if (isPlain && expects(kind, content, chunked, operation, release)) {
      unless("expect", () => ownHeader("Expect", "100-continue"));
    }
  }
  if (modern) {
    out.push(
      ...toConnectionHeaders(users, [...(asksTe ? ["TE"] : []), ...(upgrades ? ["Upgrade", "HTTP2-Settings"] : [])]),
    );
  }
  const target = operation.requestTarget?.value ?? toTarget(url, release);
  const request: HttpRequest = {
    method: operation.method?.value ?? addedBy("curl", METHODS[kind]),
    scheme: url.scheme.name,
    host: hostLine ? hostLine.value : host,
    target: isForwarded && !operation.requestTarget ? concat(addedBy("curl", "http://"), host, target) : target,
    headers: out,
    body: isBodyless ? null : content,
  };
  return auth.credentials ? { ...request, credentials: auth.credentials } : request;
}

/** The host as the Host header names it: the port only where it is not the scheme's own. */
function toHost(url: CurlUrl): Traced {
  if (!url.port || (isKnown(url.port) && Number(url.port.text) === url.scheme.port)) return url.host;
  return concat(url.host, addedBy("curl", ":"), url.port);
}

/** A -H Host goes to the first place under curl's spelling; exactly `Host:` takes the header away. */
function hostHeader(users: readonly Placed[], host: Traced, release: Release): HeaderField | null {
  const custom = findUserHeader(users, "host");
  if (!custom) return ownHeader("Host", host);
  const { text } = custom.value;
  if (isSince(release, "8.21.0") ? text.toLowerCase() === "host:" : text === "Host:") return null;
  return ownHeader("Host", valueBehind(custom.value, 4));
}

function agentHeader(operation: Operation, { version }: Dialect): HeaderField | null {
  const agent = operation.userAgent?.value;
  if (!agent) return ownHeader("User-Agent", `curl/${version}`);
  return agent.pieces.length === 0 ? null : ownHeader("User-Agent", agent);
}

function withTe(users: readonly Placed[]): Traced {
  const custom = findUserHeader(users, "connection");
  const value = custom ? trimmedValue(custom.value, 10) : NOTHING;
  return value.pieces.length === 0 ? addedBy("curl", "TE") : concat(value, addedBy("curl", ", TE"));
}

/** Several -b values stand side by side: `a=b;c=d` up to 8.14, `a=b; c=d` in 8.21. */
function joinCookies(cookies: readonly Placed[], release: Release): Traced {
  const joint = addedBy("curl", isSince(release, "8.21.0") ? "; " : ";");
  return concat(...cookies.flatMap(({ value }, index) => (index === 0 ? [value] : [joint, value])));
}

function rangeHeader(
  operation: Operation,
  kind: RequestKind,
  content: Traced | null,
  users: readonly Placed[],
): HeaderField | null {
  const offset = resumeOffset(operation);
  const range = offset ? concat(offset, addedBy("curl", "-")) : operation.range?.value;
  if (!range) return null;
  if (kind === "GET" || kind === "HEAD") {
    if (findUserHeader(users, "range")) return null;
    return ownHeader("Range", concat(addedBy("curl", "bytes="), range));
  }
  if (kind === "MIME" || findUserHeader(users, "content-range")) return null;
  const total = addedBy("curl", `/${content ? lengthOf(content).text : -1}`);
  return ownHeader("Content-Range", concat(addedBy("curl", "bytes "), range, total));
}

function resumeOffset(operation: Operation): Traced | null {
  const { resume } = operation;
  return resume && !/^[ \t-\r]*\+?0*$|^-$/.test(resume.value.text) ? resume.value : null;
}

function timeHeader(operation: Operation): HeaderField | null {
  const { timeCondition } = operation;
  if (!timeCondition) return null;
  const first = timeCondition.value.text[0];
  const names: Record<string, string> = { "-": "If-Unmodified-Since", "=": "Last-Modified" };
  const [piece] = timeCondition.value.pieces;
  if (!piece) return null;
  const value: Traced = {
    text: timeCondition.value.text,
    pieces: [{ ...piece, text: timeCondition.value.text, unknown: "date" }],
  };
  return ownHeader(names[first ?? ""] ?? "If-Modified-Since", value);
}

function toForm(operation: Operation, release: Release): { body: Traced; header: HeaderField } {
  const custom = findUserHeader(operation.headers, "content-type");
  const type = custom ? trimmedValue(custom.value, 12) : addedBy("curl", "multipart/form-data");
  const { body, boundary } = toMultipart(toParts(operation.form), type.text, operation.formEscape, release);
  return { body, header: ownHeader("Content-Type", concat(type, addedBy("curl", `; boundary=${boundary}`))) };
}

function isChunked(operation: Operation, kind: RequestKind, content: Traced | null, isPlain: boolean): boolean {
  if (kind === "GET" || kind === "HEAD") return false;
  const custom = findUserHeader(operation.headers, "transfer-encoding");
  if (custom) return /(^|[\s,])chunked($|[\s,;])/i.test(custom.value.text.slice(18));
  return kind === "PUT" && isPlain && content !== null;
}

function expects(
  kind: RequestKind,
  content: Traced,
  chunked: boolean,
  operation: Operation,
  release: Release,
): boolean {
  if (kind === "PUT" && chunked && !findUserHeader(operation.headers, "transfer-encoding")) return true;
  if (kind === "PUT" && !isSince(release, "8.14.1")) return true;
  return encodeBytes(content.text).length > EXPECT_ABOVE;
}

/** The number of bytes; where a value is unknown, the number is too. */
function lengthOf(content: Traced): Traced {
  const text = String(encodeBytes(content.text).length);
  const unknown = content.pieces.find((piece) => piece.unknown !== undefined)?.unknown;
  return unknown === undefined
    ? addedBy("curl", text)
    : { text, pieces: [{ text, origin: { door: "added", by: "curl" }, unknown }] };
}

function withColon(value: Traced): Traced {
  return value.text.includes(":") ? value : concat(value, addedBy("curl", ":"));
}
