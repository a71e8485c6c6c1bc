import { addedBy } from "../../../text/traced.ts";
import { bodyOf, type Draft, formBody, jsonBody, setHeader } from "../draft.ts";
import { asText, entriesOf, type Value } from "../value.ts";
import { arg, type ClientCall, emptyText, setMethod, setUrl } from "./client-call.ts";

/** Spring's RestTemplate and WebClient, with HttpHeaders and HttpEntity. */
export const springCalls: readonly ClientCall[] = [
  {
    client: "RestTemplate",
    languages: ["java"],
    path: /\.(?:postForEntity|postForObject|exchange)$/,
    apply(draft, call) {
      const isGeneral = call.method === "exchange";
      draft.client = "RestTemplate";
      setUrl(draft, arg(call, 0));
      setMethod(draft, isGeneral ? (asText(arg(call, 1)).text.split(".").at(-1) ?? "POST") : "POST", call);
      const given = arg(call, isGeneral ? 2 : 1);
      const isEntity = given?.kind === "instance" && /(?:Http|Request)Entity$/.test(given.type);
      draft.body = springBody(draft, isEntity ? given.args[0]?.value : given);
      draft.sent = true;
    },
  },
  {
    client: "RestTemplate",
    languages: ["java"],
    path: /\.(?:setContentType|contentType)$/,
    apply: (draft, call) => setHeader(draft, addedBy("Spring", "Content-Type"), mediaType(arg(call, 0))),
  },
  {
    client: "RestTemplate",
    languages: ["java"],
    path: /\.(?:set|add)$/,
    apply(draft, call) {
      if (call.receiver?.kind === "instance" && call.receiver.type === "HttpHeaders")
        setHeader(draft, asText(arg(call, 0)), arg(call, 1) ?? emptyText);
    },
  },
  {
    client: "WebClient",
    languages: ["java"],
    path: /\.(?:bodyValue|syncBody|body)$/,
    apply(draft, call) {
      setMethod(draft, "POST", call);
      draft.body = springBody(draft, arg(call, 0));
      draft.sent = true;
    },
  },
];

/** A MultiValueMap goes out as a form, any other map as JSON, unless a Content-Type was set; text as text/plain. */
function springBody(draft: Draft, value: Value | undefined): Draft["body"] {
  const isJson = draft.headers.some(
    ([name, type]) => name.text.toLowerCase() === "content-type" && /json/i.test(asText(type).text),
  );
  const isForm = value?.kind === "instance" && /MultiValueMap$/.test(value.type) && !isJson;
  if (isForm)
    return formBody({ kind: "object", type: "", entries: entriesOf(value).map(([n, v]) => [n, v]) }, "Spring");
  if (value?.kind === "instance" && /Map$/.test(value.type))
    return jsonBody({ kind: "object", type: "", entries: entriesOf(value).map(([n, v]) => [n, v]) }, "Spring");
  return bodyOf(value, "Spring", (each) => jsonBody(each, "Spring"), "text/plain;charset=ISO-8859-1");
}

/** `MediaType.APPLICATION_FORM_URLENCODED` and its like. */
function mediaType(value: Value | undefined): Value {
  const constant = /\b(?:MediaType\.)?(APPLICATION|TEXT|MULTIPART)_([A-Z_]+?)(?:_VALUE|_UTF8)?$/.exec(
    asText(value).text,
  );
  if (!constant?.[1] || !constant[2]) return value ?? emptyText;
  const name =
    constant[2] === "FORM_URLENCODED" ? "x-www-form-urlencoded" : constant[2].toLowerCase().replaceAll("_", "-");
  const piece = asText(value).pieces[0];
  const text = `${constant[1].toLowerCase()}/${name}`;
  return { kind: "text", text: { text, pieces: piece ? [{ text, origin: piece.origin }] : [] } };
}
