import { rfc9110 } from "../../oauth/spec.ts";
import { knownReplyOf, replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { atUrl } from "../place.ts";
import { answered } from "../right-request.ts";

/** The server failed, by its own word. RFC 9110 section 15.6. */
export default defineRule({
  id: "server-error",
  severity: "error",
  title: "The server failed",
  summary: "The token server says that the fault is its own.",
  spec: rfc9110("15.6.1"),
  messages: {
    failed: {
      title: "The token server failed (status {status})",
      detail:
        "By its own word the fault is not yours. It may have used up a rotating refresh token before it failed: try the same token once, by hand, some time later. If the answer stays, something in the request breaks the server; look at the other findings.",
    },
  },
  cleared: null,
  noFix: "The server failed, and only its owner can mend it.",
  example: {
    reports: answered(500, '{"error":"server_error"}'),
    ignores: answered(400, '{"error":"invalid_grant"}'),
  },
  page: {
    why: "5xx means that the server could not do its work. Some servers answer 500 to input that they do not expect (a JSON body, an odd character), so a repeatable 500 is worth a look at the request.",
  },
  check(evidence, { report, found }) {
    const reply = replyOf(evidence);
    if (!reply || found.some(({ rule }) => rule === "proxy-or-gateway")) return;
    const says = reply.error === "server_error" || reply.error === "temporarily_unavailable";
    if (reply.status < 500 && !(says && reply.status >= 400)) return;
    const known = knownReplyOf(evidence);
    if (known && known.rule !== "server-error") return;
    report("failed", evidence.request ? atUrl(evidence.request) : null, { data: { status: String(reply.status) } });
  },
});
