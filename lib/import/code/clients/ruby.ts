import { addHeaders, bodyOf, formBody, setBasic } from "../draft.ts";
import { FORM } from "../functions.ts";
import { type asText, entriesOf, findEntry, toFormText, type Value } from "../value.ts";
import { arg, type CallEvent, type ClientCall, setBasicArgs, setMethod, setUrl } from "./client-call.ts";

/** Net::HTTP, RestClient, HTTParty, Faraday. */
export const rubyCalls: readonly ClientCall[] = [
  {
    client: "net/http",
    languages: ["ruby"],
    path: /^Net(?:\.|::)HTTP(?:\.|::)(?:post_form|post|Post\.new|Post::new)$/,
    apply(draft, call) {
      setUrl(draft, arg(call, 0));
      setMethod(draft, "POST", call);
      if (call.method === "post_form") draft.body = formBody(arg(call, 1) ?? objectOf(call), "net/http");
      else if (call.method === "post")
        draft.body = bodyOf(arg(call, 1), "net/http", (value) => formBody(value, "net/http"), FORM);
      draft.sent = true;
    },
  },
  {
    client: "net/http",
    languages: ["ruby"],
    path: /\.basic_auth$/,
    apply: setBasicArgs,
  },
  {
    client: "net/http",
    languages: ["ruby"],
    path: /\.set_form_data$/,
    apply(draft, call) {
      draft.body = formBody(arg(call, 0) ?? objectOf(call), "net/http");
    },
  },
  {
    client: "RestClient",
    languages: ["ruby"],
    path: /^(?:RestClient|HTTParty|Faraday)\.post$/,
    apply(draft, call) {
      const [url, second, third] = [arg(call, 0), arg(call, 1), arg(call, 2)];
      draft.client = call.path.split(".")[0] ?? "RestClient";
      setUrl(draft, url);
      setMethod(draft, "POST", call);
      const options = draft.client === "HTTParty" ? objectOf(call) : undefined;
      addHeaders(draft, options ? findEntry(options, "headers") : third);
      setBasic(draft, findEntry(options, "basic_auth"));
      const query = findEntry(options, "query");
      if (query) draft.query = toFormText(entriesOf(query), draft.client);
      const body = options ? findEntry(options, "body") : second;
      draft.body = bodyOf(body, draft.client, (value) => formBody(value, draft.client), FORM);
      draft.sent = true;
    },
  },
];

/** Ruby's trailing keyword arguments as one object. */
function objectOf(call: CallEvent): Value {
  const entries = call.args.flatMap(({ name, value }): [ReturnType<typeof asText>, Value][] =>
    name === null
      ? entriesOf(value).map(([key, each]) => [key, each])
      : [[{ text: name, pieces: [{ text: name, origin: { door: "text", ...call.span } }] }, value]],
  );
  return { kind: "object", type: "", entries };
}
