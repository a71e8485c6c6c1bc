import { rfc6749 } from "../../oauth/spec.ts";
import { replyOf, saidBy } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { answered } from "../right-request.ts";

/** RFC 6749 section 5.2 asks for status 400; some servers put their errors into a 200. */
export default defineRule({
  id: "error-in-success",
  severity: "error",
  title: "An error inside a success",
  summary: "The status is 200, but the body is an error.",
  spec: rfc6749("5.2"),
  messages: {
    error: {
      title: "Status {status}, but the body is an error: {said}",
      detail:
        "The server reports errors under a status that means success. A program that looks at the status alone takes this for a token reply, and finds no access_token in it. Look at the body first.",
    },
  },
  cleared: null,
  noFix: "The program that reads the answer must look at the body; the request is not at fault.",
  example: {
    reports: answered(200, '{"ok":false,"error":"invalid_refresh_token"}', "slack"),
    ignores: answered(400, '{"error":"invalid_grant"}'),
  },
  page: {
    why: "GitHub, Slack, Zoho and Withings answer 200 whatever happens, and say in the body how it went. Libraries that trust the status then fail later, with a message about a missing member.",
  },
  check(evidence, { report }) {
    const reply = replyOf(evidence);
    if (reply?.kind !== "error-in-success") return;
    report("error", null, { data: { status: String(reply.status), said: saidBy(reply) } });
  },
});
