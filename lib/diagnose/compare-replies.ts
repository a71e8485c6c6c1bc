import type { Exchange, HttpResponse } from "../http/exchange.ts";
import { mediaTypeOf } from "../http/request.ts";
import { readReply } from "../oauth/token-reply.ts";
import { decodeBytes, fromBase64 } from "../text/bytes.ts";
import { type Difference, difference, type Weight } from "./difference.ts";

const MOST_NAMES = 100;

/** What differs between two replies, or in the way they failed to come. Never throws, whatever the bodies hold. */
export function compareReplies(a: Exchange, b: Exchange): Difference[] {
  const [left, right] = [a.response, b.response];
  const failure = compareTexts(
    "failure",
    "How it failed",
    "request",
    [a, b].map((one) => one.failure && `${one.failure.kind}: ${one.failure.message}`),
    "Where no whole answer came, the way there or the server is at fault, not the request’s values.",
  );
  if (!left || !right) {
    const statuses = [left, right].map((one) => one && `${one.status} ${one.reason}`.trim());
    return [...compareTexts("status", "Status", "request", statuses, "Only one of the two was answered."), ...failure];
  }
  return [...compareStatus(left, right), ...failure, ...compareBodies(left, right), ...compareHeaders(left, right)];
}

function compareTexts(
  key: string,
  label: string,
  weight: Weight,
  [a = null, b = null]: readonly (string | null)[],
  why: string,
): Difference[] {
  return a === b ? [] : [difference(key, label, weight, a, b, why)];
}

function compareStatus(a: HttpResponse, b: HttpResponse): Difference[] {
  const texts = [a, b].map(({ status, reason }) => `${status} ${reason}`.trim());
  const why = "The status alone tells little: some servers refuse with 200, others with 401 or 403 what most call 400.";
  return a.status === b.status ? [] : compareTexts("status", "Status", "request", texts, why);
}

function compareBodies(a: HttpResponse, b: HttpResponse): Difference[] {
  const [x, y] = [read(a), read(b)];
  const types = compareTexts(
    "reply type",
    "Content-Type of the reply",
    "header",
    [a, b].map(({ headers }) =>
      mediaTypeOf(headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? ""),
    ),
    "An answer in another format often comes from another server: a gateway or a page for people.",
  );
  if (!x.members || !y.members) {
    const sizes = [x, y].map(({ text }) => `${text.length.toLocaleString("en")} characters`);
    const why = "Not both bodies are JSON objects, so they are compared as a whole.";
    return [...types, ...(x.text === y.text ? [] : [difference("reply body", "Body", "header", ...pair(sizes), why)])];
  }
  const names = [...new Set([...Object.keys(x.members), ...Object.keys(y.members)])].slice(0, MOST_NAMES);
  return [...types, ...names.flatMap((name) => compareMember(name, x.members?.[name], y.members?.[name]))];
}

function pair([a = "", b = ""]: readonly string[]): [string, string] {
  return [a, b];
}

function compareMember(name: string, a: unknown, b: unknown): Difference[] {
  const show = (value: unknown) =>
    value === undefined ? null : typeof value === "string" ? value : (JSON.stringify(value) ?? null);
  const { weight, why } = MEMBERS.find(({ of }) => of.test(name)) ?? OTHER_MEMBER;
  const isOneMissing = (a === undefined) !== (b === undefined);
  const isWeightier = isOneMissing && weight === "cosmetic";
  return compareTexts(
    `member ${name}`,
    name,
    isWeightier ? "request" : weight,
    [show(a), show(b)],
    isWeightier ? "Only one of the replies holds it." : why,
  );
}

const OTHER_MEMBER = { weight: "header", why: "Of the server’s own making." } as const;
const MEMBERS: readonly { readonly of: RegExp; readonly weight: Weight; readonly why: string }[] = [
  {
    of: /^(?:error|error_?code|errorType|reason|status)$/,
    weight: "request",
    why: "It tells how far the server came.",
  },
  {
    of: /^(?:error_description|message|error_uri)$/,
    weight: "request",
    why: "The wording tells what the code does not.",
  },
  { of: /^(?:access_token|refresh_token|id_token)$/, weight: "cosmetic", why: "Each refresh gives its own." },
  {
    of: /(?:_at|timestamp|trace_?id|correlation_?id|request_?id|log_id)$/i,
    weight: "cosmetic",
    why: "Each reply has its own.",
  },
  { of: /^scope$/, weight: "request", why: "The tokens allow different things." },
  {
    of: /^expires_in$/,
    weight: "header",
    why: "The tokens do not live equally long, or one is given again in its life.",
  },
];

const TELLING = new Map<string, string>([
  ["www-authenticate", "It says what the server wants to see (RFC 9110 section 11.6.1)."],
  ["retry-after", "The server asks to wait."],
  ["dpop-nonce", "The next DPoP proof needs it (RFC 9449 section 8)."],
  ["location", "A redirect is not followed: where it leads is another endpoint."],
]);

function compareHeaders(a: HttpResponse, b: HttpResponse): Difference[] {
  const names = [...new Set([...a.headers, ...b.headers].map(([name]) => name.toLowerCase()))];
  const textOf = ({ headers }: HttpResponse, wanted: string) => {
    const values = headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
    return values.length === 0 ? null : values.join(", ");
  };
  return names
    .filter((name) => name !== "content-type" && name !== "content-length")
    .slice(0, MOST_NAMES)
    .flatMap((name) => {
      const why = TELLING.get(name);
      const texts = [textOf(a, name), textOf(b, name)];
      return compareTexts(`header ${name}`, name, why ? "header" : "cosmetic", texts, why ?? "Of the way there.");
    });
}

/** `members` are null where the body is no JSON object. */
function read(response: HttpResponse): { text: string; members: Record<string, unknown> | null } {
  const text = decodeBytes(fromBase64(response.body.base64) ?? new Uint8Array());
  const reply = readReply({ status: response.status, headers: response.headers, body: text });
  if (reply.format !== "json") return { text, members: null };
  try {
    const value: unknown = JSON.parse(reply.body);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return { text, members: isObject ? (value as Record<string, unknown>) : null };
  } catch {
    return { text, members: null };
  }
}
