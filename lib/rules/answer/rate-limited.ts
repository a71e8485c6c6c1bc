import { knownReplyOf, replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { atUrl } from "../place.ts";
import { answered } from "../right-request.ts";

/** 429 Too Many Requests (RFC 6585 section 4), or a server's own words for it. */
export default defineRule({
  id: "rate-limited",
  severity: "error",
  title: "Too many requests",
  summary: "The server counts requests, and this one was too many.",
  spec: { name: "RFC 6585 §4", url: "https://www.rfc-editor.org/rfc/rfc6585#section-4" },
  messages: {
    limited: {
      title: "The server says: too many requests",
      detail:
        "{meaning} Wait {wait}, and refresh only when the access token is about to end: keep it for its whole life, and let all workers share it.",
    },
  },
  cleared: null,
  noFix: "Only waiting helps, and no edit of the request shortens it.",
  example: {
    reports: answered(429, '{"message":"Too Many Requests"}'),
    ignores: answered(400, '{"error":"invalid_grant"}'),
    more: [
      answered(
        400,
        '{"error":"Access Denied","error_description":"You have made too many requests continuously"}',
        "zoho",
      ),
    ],
  },
  page: {
    why: "Token endpoints have limits of their own, often far below those of the API. A program that refreshes before every call, or many workers that each refresh for themselves, run into them. Retry-After, where it is sent, says how long to wait.",
  },
  check(evidence, { report }) {
    const reply = replyOf(evidence);
    const known = knownReplyOf(evidence);
    if (!reply || (reply.status !== 429 && known?.rule !== "rate-limited")) return;
    const wait = evidence.reply?.headers.find(([name]) => name.toLowerCase() === "retry-after")?.[1];
    report("limited", evidence.request ? atUrl(evidence.request) : null, {
      data: {
        meaning: known?.rule === "rate-limited" ? known.meaning : "",
        wait: wait && /^\d{1,6}$/.test(wait) ? `${wait} seconds` : "some minutes",
      },
    });
  },
});
