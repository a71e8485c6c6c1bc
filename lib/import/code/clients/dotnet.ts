import { bodyOf, type Draft, jsonBody, looksLikeUrl, setHeader } from "../draft.ts";
import { FORM } from "../functions.ts";
import { asText, toFormText, type Value } from "../value.ts";
import { arg, type ClientCall, emptyText, setMethod, setUrl } from "./client-call.ts";

/** HttpClient, RestSharp. */
export const dotnetCalls: readonly ClientCall[] = [
  {
    client: "HttpClient",
    languages: ["csharp"],
    path: /\.(?:PostAsync|PutAsync|PostAsJsonAsync)$/,
    apply(draft, call) {
      setUrl(draft, arg(call, 0));
      setMethod(draft, "POST", call);
      const content = arg(call, 1);
      draft.body =
        call.method === "PostAsJsonAsync"
          ? jsonBody(content, "HttpClient")
          : bodyOf(content, "HttpClient", (value) => jsonBody(value, "HttpClient"), null);
      draft.sent = true;
    },
  },
  {
    client: "HttpClient",
    languages: ["csharp"],
    path: /^HttpRequestMessage$/,
    apply(draft, call) {
      setUrl(draft, arg(call, 1));
      const method = asText(arg(call, 0)).text.split(".").at(-1);
      if (method) setMethod(draft, method.toUpperCase(), call);
    },
  },
  {
    client: "HttpClient",
    languages: ["csharp"],
    path: /\.Headers\.(?:Add|TryAddWithoutValidation)$|DefaultRequestHeaders\.(?:Add|TryAddWithoutValidation)$/,
    apply: (draft, call) => setHeader(draft, asText(arg(call, 0)), arg(call, 1) ?? emptyText),
  },
  {
    client: "HttpClient",
    languages: ["csharp"],
    path: /\.SendAsync$/,
    apply(draft) {
      draft.sent = true;
    },
  },
  {
    client: "RestSharp",
    languages: ["csharp"],
    path: /\.(?:AddParameter|AddHeader|AddJsonBody|AddBody|AddQueryParameter)$|^(?:RestClient|RestRequest)$/,
    apply(draft, call) {
      const [first, second] = [arg(call, 0), arg(call, 1)];
      if (call.method === "AddHeader") setHeader(draft, asText(first), second ?? emptyText);
      else if (call.method === "AddJsonBody" || call.method === "AddBody")
        draft.body =
          first?.kind === "text" ? { text: first.text, contentType: "application/json" } : jsonBody(first, "RestSharp");
      else if (call.method === "AddParameter" && first && second) {
        // A media type as the name sends the second value as the whole body.
        if (/^[\w.+-]+\/[\w.+-]+$/.test(asText(first).text))
          draft.body = { text: asText(second), contentType: asText(first).text };
        else draft.body = appendPair(draft.body?.text, asText(first), second);
        draft.method ??= { text: "POST", pieces: [] };
      } else if (call.path === "RestClient" || call.path === "RestRequest") {
        if (looksLikeUrl(first) && !draft.url) setUrl(draft, first);
        draft.sent = true;
      }
    },
  },
];

function appendPair(before: Draft["url"] | undefined, name: ReturnType<typeof asText>, value: Value) {
  const pair = toFormText([[name, value]], "RestSharp");
  const text = before
    ? {
        text: `${before.text}&${pair.text}`,
        pieces: [...before.pieces, { text: "&", origin: { door: "added" as const, by: "RestSharp" } }, ...pair.pieces],
      }
    : pair;
  return { text, contentType: FORM };
}
