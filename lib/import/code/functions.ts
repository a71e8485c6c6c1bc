import { parseForm } from "../../http/form.ts";
import { encodeBytes, toBase64 } from "../../text/bytes.ts";
import type { Span } from "../../text/span.ts";
import { addedBy, concat, concatAll, slice, type Traced } from "../../text/traced.ts";
import {
  asText,
  type CallArgument,
  encodeTraced,
  entriesOf,
  type TextValue,
  textValue,
  toBase64Value,
  toFormText,
  toJsonText,
  type Value,
} from "./value.ts";

/** One call as it is evaluated: the dotted name, what it is called on, and its arguments. */
export interface Call {
  readonly path: string;
  readonly method: string;
  readonly receiver: Value | null;
  readonly args: readonly CallArgument[];
  readonly isNew: boolean;
  readonly span: Span;
}

/** Tells of a slip that can be seen in the way a value is made; `kind` names it. */
export type Remark = (kind: string, span: Span, data?: Record<string, string>) => void;

export const FORM = "application/x-www-form-urlencoded";

interface Known {
  readonly test: (call: Call) => boolean;
  readonly value: (call: Call, remark: Remark) => Value | undefined;
}

const first = (call: Call): Value | undefined => call.args[0]?.value;
const named =
  (...names: string[]) =>
  (call: Call) =>
    names.includes(call.method);
const base64 = (text: string) => toBase64(encodeBytes(text));
const base64url = (text: string) => base64(text).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const wrapped = (width: number) => (text: string) =>
  `${base64(text).replace(new RegExp(`(.{${width}})(?=.)`, "g"), "$1\n")}\n`;

function form(call: Call, contentType: string | null): Value {
  const value = first(call);
  const text = value?.kind === "text" ? value.text : toFormText(entriesOf(value), call.path);
  return { kind: "body", body: { text, contentType } };
}

/** An object that later statements may add to (`params.append`); its bytes are made when it is sent. */
function growing(type: string, value: Value | undefined): Value {
  const pairs =
    value?.kind === "text"
      ? parseForm(value.text).map((pair): [Traced, Value] => [pair.name, textValue(pair.value)])
      : [];
  const entries = entriesOf(value).map(([name, each]): [Traced, Value] => [name, each]);
  return { kind: "object", type, entries: [...pairs, ...entries] };
}

const PYTHON_BYTES = /^(?:b64encode|urlsafe_b64encode|encodebytes)$/;

function encoded(call: Call, remark: Remark): Value {
  const url = /url|websafe/i.test(call.method) || /url/i.test(call.path);
  const value = first(call);
  if (value?.kind === "text" && value.encoded) remark("base64-twice", call.span, { written: call.path });
  const made = encodedText(call, url, remark);
  return PYTHON_BYTES.test(call.method) ? { ...made, bytes: true } : made;
}

function encodedText(call: Call, url: boolean, remark: Remark): TextValue {
  if (url) remark("base64url", call.span, { written: call.path });
  // Android's Base64.DEFAULT wraps as well.
  if (call.method === "encode64" || call.method === "encodebytes" || /Base64\.DEFAULT/.test(flagsOf(call)))
    remark("base64-wrapped", call.span, { written: call.path });
  const width = call.method === "encode64" ? wrapped(60) : call.method === "encodebytes" ? wrapped(76) : base64;
  return toBase64Value(asText(first(call)), url ? base64url : width);
}

const flagsOf = (call: Call): string => (call.args[1] ? asText(call.args[1].value).text : "");

const RUST_HANDS_ON =
  /^(?:to_string|to_owned|into|unwrap|expect|as_str|as_ref|as_bytes|into_bytes|clone|unwrap_or_default|unwrap_or_else|ok|map_err|collect)$/;

/** Functions of the languages that say how a value is encoded, and those that only hand it on. */
const KNOWN: readonly Known[] = [
  { test: (c) => c.isNew && c.method === "URLSearchParams", value: (c) => growing("URLSearchParams", first(c)) },
  { test: (c) => c.isNew && c.method === "FormData", value: () => growing("FormData", undefined) },
  { test: (c) => c.isNew && c.method === "Headers", value: (c) => growing("Headers", first(c)) },
  { test: named("FormUrlEncodedContent"), value: (c) => form(c, FORM) },
  { test: named("http_build_query", "encode_www_form"), value: (c) => form(c, null) },
  { test: (c) => /^(qs|querystring|Qs|queryString|query)\.stringify$/.test(c.path), value: (c) => form(c, null) },
  { test: (c) => c.method === "urlencode" && entriesOf(first(c)).length > 0, value: (c) => form(c, null) },
  {
    test: (c) => c.method === "Encode" && c.receiver?.kind === "object",
    value: (c) => ({
      kind: "body",
      body: { text: toFormText(entriesOf(c.receiver ?? undefined), c.path), contentType: null },
    }),
  },
  {
    test: named(
      "encodeURIComponent",
      "quote",
      "quote_plus",
      "urlencode",
      "rawurlencode",
      "EscapeDataString",
      "UrlEncode",
      "QueryEscape",
      "encode_www_form_component",
      "byte_serialize",
    ),
    value: escaped,
  },
  {
    test: (c) => /^(URLEncoder\.encode|CGI\.escape|ERB::Util\.url_encode)$/.test(c.path),
    value: escaped,
  },
  { test: (c) => c.method === "stringify" && c.path.startsWith("JSON."), value: (c) => json(c) },
  {
    test: (c) =>
      /^(json\.dumps|json_encode|jsonEncode|JSON\.serialize|encode_json|JSON\.generate|json\.Marshal|JsonSerializer\.Serialize|JsonConvert\.SerializeObject)$/.test(
        c.path,
      ),
    value: (c) => json(c),
  },
  { test: named("SerializeObject", "writeValueAsString", "toJson", "wp_json_encode"), value: (c) => json(c) },
  {
    test: (c) => /^(?:okhttp3\.)?RequestBody\.create$/.test(c.path) || c.method === "toRequestBody",
    value: okHttpBody,
  },
  { test: (c) => /^MediaType\.(?:parse|get|valueOf|parseMediaType)$/.test(c.path), value: first },
  {
    test: named("fromFormData"),
    value: (c) =>
      growing("URLSearchParams", { kind: "list", items: [{ kind: "list", items: c.args.map(({ value }) => value) }] }),
  },
  { test: named("stream_context_create"), value: first },
  { test: (c) => c.path === "Map.of", value: pairsOf },
  { test: (c) => c.path === "Credentials.basic", value: basicOf },
  {
    test: (c) => c.method === "to_json" && c.receiver !== null,
    value: (c) => (c.receiver ? { kind: "text", text: toJsonText(c.receiver, c.path) } : undefined),
  },
  {
    test: named(
      "btoa",
      "base64_encode",
      "b64encode",
      "ToBase64String",
      "strict_encode64",
      "encode64",
      "urlsafe_b64encode",
      "urlsafe_encode64",
      "base64Encode",
      "base64EncodeWebSafe",
      "encodebytes",
      "encodeBase64String",
    ),
    value: encoded,
  },
  { test: (c) => /^encode(ToString)?$/i.test(c.method) && /base64/i.test(c.path) && c.args.length > 0, value: encoded },
  {
    test: (c) => c.method === "toString" && c.receiver?.kind === "object" && c.receiver.type === "URLSearchParams",
    value: (c) => textValue(toFormText(entriesOf(c.receiver ?? undefined), c.path)),
  },
  {
    test: (c) =>
      c.method === "toString" && /^(base64|base64url|utf-?8|hex|binary|latin1|ascii)$/i.test(asText(first(c)).text),
    value: bufferToString,
  },
  { test: named("StringContent"), value: stringContent },
  {
    test: (c) => c.path === "str",
    value: (c, remark) => (c.args.length === 1 ? inString(first(c), c.span, remark) : decodedOf(first(c) ?? null)),
  },
  { test: (c) => c.method === "decode" && c.receiver?.kind === "text", value: (c) => decodedOf(c.receiver) },
  { test: named("getenv", "GetEnvironmentVariable", "env", "fetch_env"), value: (c) => environment(c) },
  { test: (c) => /(?:environ\.get|ENV\.fetch|os\.Getenv|Deno\.env\.get)$/.test(c.path), value: (c) => environment(c) },
  {
    test: (c) => c.method === "format" && c.receiver?.kind === "text",
    value: (c, remark) => {
      for (const { value } of c.args) inString(value, c.span, remark);
      return braceFormat(asText(c.receiver ?? undefined), c.args);
    },
  },
  {
    test: (c) => /^(string\.Format|String\.Format|String\.format|fmt\.Sprintf|sprintf|format)$/.test(c.path),
    value: (c) => formatted(c),
  },
  // Rust: the value inside an Option or a Result, a borrowed or an owned text.
  { test: (c) => /^(?:Some|Ok|Box\.new|HeaderValue\.from_(?:str|static))$/.test(c.path), value: first },
  { test: (c) => /(?:^|\.)env\.var$|^dotenv\.var$|^env!$/.test(c.path), value: (c) => environment(c) },
  { test: (c) => /^(?:Hash|BTree|Header)Map\.new$/.test(c.path), value: () => growing("", undefined) },
  { test: (c) => c.path === "Vec.new", value: () => ({ kind: "list", items: [] }) },
  { test: (c) => c.path === "json!", value: first },
  {
    test: (c) => c.path === "format!",
    value: (c) => braceFormat(asText(first(c)), c.args.slice(1)),
  },
  {
    test: (c) => RUST_HANDS_ON.test(c.method) && c.receiver !== null,
    value: (c) => c.receiver ?? undefined,
  },
  // Java's text.getBytes(charset); .NET's encoding.GetBytes(text) takes the text.
  {
    test: (c) => c.method === "getBytes" && c.receiver !== null,
    value: (c) => c.receiver ?? undefined,
  },
  // Handing a value on: casts, readers, byte conversions, parsed URLs.
  {
    test: named(
      "from",
      "GetBytes",
      "bytes",
      "NewReader",
      "NewBufferString",
      "NewBuffer",
      "byte",
      "String",
      "str",
      "create",
      "Uri",
      "URL",
      "URI",
      "parse",
      "ofString",
      "utf8",
      "strval",
      "Parse",
    ),
    value: (c) => (c.args.length > 0 ? first(c) : (c.receiver ?? undefined)),
  },
  {
    test: (c) =>
      named(
        "encode",
        "decode",
        "trim",
        "strip",
        "chomp",
        "toString",
        "to_s",
        "ToString",
        "getBytes",
        "bytes",
        "replace",
        "Replace",
        "build",
        "rstrip",
        "toPlainText",
        "freeze",
      )(c) && c.receiver !== null,
    value: (c) => c.receiver ?? undefined,
  },
];

function escaped(call: Call): Value {
  return { kind: "text", text: encodeTraced(asText(first(call))), escaped: true };
}

/** Python writes bytes that are put into a string as `b'…'`. */
export function inString(value: Value | undefined, span: Span, remark: Remark): Value | undefined {
  if (value?.kind === "text" && value.bytes) remark("bytes-in-text", span);
  return value;
}

function decodedOf(value: Value | null): Value | undefined {
  return value?.kind === "text" ? { ...value, bytes: false } : (value ?? undefined);
}

/** OkHttp: create(mediaType, text) of old, create(text, mediaType) since 4; Kotlin's text.toRequestBody(mediaType). */
function okHttpBody(call: Call): Value | undefined {
  const values = [
    ...(call.method === "toRequestBody" && call.receiver ? [call.receiver] : []),
    ...call.args.map(({ value }) => value),
  ];
  const isType = (value: Value) => value.kind === "text" && /^[\w.+-]+\/[\w.+-]+/.test(value.text.text);
  const type = values.find(isType);
  const content = values.find((value) => value !== type);
  if (!content) return undefined;
  const text = content.kind === "instance" ? toJsonText(toObject(content), call.path) : asText(content);
  return { kind: "body", body: { text, contentType: type ? asText(type).text : null } };
}

const toObject = (value: Value): Value => ({
  kind: "object",
  type: "",
  entries: entriesOf(value).map(([name, each]) => [name, each]),
});

/** Java: Map.of(name, value, name, value, …). */
function pairsOf({ args }: Call): Value {
  const entries = args.flatMap(({ value }, i): [Traced, Value][] => {
    const next = args[i + 1];
    return i % 2 === 0 && next ? [[asText(value), next.value]] : [];
  });
  return { kind: "object", type: "Map", entries };
}

/** OkHttp: Credentials.basic(id, secret) is the whole value of the header. */
function basicOf({ args }: Call): Value | undefined {
  const [id, secret] = args.map(({ value }) => asText(value));
  if (!id || !secret) return undefined;
  const made = toBase64Value(concat(id, addedBy("OkHttp", ":"), secret), base64);
  return { ...made, text: concat(addedBy("OkHttp", "Basic "), made.text) };
}

function json(call: Call): Value {
  const value = first(call);
  return { kind: "text", text: value ? toJsonText(value, call.path) : { text: "", pieces: [] } };
}

function bufferToString(call: Call, remark: Remark): Value | undefined {
  const how = asText(first(call)).text.toLowerCase();
  if (how === "base64url") remark("base64url", call.span, { written: "toString('base64url')" });
  if (how.startsWith("base64"))
    return toBase64Value(asText(call.receiver ?? undefined), how === "base64" ? base64 : base64url);
  return call.receiver ?? undefined;
}

/** .NET: new StringContent(text, encoding, mediaType); text/plain where none is named. */
function stringContent(call: Call): Value {
  const mediaType = call.args[2] ? asText(call.args[2].value).text : "text/plain";
  return { kind: "body", body: { text: asText(first(call)), contentType: `${mediaType}; charset=utf-8` } };
}

function environment(call: Call): Value | undefined {
  const name = asText(first(call));
  const piece = name.pieces[0];
  if (!piece) return undefined;
  return textValue({ text: name.text, pieces: [{ text: name.text, origin: piece.origin, unknown: name.text }] });
}

function formatted(call: Call): Value | undefined {
  const [template, ...rest] = call.args;
  if (!template) return undefined;
  const text = asText(template.value);
  return /\{\d/.test(text.text)
    ? braceFormat(text, rest)
    : percentFormat(
        text,
        rest.map(({ value }) => value),
      );
}

/** Python's str.format and .NET's string.Format: `{}`, `{0}`, `{name}`. */
export function braceFormat(template: Traced, args: readonly CallArgument[]): Value {
  let next = 0;
  return substitute(template, /\{(\w*)[^{}]*\}/g, (match) => {
    const key = match[1] ?? "";
    if (key === "") return args[next++]?.value;
    return /^\d+$/.test(key) ? args[Number(key)]?.value : args.find(({ name }) => name === key)?.value;
  });
}

/** Python's `%`, C's and Go's verbs: `%s`, `%v`, `%d`, `%(name)s`. */
export function percentFormat(template: Traced, args: readonly Value[]): Value {
  let next = 0;
  const only = args[0];
  return substitute(template, /%(?:\((\w+)\))?[svd]/g, (match) => {
    const key = match[1];
    if (key) return entriesOf(only).find(([name]) => name.text === key)?.[1];
    return args[next++];
  });
}

function substitute(template: Traced, pattern: RegExp, find: (match: RegExpMatchArray) => Value | undefined): Value {
  const parts: Traced[] = [];
  let at = 0;
  for (const match of template.text.matchAll(pattern)) {
    const value = find(match);
    if (!value) continue;
    parts.push(slice(template, at, match.index), asText(value));
    at = match.index + match[0].length;
  }
  parts.push(slice(template, at));
  return textValue(concatAll(parts));
}

/** What a call of a known function comes to; undefined for all others. */
export function evaluateKnown(call: Call, remark: Remark): Value | undefined {
  return KNOWN.find(({ test }) => test(call))?.value(call, remark);
}
