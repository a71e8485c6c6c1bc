import { rfc6749 } from "../../oauth/spec.ts";
import { isCutShort } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import type { Fix } from "../finding.ts";
import { atMethod } from "../place.ts";
import { removeOption } from "../rewrite.ts";
import { isTokenRequest } from "../token-request.ts";

/** A token request must be a POST. RFC 6749 section 3.2. */
export default defineRule({
  id: "get-instead-of-post",
  severity: "error",
  title: "The request is a GET",
  summary: "The request goes out as GET: because of -X GET or -G, or because nothing makes it a POST.",
  spec: rfc6749("3.2"),
  messages: {
    get: {
      title: "The request is sent as {method}, not as POST",
      detail: "Token endpoints take POST only. With curl, -d makes a request a POST; -X GET and -G undo that.",
    },
    bodyless: {
      title: "The request has no body, so it is sent as {method}",
      detail: "Nothing in it makes it a POST. Send the parameters with -d: that makes it one.",
    },
  },
  cleared: null,
  example: {
    reports: "curl -X GET https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: ["curl https://auth.example.com/token -u id1:s3cret"],
  },
  page: {
    why: "A GET must be safe to repeat and may be kept in caches and logs; handing out tokens is neither. Servers answer 405, 404 or an HTML page.",
    wrong: "curl -X GET … -d grant_type=refresh_token",
    right: "curl … -d grant_type=refresh_token",
  },
  check(evidence, { report }) {
    const { request, provider } = evidence;
    if (!request || !isTokenRequest(evidence) || provider?.requiredParams.includes("fb_exchange_token")) return;
    const method = request.method.text;
    if (method !== "GET" && method !== "HEAD") return;
    if (isCutShort(evidence)) return;
    const hasFields = evidence.meant.some(({ from }) => from !== "authorization");
    report(hasFields ? "get" : "bodyless", atMethod(request), { data: { method }, fix: toFix(evidence) });
  },
});

/** Without -X GET or -G, -d makes it a POST. */
function toFix(evidence: Evidence): Fix | undefined {
  const { curl } = evidence;
  const hasData = curl?.options.some(({ name }) => name.startsWith("data"));
  const wrong = curl?.options.filter(
    ({ name, value }) => name === "get" || (name === "request" && value?.text.toUpperCase() === "GET"),
  );
  if (!hasData || !wrong || wrong.length === 0) return undefined;
  return { title: "Let -d make it a POST", edits: wrong.map((option) => removeOption(evidence, option)) };
}
