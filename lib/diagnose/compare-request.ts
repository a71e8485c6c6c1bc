import { findHeader, findHeaders, type HttpRequest } from "../http/request.ts";
import { type BodyKind, readBody } from "../oauth/body.ts";
import type { Evidence } from "../rules/evidence.ts";
import { type Traced, unknownsOf } from "../text/traced.ts";
import { compareClients, compareParameters } from "./compare-client.ts";
import { BY_OUTCOME, type PairNames, whyHeader } from "./compare-words.ts";
import { compareText, type Difference, difference } from "./difference.ts";

/** All that differs between two requests, in the order of the request. */
export function compareRequests(
  a: Evidence,
  b: Evidence,
  works: HttpRequest,
  fails: HttpRequest,
  names: PairNames = BY_OUTCOME,
): Difference[] {
  return [
    ...compareAddress(works, fails),
    ...compareText(
      "method",
      "Method",
      works.method,
      fails.method,
      "A token endpoint takes POST (RFC 6749 section 3.2).",
    ),
    ...compareBodies(works, fails),
    ...compareClients(a, b, names),
    ...compareParameters(a, b, names),
    ...compareHeaders(works, fails),
    ...compareSpelling(works, fails),
  ];
}

/** Scheme, host without its standard port, and path; what a query carries are parameters. */
function compareAddress(a: HttpRequest, b: HttpRequest): Difference[] {
  const addressOf = ({ scheme, host, target }: HttpRequest): Traced => {
    const standard = scheme === "https" ? /:443$/ : /:80$/;
    const text = `${scheme}://${host.text.toLowerCase().replace(standard, "")}${target.text.split("?")[0]}`;
    const unknown = [...unknownsOf(host), ...unknownsOf(target)][0];
    const origin = { door: "added", by: "comparison" } as const;
    return { text, pieces: [unknown === undefined ? { text, origin } : { text, origin, unknown }] };
  };
  const [left, right] = [addressOf(a), addressOf(b)];
  const isSlash = left.text.replace(/\/$/, "") === right.text.replace(/\/$/, "");
  const why = isSlash
    ? "Only a slash at the end differs: some servers redirect then, and the body is lost on the way."
    : "Another address is another endpoint, if not another server.";
  return compareText("address", "Address", left, right, why);
}

const KINDS: Readonly<Record<BodyKind, string>> = {
  absent: "no body",
  empty: "an empty body",
  form: "a form",
  json: "JSON",
  multipart: "multipart/form-data",
  other: "something else",
};

function compareBodies(a: HttpRequest, b: HttpRequest): Difference[] {
  const [left, right] = [readBody(a), readBody(b)];
  const show = ({ kind, mediaType }: typeof left) =>
    `${KINDS[kind]}${mediaType ? `, as ${mediaType}` : ", without Content-Type"}`;
  if (left.kind === right.kind && left.mediaType === right.mediaType) return compareContentTypes(a, b);
  const why =
    left.kind === right.kind
      ? "A server reads the body by its Content-Type: as another type it may find no parameters in it."
      : "A token server reads the parameters from a form (RFC 6749 section 3.2); in another format it may find none.";
  return [difference("body", "Body", "request", show(left), show(right), why)];
}

function compareContentTypes(a: HttpRequest, b: HttpRequest): Difference[] {
  const typeOf = (request: HttpRequest) => findHeader(request, "Content-Type")?.value.text ?? null;
  const [left, right] = [typeOf(a), typeOf(b)];
  if (left === right || /^multipart/i.test(left ?? "")) return [];
  return [
    difference(
      "content-type",
      "Content-Type",
      "cosmetic",
      left,
      right,
      "The type is the same; what stands behind it changes nothing in a form.",
    ),
  ];
}

/** Told elsewhere, or by the connection alone. */
const NOT_COMPARED = ["authorization", "content-type", "host", "content-length", "connection"];

function compareHeaders(a: HttpRequest, b: HttpRequest): Difference[] {
  const lower = ({ headers }: HttpRequest) => headers.map(({ name }) => name.text.toLowerCase());
  const names = [...new Set([...lower(a), ...lower(b)])].filter((name) => !NOT_COMPARED.includes(name));
  return names.slice(0, MOST_NAMES).flatMap((name) => {
    const [left, right] = [findHeaders(a, name), findHeaders(b, name)];
    const text = (fields: typeof left) =>
      fields.length === 0 ? null : fields.map(({ value }) => value.text).join(", ");
    if (text(left) === text(right)) return [];
    const label = (left[0] ?? right[0])?.name.text ?? name;
    const { weight, why } = whyHeader(name);
    const isAnything =
      name === "accept" && [text(left), text(right)].every((value) => value === null || /\*\/\*|json/.test(value));
    return [
      difference(
        `header ${name}`,
        label,
        isAnything ? "cosmetic" : weight,
        text(left),
        text(right),
        isAnything ? "Both take JSON." : why,
      ),
    ];
  });
}

const MOST_NAMES = 200;

/** The same parameters in another order or spelling, and the same headers in another one. */
function compareSpelling(a: HttpRequest, b: HttpRequest): Difference[] {
  const [left, right] = [readBody(a), readBody(b)];
  const pairs = (reading: typeof left) => reading.pairs.map(({ name, value }) => `${name.text}=${value.text}`);
  const found: Difference[] = [];
  const isSameSet = pairs(left).length > 1 && [...pairs(left)].sort().join("&") === [...pairs(right)].sort().join("&");
  if (isSameSet && pairs(left).join("&") !== pairs(right).join("&")) {
    const names = (reading: typeof left) => reading.fields.map(({ name }) => name.text).join(", ");
    found.push(
      difference(
        "order",
        "Order of parameters",
        "cosmetic",
        names(left),
        names(right),
        "A form has no order that a server minds.",
      ),
    );
  }
  const raw = (reading: typeof left) =>
    reading.pairs
      .map((pair) => pair.raw.text)
      .sort()
      .join("&");
  const sortedSame = [...pairs(left)].sort().join("&") === [...pairs(right)].sort().join("&");
  if (left.kind === "form" && right.kind === "form" && sortedSame && raw(left) !== raw(right)) {
    found.push(
      difference(
        "spelling",
        "Spelling of the encoding",
        "cosmetic",
        raw(left),
        raw(right),
        "Decoded, both are the same: + and %20, or %7e and ~.",
      ),
    );
  }
  return found;
}
