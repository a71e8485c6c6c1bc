import { isKnown, type Traced } from "../../../text/traced.ts";
import { addHeaders, bodyOf, formBody, jsonBody, setHeader } from "../draft.ts";
import { asText, entriesOf, toFormText, type Value } from "../value.ts";
import { arg, type ClientCall, setBasicArgs, setMethod, setUrl, verbOf } from "./client-call.ts";

/** The names that the http crate gives to headers: `header::CONTENT_TYPE`. */
function headerName(value: Value | undefined): Traced {
  const name = asText(value);
  const constant = /(?:^|::|\.)([A-Z][A-Z_]+)$/.exec(name.text)?.[1];
  const [piece] = name.pieces;
  if (isKnown(name) || !constant || !piece) return name;
  const text = constant.toLowerCase().replaceAll("_", "-");
  return { text, pieces: [{ text, origin: piece.origin }] };
}

/** reqwest, blocking or not, and ureq, whose calls are alike. */
export const rustCalls: readonly ClientCall[] = [
  {
    client: "reqwest",
    languages: ["rust"],
    path: /\.(?:post|put|patch|get|delete)$/,
    apply(draft, call) {
      setMethod(draft, verbOf(call), call);
      setUrl(draft, arg(call, 0));
    },
  },
  {
    client: "reqwest",
    languages: ["rust"],
    path: /\.request$/,
    apply(draft, call) {
      const method = asText(arg(call, 0)).text.split(/::|\./).at(-1) ?? "";
      setMethod(draft, method, call);
      setUrl(draft, arg(call, 1));
    },
  },
  { client: "reqwest", languages: ["rust"], path: /\.basic_auth$/, apply: setBasicArgs },
  {
    client: "reqwest",
    languages: ["rust"],
    path: /\.(?:header|set)$/,
    apply(draft, call) {
      const value = arg(call, 1);
      if (value) setHeader(draft, headerName(arg(call, 0)), value);
    },
  },
  {
    client: "reqwest",
    languages: ["rust"],
    path: /\.headers$/,
    apply(draft, call) {
      addHeaders(draft, {
        kind: "object",
        type: "",
        entries: entriesOf(arg(call, 0)).map(([name, value]) => [headerName({ kind: "text", text: name }), value]),
      });
    },
  },
  {
    client: "reqwest",
    languages: ["rust"],
    path: /\.(?:form|send_form)$/,
    apply(draft, call) {
      draft.body = formBody(arg(call, 0), "reqwest");
      if (call.method === "send_form") draft.sent = true;
    },
  },
  {
    client: "reqwest",
    languages: ["rust"],
    path: /\.(?:json|send_json)$/,
    apply(draft, call) {
      const value = arg(call, 0);
      if (value) draft.body = jsonBody(value, "reqwest");
    },
  },
  {
    client: "reqwest",
    languages: ["rust"],
    path: /\.(?:body|send_string)$/,
    apply(draft, call) {
      draft.body = bodyOf(arg(call, 0), "reqwest", (value) => jsonBody(value, "reqwest", null), null);
    },
  },
  {
    client: "reqwest",
    languages: ["rust"],
    path: /\.query$/,
    apply(draft, call) {
      draft.query = toFormText(entriesOf(arg(call, 0)), "reqwest");
    },
  },
  {
    client: "reqwest",
    languages: ["rust"],
    path: /\.(?:send|call|execute)$/,
    apply(draft) {
      draft.sent = true;
    },
  },
];
