import { findErrorCode } from "../../oauth/error-codes.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { knownReplyOf, replyOf, saidBy } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { answered } from "../right-request.ts";

/** What an answer is known to mean, where no other rule has the last word on it. RFC 6749 section 5.2. */
export default defineRule({
  id: "known-error",
  severity: "info",
  title: "What this answer means",
  summary: "The answer is known: what it means, where no other rule explains it.",
  spec: rfc6749("5.2"),
  messages: {
    known: { title: "The answer: {said}", detail: "{meaning}" },
  },
  cleared: null,
  noFix: "What helps depends on what the server says.",
  example: {
    reports: answered(400, '{"error":"invalid_request"}'),
    ignores: answered(401, '{"error":"invalid_client"}'),
  },
  page: {
    why: "Servers use few codes for many faults, and their own words for the rest. The list of errors holds those that are known, by provider.",
  },
  check(evidence, { report, found }) {
    if (found.some(({ severity }) => severity === "error")) return;
    const reply = replyOf(evidence);
    if (!reply || reply.error === null || reply.kind === "tokens") return;
    const meaning = knownReplyOf(evidence)?.meaning ?? findErrorCode(reply.error)?.meaning;
    if (meaning) report("known", null, { data: { said: saidBy(reply), meaning } });
  },
});
