import type { HttpRequest } from "../http/request.ts";
import { countBytes } from "../text/bytes.ts";
import { hullOf, type Span } from "../text/span.ts";
import { addedBy, concatAll, slice, type Traced, textSpans } from "../text/traced.ts";
import { authenticate, NONE } from "./auth.ts";
import type { StandardInput } from "./data.ts";
import { chooseKind } from "./effect.ts";
import { toParts } from "./form.ts";
import { expandGlob } from "./glob.ts";
import { findUserHeaders, type UserHeaders } from "./headers.ts";
import type { UrlTrouble } from "./host.ts";
import { findMissingFile, findUnknownEncoder, hasLength } from "./multipart.ts";
import { maskUnknowns } from "./opaque.ts";
import type { Operation, Placed, RequestKind, UrlNode } from "./operation.ts";
import type { CurlNote, CurlRefusal } from "./reading.ts";
import { isAllowed } from "./schemes.ts";
import { convertsLines, type Dialect, resumeOffset, toRequest } from "./to-request.ts";
import { formatGlobTrouble, formatUrlTrouble } from "./trouble.ts";
import { addQuery, parseUrl, toFollowed, USERINFO } from "./url.ts";
import { isSince, type Release } from "./version.ts";

/** What the transfers of one command share. Requests are added as they go out. */
export interface Run {
  readonly dialect: Dialect;
  readonly input: StandardInput;
  readonly notes: CurlNote[];
  readonly requests: HttpRequest[];
  /** The first trouble of all. */
  refusal: CurlRefusal | null;
  /** What the last transfer came to. */
  exitCode: number;
}

/** A trouble; `isOver` tells that curl does not go on to the next URL. */
interface Failure {
  readonly refusal: CurlRefusal;
  readonly isOver: boolean;
}

/** Sends what one operation asks for. False: curl stops here. `whole` is the place of the command. */
export function runOperation(operation: Operation, whole: Span, run: Run): boolean {
  const failure = prepare(operation, whole, run);
  if (failure) return record(failure, run);
  for (const node of operation.nodes) {
    if (node.url && !runNode(operation, node, node.url, run)) return false;
  }
  return true;
}

function record({ refusal, isOver }: Failure, run: Run): boolean {
  run.refusal ??= refusal;
  run.exitCode = refusal.exitCode;
  return !isOver;
}

function end(exitCode: number, kind: string, message: string, span: Span): Failure {
  return { refusal: { exitCode, kind, message, span }, isOver: true };
}

function prepare(operation: Operation, whole: Span, run: Run): Failure | null {
  if (!operation.nodes[0]?.url) {
    const message = isSince(run.dialect.release, "8.14.1") ? "curl: (2) no URL specified" : "curl: no URL specified!";
    return end(2, "no-url", message, whole);
  }
  if (operation.json) addJsonHeaders(operation);
  noteProxy(operation, run.notes);
  const resumes = operation.resume !== null && !/^(0*|-)$/.test(operation.resume.value.text);
  const mixed = operation.kind === "MIME" ? "--form" : operation.dataSpan && !operation.get ? "--data" : null;
  if (operation.resume && resumes && mixed && isSince(run.dialect.release, "8.14.1")) {
    const message = `curl: cannot mix --continue-at with ${mixed}\ncurl: (2) Failed initialization`;
    return end(2, "conflicting-options", message, operation.resume.span);
  }
  if (!operation.dataSpan) return null;
  const kind = operation.get ? (operation.head ? "HEAD" : "GET") : "POST";
  const message = chooseKind(operation, kind);
  return message ? end(2, "conflicting-options", message, operation.dataSpan) : null;
}

/** More requests than this are not written out: nobody reads them. */
const LIMIT = 1000;

function runNode(operation: Operation, node: UrlNode, place: Placed, run: Run): boolean {
  const expanded = operation.globbing ? expandGlob(place.value) : { ok: true as const, urls: [place.value], count: 1 };
  if (!expanded.ok) {
    const span = spanOf(slice(place.value, expanded.at, expanded.at + 1), place.span);
    const message = formatGlobTrouble(expanded.reason, expanded.at, place.value.text, run.dialect.release);
    return record(end(3, "url-globbing", message, span), run);
  }
  if (expanded.count > 1) {
    run.notes.push({ kind: "url-globbing", span: place.span, data: { requests: String(expanded.count) } });
  }
  for (const url of expanded.urls) {
    if (run.requests.length >= LIMIT) {
      run.notes.push({ kind: "more-requests", span: place.span });
      return false;
    }
    const failure = runTransfer(operation, node, { value: url, span: place.span }, run);
    if (failure && !record(failure, run)) return false;
  }
  return true;
}

function runTransfer(operation: Operation, node: UrlNode, place: Placed, run: Run): Failure | null {
  const { release } = run.dialect;
  const etag = compareEtag(operation, run);
  if (etag) return etag;
  const upload = node.upload && node.upload.value.pieces.length > 0 ? node.upload : null;
  const conflict = upload && chooseKind(operation, "PUT");
  if (upload && conflict) return end(2, "conflicting-options", conflict, upload.span);
  const trouble = operation.kind === "MIME" ? checkForm(operation, place.span, run) : null;
  if (trouble) return trouble;
  const addition = queryOf(operation);
  const parsed = parseUrl(place.value, {
    release,
    pathAsIs: operation.pathAsIs && !addition,
    refusesUserinfo: operation.refusesUserinfo && !addition,
    defaultProtocol: operation.defaultProtocol,
  });
  if (upload && !isReadable(upload) && (parsed.ok || parsed.kind !== "malformed-url")) {
    return end(26, "missing-file", uploadMessage(upload.value.text, release), upload.span);
  }
  if (!parsed.ok) return { ...refuse(parsed, place, release), isOver: addition !== null };
  const complete = addition ? addQuery(parsed.url, addition, release) : parsed;
  if (!complete.ok) return refuse(complete, place, release);
  const { url } = complete;
  if (operation.refusesUserinfo && (url.user || url.password)) return refuse(USERINFO, place, release);
  const { name } = url.scheme;
  if (!isAllowed(name, operation.protocols)) {
    return refuse({ exitCode: 1, kind: "unsupported-protocol", reason: `Protocol "${name}" disabled` }, place, release);
  }
  if (!url.scheme.isHttp) {
    run.notes.push({ kind: "other-protocol", span: place.span, data: { scheme: name } });
    return null;
  }
  const data = operation.dataSpan && !operation.get ? concatAll(operation.data) : null;
  const content = upload ? run.input.read(upload.value) : data;
  noteUrl(place, run.notes);
  const asked = operation.kind === "PUT" ? "GET" : (operation.kind ?? "GET");
  const kind = upload ? "PUT" : operation.head ? "HEAD" : asked;
  const offset = operation.resume && kind === "POST" && data ? Number(resumeOffset(operation)?.text ?? 0) : 0;
  const size = offset > 0 && data ? countBytes(data.text) : 0;
  if (size > 0 && offset >= size) {
    const reason = "File already completely uploaded";
    return refuse({ exitCode: 18, kind: "unsupported-upload", reason }, place, release);
  }
  const isForwarded = operation.proxy !== null && operation.proxyKind === "http" && !operation.proxyTunnel;
  if (isForwarded && url.host.text.startsWith("[") && name === "http" && isSince(release, "8.21.0")) {
    // 8.21.0 fails to write an IPv6 address into the target that a proxy needs.
    return refuse({ exitCode: 27, kind: "proxy-refused", reason: "Out of memory" }, place, release);
  }
  const users = findUserHeaders(operation.headers);
  const auth = authenticate(operation, users, url, kind === "GET" || kind === "HEAD", release, run.notes);
  const transfer = { operation, users, url, span: place.span, kind, content, auth, follows: false } as const;
  const isTooOld = operation.httpVersion === "1.0" && !fitsOldHttp(operation, users, kind, data, release);
  const reason = "Chunky upload is not supported by HTTP 1.0";
  const tooOld = isTooOld ? refuse({ exitCode: 25, kind: "unsupported-upload", reason }, place, release) : null;
  if (tooOld && !auth.isProbe) return tooOld;
  run.requests.push(toRequest(transfer, run.dialect));
  if (tooOld) return tooOld;
  if (auth.isProbe) {
    // A server that takes the probe for good is sent the whole request, without any authentication.
    run.notes.push({ kind: "auth-probe", span: place.span });
    run.requests.push(
      toRequest({ ...transfer, url: toFollowed(url, release), auth: NONE, follows: true }, run.dialect),
    );
  }
  run.exitCode = 0;
  return null;
}

/** HTTP/1.0 has no chunks, so that curl must know how much it sends. */
function fitsOldHttp(
  operation: Operation,
  users: UserHeaders,
  kind: RequestKind,
  data: Traced | null,
  release: Release,
): boolean {
  if (users.has("transfer-encoding") || kind === "GET" || kind === "HEAD") return true;
  if (convertsLines(operation, release) && (kind !== "POST" || data?.pieces.length)) return false;
  return kind === "MIME" ? hasLength(toParts(operation.form)) : kind !== "PUT";
}

/** --etag-compare with a file that is missing: 7.88 gives up, later releases ask with an empty tag. */
function compareEtag(operation: Operation, run: Run): Failure | null {
  const { etagCompare } = operation;
  if (!etagCompare) return null;
  if (!isSince(run.dialect.release, "8.14.1") && !operation.etagSave) {
    return end(26, "missing-file", `curl: Failed to open ${etagCompare.value.text}`, etagCompare.span);
  }
  operation.headers.push({ value: addedBy("curl", 'If-None-Match: ""'), span: etagCompare.span });
  return null;
}

/** A URL that libcurl does not take: curl goes on to the next one. */
function refuse({ exitCode, kind, reason }: UrlTrouble, place: Placed, release: Release): Failure {
  const message = formatUrlTrouble(exitCode, kind, reason, release);
  return { refusal: { exitCode, kind, message, span: place.span }, isOver: false };
}

/** Only standard input can be sent: any file is taken as missing. */
function isReadable({ value }: Placed): boolean {
  return /^(-|\.|\/dev\/stdin)$/.test(value.text);
}

function uploadMessage(file: string, release: Release): string {
  const first = isSince(release, "8.14.1") ? `curl: cannot open '${file}'` : `curl: Can't open '${file}'!`;
  return `${first}\n${UNREADABLE}`;
}

const UNREADABLE = "curl: (26) Failed to open/read local data from file/application";

function checkForm(operation: Operation, place: Span, run: Run): Failure | null {
  const parts = toParts(operation.form);
  const missing = findMissingFile(parts);
  if (missing) {
    const span = spanOf(missing, place);
    run.notes.push({ kind: "data-from-file", span, data: { file: missing.text } });
    return end(26, "missing-file", UNREADABLE, span);
  }
  const encoder = findUnknownEncoder(parts);
  const message = "curl: (43) A libcurl function was given a bad argument";
  return encoder ? end(43, "bad-value", message, spanOf(encoder, place)) : null;
}

/** What goes into the query: the data under -G, else what --url-query says. */
function queryOf(operation: Operation): Traced | null {
  if (operation.get && operation.dataSpan) return concatAll(operation.data);
  return operation.query.length > 0 ? concatAll(operation.query) : null;
}

/** --json adds its two headers behind the user's own, each only where the user gave none. */
function addJsonHeaders(operation: Operation): void {
  const span = operation.dataSpan ?? { start: 0, end: 0 };
  const users = findUserHeaders(operation.headers);
  for (const name of ["Content-Type", "Accept"]) {
    if (users.has(name.toLowerCase())) continue;
    operation.headers.push({ value: addedBy("curl", `${name}: application/json`), span });
  }
}

const METHOD = /^(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)$/i;

function noteProxy(operation: Operation, notes: CurlNote[]): void {
  const { proxy } = operation;
  if (!proxy) return;
  const kind = METHOD.test(proxy.value.text) ? "proxy-flag" : "proxy";
  notes.push({ kind, span: proxy.span, data: { proxy: proxy.value.text } });
}

function noteUrl({ value, span }: Placed, notes: CurlNote[]): void {
  if (value.pieces[0]?.unknown !== undefined) notes.push({ kind: "unknown-url", span });
  const hash = maskUnknowns(value).indexOf("#");
  if (hash >= 0) notes.push({ kind: "fragment-dropped", span: spanOf(slice(value, hash), span) });
}

function spanOf(value: Traced, otherwise: Span): Span {
  return hullOf(textSpans(value)) ?? otherwise;
}
