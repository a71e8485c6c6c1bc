import { rfc6749 } from "../../oauth/spec.ts";
import { hullOf } from "../../text/span.ts";
import { textSpans } from "../../text/traced.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import type { Fix } from "../finding.ts";
import { atValue } from "../place.ts";
import { appendOptions } from "../rewrite.ts";
import { findGrant, isBodyRead, isRefused } from "../token-request.ts";

const GRANT_PARAMETERS =
  /^(?:grant_type|refresh_token|client_id|client_secret|code|code_verifier|password|username|client_assertion)$/;

/** Parameters "MUST NOT be included in the request URI". RFC 6749 sections 2.3.1 and 3.2. */
export default defineRule({
  id: "params-in-query",
  severity: "warning",
  title: "Parameters in the URL",
  summary: "Grant parameters stand in the URL, where many servers ignore them and every log keeps them.",
  spec: rfc6749("2.3.1"),
  messages: {
    ignored: {
      title: "{names} stands in the URL instead of the body",
      detail:
        "Token servers read the form in the body; what stands behind the question mark is left aside, so the server finds it missing. It also ends up in logs.",
    },
    logged: {
      title: "{names} stands in the URL",
      detail:
        "Many servers read the body only, and whatever stands in a URL is kept in logs and histories. Send the same parameters in the body.",
    },
  },
  cleared: "Nothing secret stands in the URL",
  example: {
    reports:
      "curl -X POST 'https://auth.example.com/token?grant_type=refresh_token&refresh_token=r1&client_id=id1&client_secret=s3cret'",
    ignores:
      "curl https://auth.example.com/token -d client_id=id1 -d client_secret=s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      {
        text: "curl -X POST 'https://auth.example.com/token?grant_type=refresh_token&refresh_token=r1' -u id1:s3cret",
        response: { status: 400, body: '{"error":"unsupported_grant_type"}' },
      },
    ],
  },
  page: {
    why: "The specification puts the parameters into the body for two reasons: servers have one place to look, and secrets stay out of the access logs, proxies and histories that keep every URL. A few providers (Zoho, Zoom's server-to-server grant) document the URL; for those this rule is silent.",
    wrong: "POST /token?grant_type=refresh_token&refresh_token=…",
    right: "POST /token with grant_type=refresh_token&refresh_token=… in the body",
  },
  check(evidence, { report, clear }) {
    const { request, understood, provider } = evidence;
    if (!request || !understood) return;
    const inQuery = understood.parameters.filter(
      ({ name, from }) => from === "query" && GRANT_PARAMETERS.test(name.text),
    );
    if (inQuery.length === 0) return clear();
    // Zoom documents this one grant in the URL.
    if (provider?.paramsInQueryAccepted || isBodyRead(evidence) || findGrant(evidence) === "account_credentials")
      return;
    const names = [...new Set(inQuery.map(({ name }) => name.text))].join(", ");
    const isIgnored = provider?.paramsInQueryAccepted === false || isRefused(evidence);
    report(
      isIgnored ? "ignored" : "logged",
      atValue(
        "url",
        inQuery.flatMap(({ name, value }) => [name, value]),
      ),
      {
        data: { names },
        severity: isIgnored ? "error" : "warning",
        fix: toFix(evidence),
      },
    );
  },
});

/** The whole query becomes the body, if there is no other. */
function toFix(evidence: Evidence): Fix | undefined {
  const { request, curl, text } = evidence;
  const at = request?.target.text.indexOf("?") ?? -1;
  if (!request || !curl || at < 0 || (request.body && request.body.text !== "")) return undefined;
  const span = hullOf(textSpans(request.target));
  if (!span || request.method.text !== "POST") return undefined;
  // Only an address that stands there as it is sent is cut.
  if (text.slice(span.start, span.end) !== request.target.text) return undefined;
  const data = appendOptions(evidence, "-d", request.target.text.slice(at + 1));
  const query = { start: span.start + at, end: span.end, text: "" };
  return data && { title: "Move the parameters into the body", edits: [query, data] };
}
