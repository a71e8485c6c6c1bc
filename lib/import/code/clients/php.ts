import {
  addHeaderLines,
  addHeaders,
  bodyOf,
  type Draft,
  formBody,
  jsonBody,
  looksLikeUrl,
  multipartBody,
  setBasic,
} from "../draft.ts";
import { FORM } from "../functions.ts";
import { asText, entriesOf, findEntry, toFormText, type Value } from "../value.ts";
import { arg, type CallEvent, type ClientCall, setBasicArgs, setMethod, setUrl, verbOf } from "./client-call.ts";

/** PHP's curl, Guzzle, Laravel, WordPress. */
export const phpCalls: readonly ClientCall[] = [
  {
    client: "php-curl",
    languages: ["php"],
    path: /^curl_(?:init|setopt|setopt_array|exec)$/,
    apply(draft, call) {
      if (call.method === "curl_exec") draft.sent = true;
      else if (call.method === "curl_init") setUrl(draft, arg(call, 0));
      else if (call.method === "curl_setopt") curlOption(draft, asText(arg(call, 1)).text, arg(call, 2), call);
      else for (const [name, value] of entriesOf(arg(call, 1))) curlOption(draft, name.text, value, call);
    },
  },
  {
    client: "WordPress",
    languages: ["php"],
    path: /^wp_(?:safe_)?remote_(?:post|request|get)$/,
    apply(draft, call) {
      setUrl(draft, arg(call, 0));
      const options = arg(call, 1);
      draft.method = findEntry(options, "method") ? asText(findEntry(options, "method")) : draft.method;
      if (!draft.method && call.method.endsWith("post")) setMethod(draft, "POST", call);
      addHeaders(draft, findEntry(options, "headers"));
      draft.body = bodyOf(findEntry(options, "body"), "WordPress", (value) => formBody(value, "WordPress"), FORM);
      draft.sent = true;
    },
  },
  {
    client: "PHP streams",
    languages: ["php"],
    path: /^(?:file_get_contents|fopen)$/,
    apply(draft, call) {
      const options = findEntry(
        call.args.map(({ value }) => value).find((value) => findEntry(value, "http")),
        "http",
      );
      if (!options || !looksLikeUrl(arg(call, 0))) return;
      setUrl(draft, arg(call, 0));
      const method = findEntry(options, "method");
      draft.method = method ? asText(method) : draft.method;
      const header = findEntry(options, "header");
      addHeaderLines(draft, header?.kind === "text" ? { kind: "list", items: [header] } : header);
      draft.body = bodyOf(
        findEntry(options, "content"),
        "PHP streams",
        (value) => formBody(value, "PHP streams"),
        FORM,
      );
      draft.sent = true;
    },
  },
  {
    client: "Laravel",
    languages: ["php"],
    path: /(?:^|\.)withBasicAuth$/,
    apply: setBasicArgs,
  },
  {
    client: "Guzzle",
    languages: ["php"],
    path: /\.(?:post|request|put)$/,
    apply(draft, call) {
      const general = call.method === "request";
      const [url, options] = general ? [arg(call, 1), arg(call, 2)] : [arg(call, 0), arg(call, 1)];
      if (!looksLikeUrl(url)) return;
      if (call.path.startsWith("Http.")) {
        draft.client = "Laravel";
        setUrl(draft, url);
        setMethod(draft, verbOf(call), call);
        draft.body = call.path.includes("asForm") ? formBody(options, "Laravel") : jsonBody(options, "Laravel");
        draft.sent = true;
        return;
      }
      setUrl(draft, url);
      if (general) draft.method = asText(arg(call, 0));
      else setMethod(draft, verbOf(call), call);
      addHeaders(draft, findEntry(options, "headers"));
      setBasic(draft, findEntry(options, "auth"));
      const [form, json, multipart, body, query] = ["form_params", "json", "multipart", "body", "query"].map((name) =>
        findEntry(options, name),
      );
      if (form) draft.body = formBody(form, "Guzzle");
      else if (json) draft.body = jsonBody(json, "Guzzle");
      else if (multipart) draft.body = multipartBody(multipart, "Guzzle");
      else if (body) draft.body = bodyOf(body, "Guzzle", (value) => formBody(value, "Guzzle", null), null);
      if (query) draft.query = toFormText(entriesOf(query), "Guzzle");
      draft.sent = true;
    },
  },
];

/** An array for CURLOPT_POSTFIELDS is sent as multipart/form-data, a string as a form. */
function curlOption(draft: Draft, name: string, value: Value | undefined, call: CallEvent): void {
  switch (name) {
    case "CURLOPT_URL":
      setUrl(draft, value);
      break;
    case "CURLOPT_POST":
      setMethod(draft, "POST", call);
      break;
    case "CURLOPT_CUSTOMREQUEST":
      draft.method = asText(value);
      break;
    case "CURLOPT_HTTPHEADER":
      addHeaderLines(draft, value);
      break;
    case "CURLOPT_USERPWD":
      setBasic(draft, value);
      break;
    case "CURLOPT_POSTFIELDS":
      draft.body = bodyOf(value, "php-curl", (each) => multipartBody(each, "php-curl"), FORM);
      break;
    default:
      break;
  }
}
