import { addHeaders, bodyOf, formBody, jsonBody, looksLikeUrl, multipartBody, setBasic } from "../draft.ts";
import { FORM } from "../functions.ts";
import { asText, entriesOf, toFormText, type Value } from "../value.ts";
import { arg, type ClientCall, namedArg, setMethod, setUrl, verbOf } from "./client-call.ts";

/** requests, httpx, urllib. */
export const pythonCalls: readonly ClientCall[] = [
  {
    client: "requests",
    languages: ["python"],
    path: /\.(?:post|put|get|request)$/,
    apply(draft, call) {
      const general = call.method === "request";
      const url = namedArg(call, "url") ?? arg(call, general ? 1 : 0);
      if (!looksLikeUrl(url)) return;
      draft.client = call.path.startsWith("httpx") ? "httpx" : "requests";
      setUrl(draft, url);
      if (general) draft.method = asText(arg(call, 0));
      else setMethod(draft, verbOf(call), call);
      addHeaders(draft, namedArg(call, "headers"));
      setBasic(draft, basicPair(namedArg(call, "auth")));
      const params = namedArg(call, "params");
      if (params) draft.query = toFormText(entriesOf(params), draft.client);
      const json = namedArg(call, "json");
      const data = namedArg(call, "data", "content") ?? (general ? undefined : arg(call, 1));
      const files = namedArg(call, "files");
      if (files) draft.body = multipartBody(data ?? files, draft.client);
      else if (data) draft.body = bodyOf(data, draft.client, (value) => formBody(value, draft.client), null);
      else if (json) draft.body = jsonBody(json, draft.client);
      draft.sent = true;
    },
  },
  {
    client: "urllib",
    languages: ["python"],
    path: /(?:^|\.)(?:Request|urlopen)$/,
    apply(draft, call) {
      if (!looksLikeUrl(arg(call, 0))) return;
      setUrl(draft, arg(call, 0));
      addHeaders(draft, namedArg(call, "headers") ?? arg(call, 2));
      const method = namedArg(call, "method");
      if (method) draft.method = asText(method);
      const data = namedArg(call, "data") ?? arg(call, 1);
      if (data) draft.body = bodyOf(data, "urllib", (value) => formBody(value, "urllib"), FORM);
      draft.sent = true;
    },
  },
];

/** `(id, secret)`, or HTTPBasicAuth(id, secret). */
export function basicPair(value: Value | undefined): Value | undefined {
  return value?.kind === "instance" ? { kind: "list", items: value.args.map((each) => each.value) } : value;
}
