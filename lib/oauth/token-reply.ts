import type { Reply } from "../http/exchange.ts";
import { mediaTypeOf } from "../http/request.ts";
import { encodeBytes } from "../text/bytes.ts";
import { findDuplicateKeys } from "./duplicate-keys.ts";
import { findErrorCode } from "./error-codes.ts";
import { type JsonObject, readErrorMembers } from "./error-members.ts";

/**
 * What came back. `other-error`: an error in a shape of the server's own. `error-in-success`: an error under a 2xx
 * status. `unrecognised`: JSON or a form that holds neither tokens nor an error.
 */
export type ReplyKind =
  | "tokens"
  | "oauth-error"
  | "other-error"
  | "error-in-success"
  | "unrecognised"
  | "html"
  | "empty"
  | "not-json"
  | "no-http";

/** The members of a success (RFC 6749 section 5.1), as far as they have the type they should have. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly idToken: string | null;
  readonly tokenType: string | null;
  /** Seconds; also where it was sent as a string of digits. */
  readonly expiresIn: number | null;
  readonly scope: string | null;
}

/** A token endpoint's reply, read leniently: what it says in whatever shape it says it. */
export interface TokenReply {
  readonly kind: ReplyKind;
  readonly status: number;
  /** The body without byte order mark, in UTF-16 units. */
  readonly body: string;
  /** How the body was read; null where it was neither. */
  readonly format: "json" | "form" | null;
  /** The error code, or what stands in its place. */
  readonly error: string | null;
  readonly description: string | null;
  /** All that may be the code, for look-ups: `error`, `errorType`, `reason`, `status`, AADSTS numbers, … */
  readonly codes: readonly string[];
  /** All wording of the error in one text, for look-ups. */
  readonly words: string;
  readonly tokens: Tokens | null;
  readonly duplicateKeys: readonly string[];
  /** The names of the outermost object's members. */
  readonly members: readonly string[];
}

/** Longer bodies are no token replies; they are told by their first characters only. */
const LONGEST = 2_000_000;
const LONGEST_FORM = 100_000;

/** Reads a reply. Never throws, in time linear in the body's length. */
export function readReply(reply: Reply): TokenReply {
  const body = plainText(reply.body);
  const base = { status: reply.status, body, ...NOTHING_READ };
  if (reply.status === 0) return { ...base, kind: "no-http", words: body };
  if (body.trim() === "") return withChallenge({ ...base, kind: "empty" }, reply);
  if (isHtml(body, reply)) return { ...base, kind: "html", words: textOfHtml(body) };
  const parsed = parseObject(body);
  if (!parsed) return withChallenge({ ...base, ...inWords(body.slice(0, 10_000), reply.status) }, reply);
  const { object, format } = parsed;
  const { error, description, codes, words } = readErrorMembers(object, reply.status);
  const tokens = error === null ? readTokens(object) : null;
  const members = Object.keys(object).slice(0, 100);
  const duplicateKeys = format === "json" ? findDuplicateKeys(body) : [];
  const read = { ...base, format, error, description, codes, words, tokens, members, duplicateKeys };
  if (tokens) return { ...read, kind: "tokens" };
  if (error === null) return withChallenge({ ...read, kind: "unrecognised" }, reply);
  if (reply.status >= 200 && reply.status < 300) return { ...read, kind: "error-in-success" };
  return { ...read, kind: findErrorCode(error) ? "oauth-error" : "other-error" };
}

/** A text that is no JSON may name the error all the same: a library's message, a page of plain text. */
function inWords(
  words: string,
  status: number,
): Pick<TokenReply, "kind" | "words" | "error" | "description" | "codes"> {
  const none = { kind: "not-json", words, error: null, description: null, codes: [] } as const;
  const error = status >= 400 ? CODE_IN_WORDS.exec(words)?.[0] : undefined;
  if (error === undefined) return none;
  const codes = [error, ...(words.match(/\bAADSTS\d{4,}/g) ?? [])];
  return { ...none, kind: "oauth-error", error, description: words.slice(0, 400), codes };
}

const CODE_IN_WORDS =
  /\b(?:invalid_(?:request|client|grant|scope)|unauthorized_client|unsupported_grant_type|access_denied)\b/;

const NOTHING_READ = {
  format: null,
  error: null,
  description: null,
  codes: [],
  words: "",
  tokens: null,
  duplicateKeys: [],
  members: [],
} as const;

/** The error may stand in the header alone (RFC 6750 section 3): `WWW-Authenticate: Basic error="invalid_client"`. */
function withChallenge(read: TokenReply, { headers }: Reply): TokenReply {
  const challenge = headers.find(([name]) => name.toLowerCase() === "www-authenticate")?.[1].slice(0, 4_000) ?? "";
  const error = /\berror="([^"]{1,200})"/.exec(challenge)?.[1];
  if (error === undefined || read.status < 400) return read;
  const description = /\berror_description="([^"]*)"/.exec(challenge)?.[1] || null;
  const kind = findErrorCode(error) ? "oauth-error" : "other-error";
  return { ...read, kind, error, description, codes: [error], words: [error, description ?? ""].join(" ").trim() };
}

/** Without a byte order mark; UTF-16, which RFC 8259 section 8.1 forbids, is undone. */
function plainText(body: string): string {
  const wide = findWideEncoding(body);
  const text = wide ? new TextDecoder(wide).decode(encodeBytes(body)) : body;
  return text.replace(/^\uFEFF/, "");
}

/** The two-byte encoding that a body is in, told by its mark or by the zero beside each letter; null for others. */
export function findWideEncoding(body: string): "utf-16le" | "utf-16be" | null {
  const head = body.slice(0, 4);
  if (head.startsWith("\uDCFF\uDCFE") || /^[^\0]\0[^\0]\0$/.test(head)) return "utf-16le";
  return head.startsWith("\uDCFE\uDCFF") || /^\0[^\0]\0[^\0]$/.test(head) ? "utf-16be" : null;
}

function isHtml(body: string, { headers }: Reply): boolean {
  const start = body.slice(0, 2_000).trimStart().toLowerCase();
  if (!start.startsWith("<")) return false;
  if (
    /^(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|title|h1|center|meta|script)\b/.test(
      start,
    )
  )
    return true;
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  return /^(?:text\/html|application\/xhtml\+xml)$/.test(mediaTypeOf(type));
}

/** The words of the title and the beginning of the page, tags taken off. */
function textOfHtml(body: string): string {
  return body
    .slice(0, 20_000)
    .replace(/<(?:script|style)\b[^>]*>[^<]*/gi, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 4_000);
}

function parseObject(body: string): { object: JsonObject; format: "json" | "form" } | null {
  if (body.length > LONGEST) return null;
  const start = body.trimStart()[0];
  if (start === "{") {
    // A forum makes straight quotes curly; no server sends them so.
    const value = parseJson(body) ?? (/[“”]/.test(body) ? parseJson(body.replace(/[“”]/g, '"')) : undefined);
    return isObject(value) ? { object: value, format: "json" } : null;
  }
  if (body.length > LONGEST_FORM || !/^[\w.-]{1,100}=[^\s<>{}"]*(?:&|$)/.test(body.slice(0, 5_000).split("&")[0] ?? ""))
    return null;
  const pairs = [...new URLSearchParams(body.trim())];
  if (pairs.some(([name]) => /\s/.test(name))) return null;
  return { object: Object.fromEntries(pairs), format: "form" };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The tokens stand outermost, or inside `body`, `data` (Withings and the like) or `authed_user` (Slack). */
function readTokens(object: JsonObject): Tokens | null {
  for (const holder of [object, object.body, object.data, object.authed_user]) {
    if (!isObject(holder)) continue;
    const accessToken = textOf(holder.access_token);
    if (accessToken === null) continue;
    return {
      accessToken,
      refreshToken: textOf(holder.refresh_token),
      idToken: textOf(holder.id_token),
      tokenType: textOf(holder.token_type),
      expiresIn: secondsOf(holder.expires_in),
      scope: Array.isArray(holder.scope) ? holder.scope.map(String).join(" ") : textOf(holder.scope),
    };
  }
  return null;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function secondsOf(value: unknown): number | null {
  const seconds = typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof seconds === "number" && Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
