import { bodyOf, formBody, jsonBody, setHeader } from "../draft.ts";
import { asText, type Value } from "../value.ts";
import { arg, type ClientCall, emptyText, setBasicArgs, setMethod, setUrl } from "./client-call.ts";

/** net/http. */
export const goCalls: readonly ClientCall[] = [
  {
    client: "net/http",
    languages: ["go"],
    path: /(?:^http|client|Client)\.(?:PostForm|Post|NewRequest|NewRequestWithContext)$|^http\.NewRequest(?:WithContext)?$/,
    apply(draft, call) {
      const shift = call.method === "NewRequestWithContext" ? 1 : 0;
      if (call.method.startsWith("NewRequest")) {
        draft.method = asText(arg(call, shift));
        setUrl(draft, arg(call, shift + 1));
        draft.body = bodyOf(
          goBody(arg(call, shift + 2)),
          "net/http",
          (value) => jsonBody(value, "net/http", null),
          null,
        );
      } else {
        setMethod(draft, "POST", call);
        setUrl(draft, arg(call, 0));
        if (call.method === "PostForm") draft.body = formBody(arg(call, 1), "net/http");
        else
          draft.body = bodyOf(
            goBody(arg(call, 2)),
            "net/http",
            (value) => jsonBody(value, "net/http", null),
            asText(arg(call, 1)).text,
          );
      }
      draft.sent = true;
    },
  },
  {
    client: "net/http",
    languages: ["go"],
    path: /\.SetBasicAuth$/,
    apply: setBasicArgs,
  },
  {
    client: "net/http",
    languages: ["go"],
    path: /\.Header\.(?:Set|Add)$/,
    apply: (draft, call) => setHeader(draft, asText(arg(call, 0)), arg(call, 1) ?? emptyText),
  },
];

const goBody = (value: Value | undefined): Value | undefined =>
  value?.kind === "text" && value.text.text === "nil" ? undefined : value;
