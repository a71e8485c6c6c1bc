import { concat } from "../../../text/traced.ts";
import { addHeaders, bodyOf, type Draft, formBody, jsonBody, looksLikeUrl, setBasic, setHeader } from "../draft.ts";
import { FORM } from "../functions.ts";
import { asText, entriesOf, findEntry, toFormText, type Value } from "../value.ts";
import { arg, type ClientCall, setMethod, setUrl, verbOf } from "./client-call.ts";

/** fetch, axios, got and its like, jQuery, node:http. */
export const javascriptCalls: readonly ClientCall[] = [
  {
    client: "fetch",
    languages: ["javascript"],
    path: /^(?:window\.|globalThis\.)?(?:fetch|nodeFetch|node_fetch)$/,
    apply(draft, call) {
      const options = arg(call, 1);
      setUrl(draft, arg(call, 0));
      const method = findEntry(options, "method");
      if (method) draft.method = asText(method);
      addHeaders(draft, findEntry(options, "headers"));
      // fetch turns an object into the text "[object Object]"; a string goes out as text/plain.
      draft.body = bodyOf(
        findEntry(options, "body"),
        "fetch",
        () => ({ text: asText(undefined), contentType: "text/plain;charset=UTF-8" }),
        "text/plain;charset=UTF-8",
      );
      draft.sent = true;
    },
  },
  {
    client: "axios",
    languages: ["javascript"],
    path: /^axios(?:\.request|\.create)?$/,
    apply: (draft, call) =>
      axiosConfig(
        draft,
        looksLikeUrl(arg(call, 0)) ? arg(call, 1) : arg(call, 0),
        looksLikeUrl(arg(call, 0)) ? arg(call, 0) : undefined,
      ),
  },
  {
    client: "Apps Script",
    languages: ["javascript"],
    path: /^UrlFetchApp\.fetch$/,
    apply(draft, call) {
      const options = arg(call, 1);
      setUrl(draft, arg(call, 0));
      draft.client = "Apps Script";
      const method = findEntry(options, "method");
      if (method) draft.method = { ...asText(method), text: asText(method).text.toUpperCase() };
      addHeaders(draft, findEntry(options, "headers"));
      const contentType = findEntry(options, "contentType");
      const type = contentType ? asText(contentType).text : FORM;
      const payload = findEntry(options, "payload");
      draft.body = bodyOf(payload, "Apps Script", (value) => formBody(value, "Apps Script", type), type);
      draft.sent = true;
    },
  },
  {
    client: "got",
    languages: ["javascript"],
    path: /^(?:got|ky|needle|request|rp|superagent)(?:\.(?:post|put|get))?$/,
    apply(draft, call) {
      const options = looksLikeUrl(arg(call, 0)) ? arg(call, 1) : arg(call, 0);
      setUrl(draft, looksLikeUrl(arg(call, 0)) ? arg(call, 0) : findEntry(options, "url", "uri"));
      draft.client = call.path.split(".")[0] ?? "got";
      if (call.method !== call.path) setMethod(draft, verbOf(call), call);
      const method = findEntry(options, "method");
      if (method) draft.method = asText(method);
      addHeaders(draft, findEntry(options, "headers"));
      setBasic(draft, findEntry(options, "auth"));
      const [form, json, body] = [
        findEntry(options, "form", "formData"),
        findEntry(options, "json"),
        findEntry(options, "body"),
      ];
      if (form) draft.body = formBody(form, draft.client);
      else if (json && (json.kind === "object" || json.kind === "list")) draft.body = jsonBody(json, draft.client);
      else if (body) draft.body = bodyOf(body, draft.client, (value) => jsonBody(value, draft.client), null);
      draft.sent = true;
    },
  },
  {
    client: "jQuery",
    languages: ["javascript"],
    path: /^(?:\$|jQuery)\.(?:ajax|post)$/,
    apply(draft, call) {
      const options = looksLikeUrl(arg(call, 0)) && call.method === "ajax" ? arg(call, 1) : arg(call, 0);
      setUrl(draft, call.method === "post" ? arg(call, 0) : findEntry(options, "url"));
      const method = findEntry(options, "method", "type");
      if (method) draft.method = asText(method);
      else setMethod(draft, call.method === "post" ? "POST" : "GET", call);
      addHeaders(draft, findEntry(options, "headers"));
      const contentType = findEntry(options, "contentType");
      if (contentType)
        setHeader(draft, { text: "Content-Type", pieces: asText(contentType).pieces.slice(0, 0) }, contentType);
      const data = call.method === "post" ? arg(call, 1) : findEntry(options, "data");
      draft.body = bodyOf(data, "jQuery", (value) => formBody(value, "jQuery"), FORM);
      draft.sent = true;
    },
  },
  {
    client: "node:https",
    languages: ["javascript"],
    path: /^https?\.request$/,
    apply(draft, call) {
      const options = looksLikeUrl(arg(call, 0)) ? arg(call, 1) : arg(call, 0);
      if (looksLikeUrl(arg(call, 0))) setUrl(draft, arg(call, 0));
      else urlFromParts(draft, options, call.path.startsWith("https") ? "https" : "http");
      const method = findEntry(options, "method");
      if (method) draft.method = asText(method);
      addHeaders(draft, findEntry(options, "headers"));
      setBasic(draft, findEntry(options, "auth"));
    },
  },
  {
    client: "node:https",
    languages: ["javascript"],
    path: /\.(?:write|end)$/,
    apply(draft, call) {
      if (draft.client !== "node:https") return;
      const chunk = bodyOf(arg(call, 0), "node:https", (value) => jsonBody(value, "node:https", null), null);
      if (chunk && !draft.sent)
        draft.body = draft.body ? { ...chunk, text: concat(draft.body.text, chunk.text) } : chunk;
      if (call.method === "write") return;
      draft.sent = true;
    },
  },
  {
    client: "axios",
    languages: ["javascript"],
    path: /\.(?:post|put|patch)$/,
    apply(draft, call) {
      if (!looksLikeUrl(arg(call, 0))) return;
      setMethod(draft, verbOf(call), call);
      axiosConfig(draft, arg(call, 2), arg(call, 0), arg(call, 1));
    },
  },
];

/** axios: objects become JSON, or a form where the caller's Content-Type says form (since 1.0); text goes as a form. */
function axiosConfig(
  draft: Draft,
  config: Value | undefined,
  url: Value | undefined,
  data = findEntry(config, "data"),
): void {
  setUrl(draft, url ?? findEntry(config, "url"));
  const method = findEntry(config, "method");
  if (method) draft.method = { ...asText(method), text: asText(method).text.toUpperCase() };
  addHeaders(draft, findEntry(config, "headers"));
  setBasic(draft, findEntry(config, "auth"));
  const params = findEntry(config, "params");
  if (params) draft.query = toFormText(entriesOf(params), "axios");
  const saysForm = draft.headers.some(
    ([name, value]) => name.text.toLowerCase() === "content-type" && asText(value).text.includes(FORM),
  );
  draft.body = bodyOf(data, "axios", (value) => (saysForm ? formBody(value, "axios") : jsonBody(value, "axios")), FORM);
  draft.sent = true;
}

/** `{ hostname, port, path }`, as node:http takes a place. */
function urlFromParts(draft: Draft, options: Value | undefined, scheme: "http" | "https"): void {
  const host = findEntry(options, "hostname", "host");
  if (!host) return;
  const port = findEntry(options, "port");
  const path = findEntry(options, "path");
  const added = (text: string) => ({ text, origin: { door: "added" as const, by: "node:https" } });
  const portText =
    port && asText(port).text !== (scheme === "https" ? "443" : "80") ? [added(":"), ...asText(port).pieces] : [];
  const pieces = [
    added(`${scheme}://`),
    ...asText(host).pieces,
    ...portText,
    ...(path ? asText(path).pieces : [added("/")]),
  ];
  draft.url = { text: pieces.map((piece) => piece.text).join(""), pieces };
}
