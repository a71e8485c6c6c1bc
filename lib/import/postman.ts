import { FORM_TYPE, type HeaderField, type HttpRequest } from "../http/request.ts";
import { findGiven, type Given, NOTHING_GIVEN } from "../text/given.ts";
import { addedBy, concat, slice, split, type Traced } from "../text/traced.ts";
import { basicHeader } from "./basic-header.ts";
import { multipartBody } from "./code/draft.ts";
import { asText, findEntry, toFormText, type Value } from "./code/value.ts";
import { readJsonValue } from "./json-value.ts";
import type { ImportReading } from "./reading.ts";
import { splitUrl } from "./url.ts";
import { type FindVariable, fillVariables } from "./variables.ts";

/**
 * The likeliest token request of a Postman collection (2.0 and 2.1), of one of its items, or of a bare request object.
 * `{{name}}` is a variable: the value that is given for it, else an unknown value of that name. `undefined` for other texts.
 */
export function readPostman(source: string, given: Given = NOTHING_GIVEN): ImportReading | undefined {
  const read = readJsonValue(source);
  const root = read && fillIn(read, variablesOf(read, given));
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
  return asText(url?.kind === "object" ? findEntry(url, "raw") : url);
}

function toRequest(request: Value): HttpRequest | null {
  const location = splitUrl(urlOf(request));
  if (!location) return null;
  const method = findEntry(request, "method");
  const content = contentOf(findEntry(request, "body"));
  const headers: HeaderField[] = [{ name: addedBy("postman", "Host"), value: location.host }];
  const given = headerPairs(findEntry(request, "header")).map(([name, value]) => ({
    name,
    value: asText(value),
  }));
  const names = new Set(given.map(({ name }) => name.text.toLowerCase()));
  const auth = authorizationOf(findEntry(request, "auth"));
  if (auth && !names.has("authorization")) headers.push(auth);
  for (const header of given) headers.push(header);
  if (content.type && !names.has("content-type"))
    headers.push({ name: addedBy("postman", "Content-Type"), value: addedBy("postman", content.type) });
  return { ...location, method: method ? asText(method) : addedBy("postman", "GET"), headers, body: content.body };
}

function contentOf(body: Value | undefined): { body: Traced | null; type: string | null } {
  const mode = asText(findEntry(body, "mode")).text;
  if (mode === "urlencoded") {
    const pairs = activePairs(findEntry(body, "urlencoded")).map(([name, value]): [Traced, Value] => [
      name,
      { kind: "text", text: asText(value) },
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
  return { body: asText(findEntry(body, "raw")), type: types[language] ?? "text/plain" };
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

/** A list of `{ key, value }`, or in version 2.0 lines of text. */
function headerPairs(headers: Value | undefined): [name: Traced, value: Value][] {
  if (headers?.kind !== "text") return activePairs(headers);
  return split(headers.text, "\n").flatMap((line): [Traced, Value][] => {
    const colon = line.text.indexOf(":");
    if (colon < 1) return [];
    const value = slice(line, colon + 1);
    const blanks = value.text.length - value.text.trimStart().length;
    return [[slice(line, 0, colon), { kind: "text", text: slice(value, blanks, blanks + value.text.trim().length) }]];
  });
}

function authorizationOf(auth: Value | undefined): HeaderField | undefined {
  const type = asText(findEntry(auth, "type")).text;
  const list = findEntry(auth, type);
  // Version 2.0 has an object of names here, 2.1 a list of pairs.
  const pairs = list?.kind === "object" ? list.entries : activePairs(list);
  const fields = new Map(pairs.map(([name, value]) => [name.text, asText(value)]));
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

/** The texts of a value with what the collection or somebody gives for the variables in them, else unknown values. */
function fillIn(value: Value, find: FindVariable): Value {
  if (value.kind === "list") return { ...value, items: value.items.map((item) => fillIn(item, find)) };
  if (value.kind === "object")
    return { ...value, entries: value.entries.map(([name, each]) => [name, fillIn(each, find)]) };
  return value.kind === "text" ? { kind: "text", text: fillVariables(value.text, find) } : value;
}

/** The variables of a collection, with their values; an empty one is left for the environment to set. */
function variablesOf(root: Value | undefined, given: Given): FindVariable {
  const own = new Map(activePairs(findEntry(root, "variable")).map(([name, value]) => [name.text, asText(value)]));
  return (name, origin) => {
    const set = own.get(name);
    return findGiven(given, name, origin) ?? (set && set.text !== "" && !set.text.includes("{{") ? set : null);
  };
}
