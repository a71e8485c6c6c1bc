import { FORM_TYPE, type HeaderField, type HttpRequest } from "../http/request.ts";
import { findGiven, type Given, NOTHING_GIVEN } from "../text/given.ts";
import { addedBy, concat, fromPieces, type Piece, type Traced } from "../text/traced.ts";
import { basicHeader } from "./basic-header.ts";
import { multipartBody } from "./code/draft.ts";
import { asText, findEntry, toFormText, type Value } from "./code/value.ts";
import { readJsonValue } from "./json-value.ts";
import type { ImportReading } from "./reading.ts";
import { splitUrl } from "./url.ts";

/**
 * The likeliest token request of a Postman collection (2.0 and 2.1), of one of its items, or of a bare request object.
 * `{{name}}` is a variable: the value that is given for it, else an unknown value of that name. `undefined` for other texts.
 */
export function readPostman(source: string, given: Given = NOTHING_GIVEN): ImportReading | undefined {
  const read = readJsonValue(source);
  const root = read && given.size > 0 ? fillIn(read, given) : read;
  const requests = root ? requestsIn(root, 0) : [];
  const best = requests.sort((a, b) => weight(b) - weight(a))[0];
  if (!best) return undefined;
  const request = toRequest(best);
  const notes = request ? [] : [{ kind: "cannot-tell", span: { start: 0, end: source.length } }];
  return { client: "postman", request, notes };
}

function requestsIn(value: Value, depth: number): Value[] {
  if (depth > 20) return [];
  if (value.kind === "list") return value.items.flatMap((item) => requestsIn(item, depth + 1));
  if (value.kind !== "object") return [];
  const request = findEntry(value, "request");
  const item = findEntry(value, "item");
  const nested = [...(request ? requestsIn(request, depth + 1) : []), ...(item ? requestsIn(item, depth + 1) : [])];
  if (nested.length > 0) return nested;
  return findEntry(value, "url") && (findEntry(value, "method") || findEntry(value, "body")) ? [value] : [];
}

function weight(request: Value): number {
  const body = findEntry(request, "body");
  const text = toFormText(activePairs(findEntry(body, "urlencoded")), "").text + asText(findEntry(body, "raw")).text;
  const url = urlOf(request).text;
  return (/grant_type|refresh_token/.test(text + url) ? 4 : 0) + (/token/i.test(url) ? 2 : 0);
}

function urlOf(request: Value): Traced {
  const url = findEntry(request, "url");
  return withVariables(asText(url?.kind === "object" ? findEntry(url, "raw") : url));
}

function toRequest(request: Value): HttpRequest | null {
  const location = splitUrl(urlOf(request));
  if (!location) return null;
  const method = findEntry(request, "method");
  const content = contentOf(findEntry(request, "body"));
  const headers: HeaderField[] = [{ name: addedBy("postman", "Host"), value: location.host }];
  const given = activePairs(findEntry(request, "header")).map(([name, value]) => ({
    name,
    value: withVariables(asText(value)),
  }));
  const names = new Set(given.map(({ name }) => name.text.toLowerCase()));
  const auth = authorizationOf(findEntry(request, "auth"));
  if (auth && !names.has("authorization")) headers.push(auth);
  headers.push(...given);
  if (content.type && !names.has("content-type"))
    headers.push({ name: addedBy("postman", "Content-Type"), value: addedBy("postman", content.type) });
  return { ...location, method: method ? asText(method) : addedBy("postman", "GET"), headers, body: content.body };
}

function contentOf(body: Value | undefined): { body: Traced | null; type: string | null } {
  const mode = asText(findEntry(body, "mode")).text;
  if (mode === "urlencoded") {
    const pairs = activePairs(findEntry(body, "urlencoded")).map(([name, value]): [Traced, Value] => [
      name,
      { kind: "text", text: withVariables(asText(value)) },
    ]);
    return { body: toFormText(pairs, "postman"), type: FORM_TYPE };
  }
  if (mode === "formdata") {
    const made = multipartBody(
      { kind: "object", type: "", entries: activePairs(findEntry(body, "formdata")) },
      "postman",
    );
    return { body: made.text, type: made.contentType };
  }
  if (mode !== "raw") return { body: null, type: null };
  const language = asText(findEntry(findEntry(findEntry(body, "options"), "raw"), "language")).text;
  const types: Record<string, string> = {
    json: "application/json",
    xml: "application/xml",
    html: "text/html",
    javascript: "application/javascript",
  };
  return { body: withVariables(asText(findEntry(body, "raw"))), type: types[language] ?? "text/plain" };
}

/** Pairs of `{ key, value }` that are not switched off. */
function activePairs(list: Value | undefined): [name: Traced, value: Value][] {
  if (list?.kind !== "list") return [];
  return list.items.flatMap((item): [Traced, Value][] => {
    const [key, value] = [findEntry(item, "key"), findEntry(item, "value")];
    const off = asText(findEntry(item, "disabled")).text === "true";
    return key && !off ? [[asText(key), value ?? { kind: "text", text: { text: "", pieces: [] } }]] : [];
  });
}

function authorizationOf(auth: Value | undefined): HeaderField | undefined {
  const type = asText(findEntry(auth, "type")).text;
  const fields = new Map(
    activePairs(findEntry(auth, type)).map(([name, value]) => [name.text, withVariables(asText(value))]),
  );
  const nothing = { text: "", pieces: [] };
  if (type === "basic") {
    return basicHeader(
      "postman",
      concat(fields.get("username") ?? nothing, addedBy("postman", ":"), fields.get("password") ?? nothing),
    );
  }
  if (type !== "bearer") return undefined;
  return {
    name: addedBy("postman", "Authorization"),
    value: concat(addedBy("postman", "Bearer "), fields.get("token") ?? nothing),
  };
}

/** The texts of a value with what is given for the variables in them. */
function fillIn(value: Value, given: Given): Value {
  if (value.kind === "list") return { ...value, items: value.items.map((item) => fillIn(item, given)) };
  if (value.kind === "object")
    return { ...value, entries: value.entries.map(([name, each]) => [name, fillIn(each, given)]) };
  return value.kind === "text" ? { kind: "text", text: withVariables(value.text, given) } : value;
}

/** Each `{{name}}` becomes what is given for it, else an unknown value of that name. */
function withVariables(value: Traced, given: Given = NOTHING_GIVEN): Traced {
  return fromPieces(
    value.pieces.flatMap((piece): Piece[] => {
      const exact = piece.origin.door !== "added" && piece.origin.end - piece.origin.start === piece.text.length;
      const parts = piece.text.split(/(\{\{[^{}]+\}\})/);
      if (parts.length === 1) return [piece];
      let at = 0;
      return parts.map((text): Piece => {
        const { origin } = piece;
        const own =
          exact && origin.door !== "added"
            ? { ...origin, start: origin.start + at, end: origin.start + at + text.length }
            : origin;
        at += text.length;
        const name = /^\{\{([^{}]+)\}\}$/.exec(text)?.[1];
        const known = name && findGiven(given, name, own)?.pieces[0];
        if (known) return known;
        return name ? { text, origin: own, unknown: name } : { text, origin: own };
      });
    }),
  );
}
