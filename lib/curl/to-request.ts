import type { HeaderField, HttpRequest } from "../http/request.ts";
import { countBytes, decodeBytes, encodeBytes } from "../text/bytes.ts";
import type { Span } from "../text/span.ts";
import { addedBy, concat, concatAll, isKnown, NOTHING, slice, type Traced } from "../text/traced.ts";
import { type Authentication, toBasic } from "./auth.ts";
import { toParts } from "./form.ts";
import {
  findUserHeaders,
  ownHeader,
  toConnectionHeaders,
  toSentHeader,
  trimmedValue,
  type UserHeaders,
  valueBehind,
} from "./headers.ts";
import { hasLength as partsHaveLength, toMultipart } from "./multipart.ts";
import { rewriteKnown } from "./opaque.ts";
import type { Operation, Placed, RequestKind } from "./operation.ts";
import { type CurlUrl, toTarget } from "./url.ts";
import { DEFAULT_VERSION, isSince, type Release } from "./version.ts";

/** One transfer, everything settled that the options settle. */
export interface Transfer {
  readonly operation: Operation;
  readonly users: UserHeaders;
  readonly url: CurlUrl;
  readonly span: Span;
  readonly kind: RequestKind;
  /** What is sent, before any probing or chunking; null for no content. */
  readonly content: Traced | null;
  readonly auth: Authentication;
  /** True for a request that comes of the answer to the one before. */
  readonly follows: boolean;
}

const EXPECT_ABOVE = 1024 * 1024;
const POST = addedBy("curl", "POST");
const METHODS: Readonly<Record<RequestKind, Traced>> = {
  GET: addedBy("curl", "GET"),
  HEAD: addedBy("curl", "HEAD"),
  POST,
  MIME: POST,
  PUT: addedBy("curl", "PUT"),
};
const ANYTHING = ownHeader("Accept", "*/*");
const AGENT = ownHeader("User-Agent", `curl/${DEFAULT_VERSION}`);
const COMPRESSED = ownHeader("Accept-Encoding", "deflate, gzip, br, zstd");
const FORM = ownHeader("Content-Type", "application/x-www-form-urlencoded");

/** What the program version is called in User-Agent, besides the rules that are imitated. */
export interface Dialect {
  readonly release: Release;
  readonly version: string;
}

/** The request of one transfer, its headers in the order in which curl writes them. */
export function toRequest(transfer: Transfer, dialect: Dialect): HttpRequest {
  const { operation, users, url, kind, auth } = transfer;
  const { release } = dialect;
  const modern = isSince(release, "8.21.0");
  const host = toHost(url);
  const isPlain = operation.httpVersion !== "1.0";
  const usesProxy = operation.proxy !== null && operation.proxyKind === "http";
  const isForwarded = usesProxy && !operation.proxyTunnel && url.scheme.name === "http";
  const isBodyless = kind === "GET" || kind === "HEAD";
  const form = kind === "MIME" ? toForm(operation, users, release) : null;
  const resumed = resumeContent(operation, kind, transfer.content);
  const content = auth.isProbe && !isBodyless ? NOTHING : (form?.body ?? resumed);
  const converts = !auth.isProbe && convertsLines(operation, release) && (content?.pieces.length ?? 0) > 0;
  const hasLength = auth.isProbe || (!converts && (form ? form.hasLength : kind !== "PUT"));
  const chunked = isChunked(users, content, hasLength, isBodyless);

  const out: HeaderField[] = [];
  const hostLine = hostHeader(users, host, release);
  if (hostLine) out.push(hostLine);
  if (isForwarded && operation.proxyUser) {
    out.push(ownHeader("Proxy-Authorization", toBasic(withColon(operation.proxyUser.value))));
  }
  if (auth.header) out.push(auth.header);
  const counted = auth.isProbe && isSince(release, "8.14.1") ? NOTHING : converts ? null : transfer.content;
  const range = rangeHeader(operation, kind, counted, users);
  if (range) out.push(range);
  const agent = users.has("user-agent") ? null : agentHeader(operation, dialect);
  if (agent) out.push(agent);
  if (!users.has("accept")) out.push(ANYTHING);
  const asksTe = operation.transferEncoding && !users.has("te");
  if (asksTe) {
    if (!modern) out.push(ownHeader("Connection", withTe(users)));
    out.push(ownHeader("TE", "gzip"));
  }
  if (operation.compressed && !users.has("accept-encoding")) out.push(COMPRESSED);
  const referer = transfer.follows && operation.autoReferer ? toReferer(url, host, release) : operation.referer?.value;
  if (referer && !users.has("referer")) out.push(ownHeader("Referer", referer));
  if (
    isForwarded &&
    !users.has("proxy-connection") &&
    !findUserHeaders(operation.proxyHeaders).has("proxy-connection")
  ) {
    out.push(ownHeader("Proxy-Connection", "Keep-Alive"));
  }
  if (chunked && !users.has("transfer-encoding")) out.push(ownHeader("Transfer-Encoding", "chunked"));
  const upgrades = operation.httpVersion === "2" && url.scheme.name === "http";
  if (upgrades) {
    if (!modern) out.push(ownHeader("Connection", "Upgrade, HTTP2-Settings"));
    out.push(ownHeader("Upgrade", "h2c"), ownHeader("HTTP2-Settings", settingsOf(release)));
  }
  if (operation.cookies.length > 0 && !users.has("cookie")) {
    out.push(ownHeader("Cookie", joinCookies(operation.cookies, release)));
  }
  const time = timeHeader(operation);
  if (time && !users.has(time.name.text.toLowerCase())) out.push(time);
  for (const header of isForwarded ? [...operation.headers, ...operation.proxyHeaders] : operation.headers) {
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
    if (!chunked && (auth.isProbe || !users.has("content-length"))) {
      out.push(ownHeader("Content-Length", lengthOf(auth.isProbe ? content : (form?.announced ?? content))));
    }
    if (form && !auth.isProbe) out.push(form.header);
    if (kind === "POST" && !users.has("content-type")) out.push(FORM);
    const avoids = upgrades && isSince(release, "8.14.1");
    if (isPlain && !avoids && expects(content, auth.isProbe || (form ? form.hasLength : kind !== "PUT"))) {
      if (!users.has("expect")) out.push(ownHeader("Expect", "100-continue"));
    }
  }
  if (modern && (asksTe || upgrades || users.has("connection"))) {
    const own = [...(asksTe ? ["TE"] : []), ...(upgrades ? ["Upgrade", "HTTP2-Settings"] : [])];
    for (const line of toConnectionHeaders(operation.headers, own)) out.push(line);
  }
  const target = operation.requestTarget?.value ?? toTarget(url, release);
  const request: HttpRequest = {
    method: operation.method?.value ?? METHODS[kind],
    scheme: url.scheme.name,
    host: hostLine ? hostLine.value : host,
    target: isForwarded && !operation.requestTarget ? toAbsoluteTarget(url, host, release) : target,
    headers: out,
    body: isBodyless ? null : content && converts ? rewriteKnown(content, /\r?\n/g, () => "\r\n") : content,
  };
  return auth.credentials ? { ...request, credentials: auth.credentials } : request;
}

/** What a proxy is asked for: the whole URL, its path as typed and without a lone `?`. */
function toAbsoluteTarget(url: CurlUrl, host: Traced, release: Release): Traced {
  const query = url.query?.pieces.length ? concat(addedBy("curl", "?"), url.query) : NOTHING;
  const path = url.path.pieces.length === 0 ? addedBy("curl", "/") : url.path;
  const zone = url.zone !== null && isSince(release, "8.14.1") ? `%25${url.zone}` : "";
  const close = zone === "" ? -1 : host.text.indexOf("]");
  const place = close < 0 ? host : concat(slice(host, 0, close), addedBy("curl", zone), slice(host, close));
  return concat(addedBy("curl", "http://"), place, path, query);
}

/** With `;auto` a request that follows another says where it comes from. */
function toReferer(url: CurlUrl, host: Traced, release: Release): Traced {
  return concat(addedBy("curl", `${url.scheme.name}://`), host, toTarget(url, release));
}

/** The host as the Host header names it: the port only where it is not the scheme's own. */
function toHost(url: CurlUrl): Traced {
  if (!url.port || (isKnown(url.port) && Number(url.port.text) === url.scheme.port)) return url.host;
  return concat(url.host, addedBy("curl", ":"), url.port);
}

/** A -H Host goes to the first place under curl's spelling; exactly `Host:` takes the header away. */
function hostHeader(users: UserHeaders, host: Traced, release: Release): HeaderField | null {
  const custom = users.get("host");
  if (!custom) return ownHeader("Host", host);
  const { text } = custom.value;
  if (isSince(release, "8.14.1") ? text.toLowerCase() === "host:" : text === "Host:") return null;
  return ownHeader("Host", valueBehind(custom.value, 4));
}

function agentHeader(operation: Operation, { version }: Dialect): HeaderField | null {
  const agent = operation.userAgent?.value;
  if (!agent) return version === DEFAULT_VERSION ? AGENT : ownHeader("User-Agent", `curl/${version}`);
  return agent.pieces.length === 0 ? null : ownHeader("User-Agent", agent);
}

function withTe(users: UserHeaders): Traced {
  const custom = users.get("connection");
  const value = custom ? trimmedValue(custom.value, 10) : NOTHING;
  return value.pieces.length === 0 ? addedBy("curl", "TE") : concat(value, addedBy("curl", ", TE"));
}

/** Several -b values stand side by side: `a=b;c=d` up to 8.14, `a=b; c=d` in 8.21. */
function joinCookies(cookies: readonly Placed[], release: Release): Traced {
  const joint = addedBy("curl", isSince(release, "8.21.0") ? "; " : ";");
  return concatAll(cookies.flatMap(({ value }, index) => (index === 0 ? [value] : [joint, value])));
}

function rangeHeader(
  operation: Operation,
  kind: RequestKind,
  content: Traced | null,
  users: UserHeaders,
): HeaderField | null {
  if (kind === "PUT" && operation.resume?.value.text === "-" && !users.has("content-range")) {
    // Nobody knows how much is there, nor how much there will be.
    return ownHeader("Content-Range", "bytes 0--2/-1");
  }
  const offset = resumeOffset(operation);
  const range = offset ? concat(offset, addedBy("curl", "-")) : operation.range?.value;
  if (!range) return null;
  if (kind === "GET" || kind === "HEAD") {
    if (users.has("range")) return null;
    return ownHeader("Range", concat(addedBy("curl", "bytes="), range));
  }
  if (kind === "MIME" || users.has("content-range")) return null;
  const size = content && kind !== "PUT" ? Number(lengthOf(content).text) : -1;
  const total = kind === "PUT" ? size + Number(offset?.text ?? 0) : size;
  const last = addedBy("curl", `${offset ? total - 1 : ""}/${total}`);
  return ownHeader("Content-Range", concat(addedBy("curl", "bytes "), range, last));
}

/** -C with data, which 7.88 lets pass: as many bytes as are left go out, but from the start. */
function resumeContent(operation: Operation, kind: RequestKind, content: Traced | null): Traced | null {
  const offset = Number(resumeOffset(operation)?.text ?? 0);
  if (kind !== "POST" || !content || offset === 0) return content;
  const bytes = encodeBytes(content.text);
  const rest = decodeBytes(bytes.subarray(0, Math.max(0, bytes.length - offset)));
  return slice(content, 0, rest.length);
}

/** The bytes that -C leaves out; null for none. */
export function resumeOffset(operation: Operation): Traced | null {
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

/** The SETTINGS frame that --http2 offers over http://, as base64url. */
function settingsOf(release: Release): string {
  return isSince(release, "8.14.1") ? "AAMAAABkAAQAAQAAAAIAAAAA" : "AAMAAABkAAQCAAAAAAIAAAAA";
}

/** The multipart body of an operation and what the head says about it. */
interface Form {
  readonly body: Traced;
  readonly header: HeaderField;
  /** The content whose length curl announces. */
  readonly announced: Traced;
  readonly hasLength: boolean;
}

function toForm(operation: Operation, users: UserHeaders, release: Release): Form {
  const custom = users.get("content-type");
  const type = custom ? trimmedValue(custom.value, 12) : addedBy("curl", "multipart/form-data");
  const parts = toParts(operation.form);
  // 7.88 puts a CR before every LF of a form, its own line breaks included, and still announces the old length.
  const doublesBreaks = (operation.crlf || operation.ascii) && !isSince(release, "8.14.1");
  const { body, boundary } = toMultipart(parts, type.text, operation.formEscape, release);
  return {
    body: doublesBreaks ? rewriteKnown(body, /\n/g, () => "\r\n") : body,
    announced: body,
    hasLength: partsHaveLength(parts),
    header: ownHeader("Content-Type", concat(type, addedBy("curl", `; boundary=${boundary}`))),
  };
}

/** A user's own Transfer-Encoding decides; else content whose length curl cannot tell is sent in chunks. */
function isChunked(users: UserHeaders, content: Traced | null, hasLength: boolean, isBodyless: boolean): boolean {
  if (isBodyless || !content) return false;
  const custom = users.get("transfer-encoding");
  if (custom) return /(^|[\s,])chunked($|[\s,;])/i.test(custom.value.text.slice(18));
  return !hasLength;
}

/** --crlf and --use-ascii: later releases turn each lone LF of any body into CRLF, in chunks for want of a length. */
export function convertsLines(operation: Operation, release: Release): boolean {
  return (operation.crlf || operation.ascii) && isSince(release, "8.14.1");
}

function expects(content: Traced, hasLength: boolean): boolean {
  const { text } = content;
  return !hasLength || (3 * text.length > EXPECT_ABOVE && countBytes(text) > EXPECT_ABOVE);
}

/** The number of bytes; where a value is unknown, the number is too. */
function lengthOf(content: Traced): Traced {
  const text = String(countBytes(content.text));
  const unknown = content.pieces.find((piece) => piece.unknown !== undefined)?.unknown;
  return unknown === undefined
    ? addedBy("curl", text)
    : { text, pieces: [{ text, origin: { door: "added", by: "curl" }, unknown }] };
}

function withColon(value: Traced): Traced {
  return value.text.includes(":") ? value : concat(value, addedBy("curl", ":"));
}
