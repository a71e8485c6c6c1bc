import { readBody } from "../../oauth/body.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { isCutShort } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import { atBody } from "../place.ts";
import { findGrant, isBodyRead, isRefused, isTokenRequest } from "../token-request.ts";

/** A POST whose body is empty asks nothing of a token server. RFC 6749 section 3.2. */
export default defineRule({
  id: "empty-body",
  severity: "error",
  title: "The body is empty",
  summary: "The request is a POST without a body, so the server finds no parameters.",
  spec: rfc6749("3.2"),
  messages: {
    empty: {
      title: "The body is empty",
      detail:
        "The parameters of a token request travel in the body, as a form. This request has none, so the server finds neither grant_type nor refresh_token.",
    },
    elsewhere: {
      title: "The body is empty; the parameters stand in another place",
      detail: "A token server reads the form in the body. What stands in the URL or in headers is left aside.",
    },
  },
  cleared: "The request has a body",
  noFix: "What belongs into the body is not in the text.",
  example: {
    reports: "curl -X POST https://auth.example.com/token -u id1:s3cret",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      {
        text: "curl -X POST 'https://auth.example.com/token?grant_type=refresh_token&refresh_token=r1' -u id1:s3cret",
        response: { status: 400, body: '{"error":"unsupported_grant_type"}' },
      },
    ],
  },
  page: {
    why: "A token endpoint takes its parameters from the body of a POST. Without a body some servers answer 411, others say that grant_type is missing.",
    wrong: "curl -X POST https://…/token",
    right: "curl https://…/token -d grant_type=refresh_token -d refresh_token=…",
  },
  check(evidence, { report, clear }) {
    const { request, meant, provider } = evidence;
    if (!request || !isTokenRequest(evidence)) return;
    const { kind } = readBody(request);
    // To a form reader an empty object asks as little as nothing does.
    const isObject = request.body?.text.trim() === "{}" && !provider?.bodyFormats.includes("json");
    const isNothing = kind === "absent" || kind === "empty" || isObject;
    if (!isNothing) return clear();
    if (request.method.text !== "POST") return;
    if (isCutShort(evidence)) return;
    const inHeaders = request.headers.some(({ name }) => /^(?:grant_type|refresh_token)$/i.test(name.text));
    const elsewhere = inHeaders || meant.some(({ from }) => from === "query");
    if (!elsewhere) return report("empty", atBody(request));
    // In the URL they may be read after all; the reply tells, or the provider's documentation.
    if (provider?.paramsInQueryAccepted || !isRefused(evidence) || isBodyRead(evidence)) return;
    if (findGrant(evidence) === "account_credentials") return;
    report("elsewhere", atBody(request));
  },
});
