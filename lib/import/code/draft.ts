import type { HeaderField, HttpRequest } from "../../http/request.ts";
import { encodeBytes } from "../../text/bytes.ts";
import { addedBy, concat, concatAll, isKnown, slice, type Traced, unknownsOf } from "../../text/traced.ts";
import { basicHeader } from "../basic-header.ts";
import { splitUrl } from "../url.ts";
import { FORM } from "./functions.ts";
import { asText, type Body, entriesOf, toFormText, toJsonText, type Value } from "./value.ts";

/** A request as the statements of an excerpt put it together. */
export interface Draft {
  client: string;
  method: Traced | null;
  url: Traced | null;
  query: Traced | null;
  headers: [name: Traced, value: Value][];
  body: Body | null;
  basic: { id: Traced; secret: Traced } | null;
  /** True once the excerpt sends it, or hands it to what sends. */
  sent: boolean;
}

export function newDraft(client: string): Draft {
  return { client, method: null, url: null, query: null, headers: [], body: null, basic: null, sent: false };
}

export const formBody = (value: Value | undefined, by: string, contentType: string | null = FORM): Body => ({
  text: value?.kind === "text" ? value.text : toFormText(entriesOf(value), by),
  contentType,
});

export const jsonBody = (
  value: Value | undefined,
  by: string,
  contentType: string | null = "application/json",
): Body => ({
  text: value ? toJsonText(value, by) : addedBy(by, "null"),
  contentType,
});

/** multipart/form-data with a boundary of its own; what a token server gets is the same whatever the boundary. */
export function multipartBody(value: Value | undefined, by: string, boundary = "----boundary"): Body {
  const parts = entriesOf(value).map(([name, each]) =>
    concat(
      addedBy(by, `--${boundary}\r\nContent-Disposition: form-data; name="`),
      name,
      addedBy(by, '"\r\n\r\n'),
      asText(each),
      addedBy(by, "\r\n"),
    ),
  );
  return {
    text: concatAll([...parts, addedBy(by, `--${boundary}--\r\n`)]),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

/** The bytes of a value that is sent as it is; `object` says what the client makes of a plain object. */
export function bodyOf(
  value: Value | undefined,
  by: string,
  object: (value: Value) => Body,
  text: string | null,
): Body | null {
  if (!value || isNothing(value)) return null;
  if (value.kind === "body") return { text: value.body.text, contentType: value.body.contentType ?? text };
  if (value.kind === "text") return { text: value.text, contentType: text };
  if (value.kind === "object" && value.type === "URLSearchParams") return formBody(value, by, `${FORM};charset=UTF-8`);
  if (value.kind === "object" && value.type === "FormData") return multipartBody(value, by);
  if (value.kind === "instance" && /^J(?:SON|son)Object$/.test(value.type)) return jsonBody(toObject(value), by, text);
  if (value.kind === "instance" && /Multipart/.test(value.type)) return multipartBody(value.fields.get("entries"), by);
  if (value.kind === "instance") {
    const entries = value.fields.get("entries");
    if (entries) return formBody(entries, by);
  }
  return object(value);
}

/** `null`, `undefined`, `None`, `nil`: the client sends no body. */
function isNothing(value: Value): boolean {
  return value.kind === "text" && /^(?:null|undefined|None|nil|NULL)$/.test(unknownsOf(value.text)[0] ?? "");
}

function toObject(value: Value): Value {
  return { kind: "object", type: "", entries: entriesOf(value).map(([name, each]) => [name, each]) };
}

export function addHeaders(draft: Draft, value: Value | undefined): void {
  for (const [name, each] of entriesOf(value)) setHeader(draft, name, each);
}

/** A header of the same name is replaced, as the collections of most clients do. */
export function setHeader(draft: Draft, name: Traced, value: Value): void {
  const lower = name.text.toLowerCase();
  draft.headers = draft.headers.filter(([other]) => other.text.toLowerCase() !== lower);
  draft.headers.push([name, value]);
}

/** Lines such as `"Content-Type: application/json"`, as PHP's curl takes them. */
export function addHeaderLines(draft: Draft, value: Value | undefined): void {
  const lines = value?.kind === "list" ? value.items.map(asText) : [];
  for (const line of lines) {
    const colon = line.text.indexOf(":");
    if (colon < 0) continue;
    const blank = /^\s*/.exec(line.text.slice(colon + 1))?.[0].length ?? 0;
    setHeader(draft, slice(line, 0, colon), { kind: "text", text: slice(line, colon + 1 + blank) });
  }
}

export function setBasic(draft: Draft, value: Value | undefined): void {
  if (value?.kind === "list" && value.items.length >= 2) {
    draft.basic = { id: asText(value.items[0]), secret: asText(value.items[1]) };
  } else if (value?.kind === "text") {
    const colon = value.text.text.indexOf(":");
    if (colon >= 0) draft.basic = { id: slice(value.text, 0, colon), secret: slice(value.text, colon + 1) };
  } else if (value) {
    const [id, secret] = [
      asText(findAny(value, "username", "user", "login")),
      asText(findAny(value, "password", "pass")),
    ];
    if (id.text || secret.text) draft.basic = { id, secret };
  }
}

function findAny(value: Value, ...names: string[]): Value | undefined {
  return entriesOf(value).find(([name]) => names.includes(name.text.toLowerCase()))?.[1];
}

/** The request that the draft comes to; null where no absolute http(s) URL is known. */
export function toRequest(draft: Draft): HttpRequest | null {
  const location = draft.url && splitUrl(draft.url);
  if (!location) return null;
  const by = draft.client;
  const headers: HeaderField[] = [{ name: addedBy(by, "Host"), value: location.host }];
  const given = new Set(draft.headers.map(([name]) => name.text.toLowerCase()));
  if (draft.basic && !given.has("authorization"))
    headers.push(basicHeader(by, concat(draft.basic.id, addedBy(by, ":"), draft.basic.secret)));
  for (const [name, value] of draft.headers) headers.push(headerOf(name, value));
  const { body } = draft;
  if (body?.contentType && !given.has("content-type")) {
    headers.push({ name: addedBy(by, "Content-Type"), value: addedBy(by, body.contentType) });
  }
  if (body && !given.has("content-length")) {
    const length = isKnown(body.text) ? String(encodeBytes(body.text.text).length) : null;
    if (length !== null) headers.push({ name: addedBy(by, "Content-Length"), value: addedBy(by, length) });
  }
  const joint = location.target.text.includes("?") ? "&" : "?";
  const target = draft.query?.text ? concat(location.target, addedBy(by, joint), draft.query) : location.target;
  const method = draft.method ?? addedBy(by, body ? "POST" : "GET");
  return { method, scheme: location.scheme, host: location.host, target, headers, body: body?.text ?? null };
}

function headerOf(name: Traced, value: Value): HeaderField {
  const text = asText(value);
  const credentials = value.kind === "text" ? value.encoded : undefined;
  return credentials ? { name, value: text, credentials } : { name, value: text };
}

/** True if the value may name a place to send to. */
export function looksLikeUrl(value: Value | undefined): boolean {
  if (value?.kind !== "text") return false;
  return /^https?:\/\//i.test(value.text.text) || unknownsOf(value.text).length > 0;
}
