import { addHeaders, bodyOf, formBody, jsonBody, setHeader } from "../draft.ts";
import { asText } from "../value.ts";
import { arg, type ClientCall, namedArg, setBasicArgs, setMethod, setUrl } from "./client-call.ts";

/** java.net.http, HttpURLConnection, OkHttp, Spring, and Apex, whose calls are alike; Dart before them. */
export const jvmCalls: readonly ClientCall[] = [
  {
    client: "Dart http",
    languages: ["other"],
    path: /^http\.post$/,
    apply(draft, call) {
      draft.client = "Dart http";
      setUrl(draft, arg(call, 0));
      setMethod(draft, "POST", call);
      addHeaders(draft, namedArg(call, "headers"));
      draft.body = bodyOf(
        namedArg(call, "body"),
        "Dart http",
        (value) => formBody(value, "Dart http"),
        "text/plain;charset=utf-8",
      );
      draft.sent = true;
    },
  },
  {
    client: "java.net.http",
    languages: ["java", "other"],
    path: /\.(?:uri|url|setEndpoint)$/,
    apply: (draft, call) => setUrl(draft, arg(call, 0)),
  },
  {
    client: "java.net.http",
    languages: ["java"],
    path: /^(?:HttpRequest\.newBuilder|URL|HttpPost)$/,
    apply: (draft, call) => setUrl(draft, arg(call, 0)),
  },
  {
    client: "java.net.http",
    languages: ["java", "other"],
    path: /\.(?:header|addHeader|setHeader|setRequestProperty|headers)$/,
    apply(draft, call) {
      for (let i = 0; i + 1 < call.args.length; i += 2) {
        const value = arg(call, i + 1);
        if (value) setHeader(draft, asText(arg(call, i)), value);
      }
    },
  },
  {
    client: "java.net.http",
    languages: ["java", "other"],
    path: /\.(?:POST|post|setBody|setEntity|setRequestBody)$/,
    apply(draft, call) {
      setMethod(draft, "POST", call);
      draft.body = bodyOf(arg(call, 0), "java.net.http", (value) => jsonBody(value, "java.net.http", null), null);
      draft.sent = true;
    },
  },
  {
    client: "java.net.http",
    languages: ["java", "other"],
    path: /\.(?:setRequestMethod|setMethod|method)$/,
    apply(draft, call) {
      draft.method = asText(arg(call, 0));
    },
  },
  {
    client: "java.net.http",
    languages: ["java", "other"],
    path: /\.(?:GET|get)$/,
    apply: (draft, call) => (draft.url ? setMethod(draft, "GET", call) : undefined),
  },
  {
    client: "java.net.http",
    languages: ["java", "other"],
    path: /\.(?:send|sendAsync|execute|getResponseCode)$/,
    apply(draft) {
      draft.sent = true;
    },
  },
  {
    client: "Spring",
    languages: ["java"],
    path: /\.(?:setBasicAuth)$/,
    apply: setBasicArgs,
  },
];
