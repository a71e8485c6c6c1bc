import { rfc6749 } from "../../oauth/spec.ts";
import { isKnown } from "../../text/traced.ts";
import { defineRule } from "../define-rule.ts";
import { atUrl } from "../place.ts";

const NEAR =
  /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|[^.]+|.*\.(?:local|internal|lan|test|home\.arpa))$/i;

/** "The authorization server MUST require the use of TLS." RFC 6749 section 3.2. */
export default defineRule({
  id: "cleartext-http",
  severity: "error",
  title: "The endpoint is called over http",
  summary: "Credentials would travel in the clear: token endpoints must be called over https.",
  spec: rfc6749("3.2"),
  messages: {
    http: {
      title: "The token endpoint is called over http, not https",
      detail:
        "Client secret and refresh token travel in the clear. Servers refuse that, or redirect to https, and a redirect turns the POST into a GET.",
    },
  },
  cleared: "The endpoint is called over https",
  example: {
    reports: "curl http://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
  },
  page: {
    why: "Whoever sits between you and the server can read an http request. Most servers answer it with a redirect to https; clients follow a redirect without the body, so what arrives is an empty GET.",
    wrong: "http://auth.example.com/token",
    right: "https://auth.example.com/token",
  },
  check(evidence, { report, clear }) {
    const { request, text, curl, format } = evidence;
    if (!request || !isKnown(request.host)) return;
    const host = request.host.text.replace(/:\d+$/, "");
    if (request.scheme === "https" && format !== "http") return clear();
    if (request.scheme !== "http" || host === "" || NEAR.test(host)) return;
    const url = curl?.urls[0];
    const edits =
      url && /^http:/i.test(text.slice(url.span.start))
        ? [{ start: url.span.start, end: url.span.start + 4, text: "https" }]
        : undefined;
    report("http", atUrl(request), { fix: edits && { title: "Use https", edits } });
  },
});
