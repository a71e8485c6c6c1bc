import { decodeComponent } from "../http/form.ts";
import { findHeader, type HeaderField, type HttpRequest } from "../http/request.ts";
import { decodeBytes, fromBase64 } from "../text/bytes.ts";
import { once } from "../text/once.ts";
import { hullOrigin, isKnown, NOTHING, slice, type Traced, traced, unknownsOf } from "../text/traced.ts";
import { markRedaction } from "./redaction.ts";

/** What can be wrong with an `Authorization` value on a token endpoint, each a condition of one rule. */
export type AuthorizationFactKind =
  | "not-base64"
  | "missing-colon"
  | "encoded-separately"
  | "double-encoded"
  | "base64url"
  | "missing-padding"
  | "trailing-newline"
  | "line-wrapped"
  | "stray-characters"
  | "literal-formula"
  | "malformed-scheme";

export interface AuthorizationFact {
  readonly kind: AuthorizationFactKind;
  /** A finer cause for the words of a message: "glued", "no-scheme", "raw-pair", … */
  readonly cause: string;
  /** The credentials that were meant, where they can be told. */
  readonly meant: Credentials | null;
}

export interface Credentials {
  readonly id: string;
  readonly secret: string;
}

/** An `Authorization` header, read as leniently as it takes to tell what was meant. */
export interface AuthorizationReading {
  readonly field: HeaderField;
  readonly scheme: "basic" | "bearer" | "other" | "none";
  /** What follows the scheme. */
  readonly token: Traced;
  /** True if the value holds something that only run time knows, or was blacked out. */
  readonly unknown: boolean;
  /** The text behind the base64, where it is a text. */
  readonly decoded: string | null;
  /** Id and secret as the token holds them, before any form-decoding (RFC 6749 section 2.3.1). */
  readonly credentials: Credentials | null;
  /** The same with their origins; set also where they hold unknown values. */
  readonly parts: { readonly id: Traced; readonly secret: Traced } | null;
  readonly facts: readonly AuthorizationFact[];
}

/** Reads the request's `Authorization` header; null without one. RFC 7617, RFC 9110 section 11.6.2. */
export const readAuthorization = once((request: Pick<HttpRequest, "headers">): AuthorizationReading | null => {
  const field = findHeader(request, "Authorization");
  return field ? readAuthorizationField(field) : null;
});

/** As `readAuthorization`, for one field. */
export function readAuthorizationField(field: HeaderField): AuthorizationReading {
  if (field.credentials) return readComputed(field, field.credentials);
  const { scheme, start, cause } = readScheme(field.value.text);
  const token = markRedaction(slice(field.value, start), "credentials");
  const unknown = unknownsOf(token).length > 0;
  const base = { field, scheme, token, unknown, parts: null };
  if (unknown) {
    const facts: AuthorizationFact[] =
      cause === null ? unknownFacts(scheme, token) : [{ kind: "malformed-scheme", cause, meant: null }];
    return { ...base, decoded: null, credentials: null, facts };
  }
  if (FORMULA.test(field.value.text)) {
    const meant = readFormula(field.value.text);
    const facts: AuthorizationFact[] = [{ kind: "literal-formula", cause: "formula", meant }];
    return { ...base, decoded: null, credentials: null, facts };
  }
  if (scheme === "bearer") return { ...base, decoded: null, credentials: null, facts: [] };
  if (scheme === "basic" && token.text.trim() === "" && isKnown(field.value)) {
    return {
      ...base,
      decoded: null,
      credentials: null,
      facts: [{ kind: "malformed-scheme", cause: "empty", meant: null }],
    };
  }
  const reading = readToken(token.text);
  const facts = cause === null ? reading.facts : malformedScheme(cause, scheme, reading);
  return scheme === "other" && cause === null
    ? { ...base, decoded: null, credentials: null, facts: [] }
    : { ...base, ...reading, facts, parts: toParts(reading.credentials, token) };
}

/** What a colon tells between values that only run time knows: base64 holds none. */
function unknownFacts(scheme: string, token: Traced): AuthorizationFact[] {
  if (scheme !== "basic") return [];
  const parts = token.pieces.filter(({ text }) => text !== "");
  const colon = parts.findIndex(({ text, unknown }) => unknown === undefined && text.includes(":"));
  // What a client computes from id and secret is written as `<base64 of …>`; editors fill {{…}} in and encode.
  if (colon < 0 || /\{\{/.test(token.text) || parts[0]?.text.startsWith("<base64 of ")) {
    if (parts[0]?.unknown === undefined || colon < 0) return [];
  }
  const encoded = parts.filter(({ unknown }) => unknown?.startsWith("base64 of "));
  return encoded.length >= 2
    ? [{ kind: "encoded-separately", cause: "halves", meant: null }]
    : encoded.length === 0
      ? [{ kind: "not-base64", cause: "raw-pair", meant: null }]
      : [];
}

/** Of a header that the client computed from `id:secret`, which it knows letter by letter. */
function readComputed(field: HeaderField, pair: Traced): AuthorizationReading {
  const token = slice(field.value, Math.min("Basic ".length, field.value.text.length));
  const marked = {
    id: markRedaction(beforeColon(pair), "client_id"),
    secret: markRedaction(afterColon(pair), "client_secret"),
  };
  const unknown = unknownsOf(marked.id).length + unknownsOf(marked.secret).length > 0;
  const { scheme, cause } = readScheme(field.value.text);
  const base = { field, scheme, token, unknown, parts: marked };
  if (scheme !== "basic" || cause !== null) {
    const facts: AuthorizationFact[] =
      cause === null ? [] : [{ kind: "malformed-scheme", cause, meant: toCredentials(unknown ? "" : pair.text) }];
    return { ...base, decoded: null, credentials: null, facts };
  }
  if (unknown) return { ...base, decoded: null, credentials: null, facts: [] };
  return { ...base, ...readDecoded(pair.text) };
}

function beforeColon(pair: Traced): Traced {
  const colon = pair.text.indexOf(":");
  return colon < 0 ? pair : colon === 0 ? NOTHING : slice(pair, 0, colon);
}

function afterColon(pair: Traced): Traced {
  const colon = pair.text.indexOf(":");
  return colon < 0 || colon + 1 === pair.text.length ? NOTHING : slice(pair, colon + 1);
}

function toParts(credentials: Credentials | null, token: Traced): AuthorizationReading["parts"] {
  const origin = hullOrigin(token);
  return credentials && origin
    ? { id: traced(credentials.id, origin), secret: traced(credentials.secret, origin) }
    : null;
}

/** A request whose scheme is broken has that one fact; what is right behind it stays to be told. */
function malformedScheme(cause: string, scheme: string, reading: TokenReading): readonly AuthorizationFact[] {
  if (scheme === "other" && reading.credentials === null) return [];
  const meant = reading.credentials ?? reading.facts[0]?.meant ?? null;
  return [{ kind: "malformed-scheme", cause, meant }, ...reading.facts.filter((fact) => fact.meant !== null)];
}

/** A base64 call, or the plus signs and quotes of a documentation's formula, taken literally. */
const FORMULA =
  /(?:base_?64|b64)[\w.]*\s*\(|\|\s*base64\b|\bbtoa\s*\(|ToBase64String|(?:^|\s)\+\s*['"(]|['")]\s*\+\s|^basic\s+\+\s|^basic\s+base64\s*[(<[{]?\w+\s*[:+]/i;

function readFormula(text: string): Credentials | null {
  const pair = /\(\s*["']?([^\s"'+:()]+)["']?\s*(?:\+\s*["']:["']\s*\+|:)\s*["']?([^\s"'+:()]+)["']?\s*\)/.exec(text);
  return pair?.[1] && pair[2] ? { id: pair[1], secret: pair[2] } : null;
}

type SchemeReading = Pick<AuthorizationReading, "scheme"> & { readonly start: number; readonly cause: string | null };

/** `cause` names what is wrong with the scheme; null where nothing is. */
function readScheme(text: string): SchemeReading {
  const twice = /^\s*(?:basic|bearer)[ \t]+(?:basic[ \t]+)(?=\S)/i.exec(text);
  if (twice) return { scheme: "basic", start: twice[0].length, cause: "twice" };
  const right = /^\s*(basic|bearer)(?:[ \t]+|(?=\r?\n)|$)/i.exec(text);
  if (right)
    return { scheme: right[1]?.toLowerCase() === "basic" ? "basic" : "bearer", start: right[0].length, cause: null };
  const colon = /^\s*basic\s*[:=,]\s*/i.exec(text);
  if (colon) return { scheme: "basic", start: colon[0].length, cause: "punctuation" };
  const odd = /^\s*basic[^\x21-\x7e]+/i.exec(text);
  if (odd) return { scheme: "basic", start: odd[0].length, cause: "odd-blank" };
  const glued = /^\s*basic(?=[A-Za-z0-9+/_-]{8})/i.exec(text);
  if (glued) return { scheme: "basic", start: glued[0].length, cause: "glued" };
  const other = /^\s*([A-Za-z][\w-]*)[ \t]+(?=\S)/.exec(text);
  if (other) {
    const name = other[1] ?? "";
    return { scheme: "other", start: other[0].length, cause: /^(bas|bsi|base)/i.test(name) ? "misspelled" : null };
  }
  return { scheme: "none", start: 0, cause: text.trim() === "" ? null : "no-scheme" };
}

interface TokenReading {
  readonly decoded: string | null;
  readonly credentials: Credentials | null;
  readonly facts: readonly AuthorizationFact[];
}

const NO_TOKEN: TokenReading = { decoded: null, credentials: null, facts: [] };

function oneFact(kind: AuthorizationFactKind, cause: string, meant: Credentials | null): TokenReading {
  return { decoded: null, credentials: null, facts: [{ kind, cause, meant }] };
}

/** The specific cause is looked for before the general one. */
function readToken(raw: string): TokenReading {
  const token = raw.replace(/[ \t]+$/, "");
  if (token.trim() === "") return NO_TOKEN;
  if (/\s/.test(token.trim()) && /^[A-Za-z0-9+/=\s]+$/.test(token)) {
    const joined = readToken(token.replace(/\s+/g, ""));
    if (joined.decoded !== null) {
      return {
        ...joined,
        facts: [{ kind: "line-wrapped", cause: "newline", meant: joined.credentials }, ...joined.facts],
      };
    }
  }
  const text = decodePrintable(token);
  if (text !== undefined) return readDecoded(text);
  return (
    readSeparately(token) ??
    readUnpadded(token) ??
    readBase64Url(token) ??
    readStray(token) ??
    readInside(token) ??
    oneFact("not-base64", /^[^\s:]+:[^\s]+$/.test(token) ? "raw-pair" : "other", toCredentials(token))
  );
}

/** The token is sound base64 of `text`. */
function readDecoded(text: string): TokenReading {
  const inner = decodePrintable(text.trim().replace(/:$/, ""));
  if (inner !== undefined && text.length >= 8 && inner.includes(":")) {
    return {
      ...oneFact("double-encoded", "twice", toCredentials(inner)),
      decoded: text,
      credentials: toCredentials(text),
    };
  }
  const halves = readSeparately(text);
  if (halves) return { ...halves, decoded: text, credentials: toCredentials(text) };
  const scheme = /^basic\s+(?=\S+:)/i.exec(text);
  if (scheme) {
    const meant = toCredentials(text.slice(scheme[0].length));
    return { decoded: text, credentials: meant, facts: [{ kind: "stray-characters", cause: "scheme", meant }] };
  }
  const credentials = toCredentials(text);
  if (!credentials) return { decoded: text, credentials: null, facts: [readSeparator(text)] };
  if (!/[\r\n](?=:)|[\r\n]$/.test(text)) return { decoded: text, credentials, facts: [] };
  const meant = { id: credentials.id.trimEnd(), secret: credentials.secret.trimEnd() };
  return { decoded: text, credentials, facts: [{ kind: "trailing-newline", cause: "newline", meant }] };
}

/** Why a decoded text has no colon: another separator stands there, or one half is missing. */
function readSeparator(text: string): AuthorizationFact {
  const pair = /^([\w.@-]{3,})([;,|/\t ]|%3A)([^\s;,|]{3,})$/i.exec(text.trim());
  if (!pair?.[1] || !pair[3]) return { kind: "missing-colon", cause: "one-part", meant: null };
  return { kind: "missing-colon", cause: "separator", meant: { id: pair[1], secret: pair[3] } };
}

/** Each half encoded by itself: `base64(id):base64(secret)`, or the two written one after the other. */
function readSeparately(token: string): TokenReading | undefined {
  const pair =
    /^([A-Za-z0-9+/]+={0,2}):([A-Za-z0-9+/]+={0,2})$/.exec(token) ??
    /^([A-Za-z0-9+/]+={1,2})([A-Za-z0-9+/]+={0,2})$/.exec(token);
  if (!pair?.[1] || !pair[2]) return undefined;
  const id = decodePrintable(pair[1]);
  const secret = decodePrintable(pair[2]);
  // Short words such as "test" are base64 of something printable by chance.
  const likely = pair[1].endsWith("=") || pair[2].endsWith("=") || (pair[1].length >= 12 && pair[2].length >= 12);
  if (id === undefined || secret === undefined || !likely) return undefined;
  return oneFact("encoded-separately", "halves", { id: id.replace(/:$/, ""), secret });
}

function readUnpadded(token: string): TokenReading | undefined {
  if (token.length % 4 === 0 && !/=/.test(token)) return undefined;
  const bare = token.replace(/=+$/, "");
  if (!/^[A-Za-z0-9+/]+$/.test(bare)) return undefined;
  const text = decodePrintable(bare.padEnd(Math.ceil(bare.length / 4) * 4, "="));
  if (text === undefined || !text.includes(":")) return undefined;
  const rest = readDecoded(text);
  return {
    ...rest,
    facts: [
      { kind: "missing-padding", cause: token === bare ? "none" : "wrong", meant: rest.credentials },
      ...rest.facts,
    ],
  };
}

function readBase64Url(token: string): TokenReading | undefined {
  if (!/[-_]/.test(token) || !/^[A-Za-z0-9_-]+={0,2}$/.test(token)) return undefined;
  const plain = token.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  const text = decodePrintable(plain.padEnd(Math.ceil(plain.length / 4) * 4, "="));
  const meant = text === undefined ? null : toCredentials(text);
  return text === undefined || !meant
    ? undefined
    : { decoded: text, credentials: meant, facts: [{ kind: "base64url", cause: "alphabet", meant }] };
}

const MOST_STRAY = 12;

/** Something before or after sound base64: brackets, quotes, a semicolon, letters pasted twice. */
function readStray(token: string): TokenReading | undefined {
  const core = /[A-Za-z0-9+/]{6,}={0,2}/.exec(token.slice(0, MOST_STRAY))
    ? token
    : token.replace(/^[^A-Za-z0-9+/]+/, "");
  for (let skip = 0; skip <= MOST_STRAY && skip < token.length; skip++) {
    const run = /^[A-Za-z0-9+/]+={0,2}/.exec((skip === 0 ? core : token).slice(skip))?.[0] ?? "";
    const text = run.length >= 8 && run !== token ? decodePrintable(run) : undefined;
    const meant = text === undefined ? null : toCredentials(text);
    if (text !== undefined && meant && meant.id !== "") {
      return { decoded: text, credentials: meant, facts: [{ kind: "stray-characters", cause: "around", meant }] };
    }
  }
  return undefined;
}

/** One or two characters of another kind in the middle of base64: an asterisk, a comma, a letter of another script. */
function readInside(token: string): TokenReading | undefined {
  const foreign = token.match(/[^A-Za-z0-9+/=]/g) ?? [];
  if (foreign.length === 0 || foreign.length > 2 || token.length < 8 || /[:_-]/.test(token)) return undefined;
  const text = decodePrintable(token.replace(/[^A-Za-z0-9+/=]/g, ""));
  return oneFact("stray-characters", "inside", text === undefined ? null : toCredentials(text));
}

function decodePrintable(base64: string): string | undefined {
  const bytes = fromBase64(base64);
  if (!bytes || bytes.length === 0) return undefined;
  const text = decodeBytes(bytes);
  return isPrintable(text) ? text : undefined;
}

/** Text that a person could have typed as an id or a secret; line ends may follow it. */
function isPrintable(text: string): boolean {
  return !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFD]|\p{Surrogate}/u.test(text);
}

function toCredentials(text: string): Credentials | null {
  const colon = text.indexOf(":");
  return colon < 0 ? null : { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

/** Id and secret as a server that follows RFC 6749 section 2.3.1 reads them: form-decoded. */
export function toClientParameters({
  parts,
}: AuthorizationReading): { readonly id: Traced; readonly secret: Traced } | null {
  return parts && { id: decodeComponent(parts.id), secret: decodeComponent(parts.secret) };
}
