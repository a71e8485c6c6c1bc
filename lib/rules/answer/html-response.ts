import { rfc6749 } from "../../oauth/spec.ts";
import { replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { atUrl } from "../place.ts";
import { answered } from "../right-request.ts";

/** A token endpoint answers JSON (RFC 6749 section 5.1); a page comes from somewhere else. */
export default defineRule({
  id: "html-response",
  severity: "error",
  title: "The answer is a web page",
  summary: "HTML came instead of JSON: the request did not reach the token endpoint, or not in a form it could read.",
  spec: rfc6749("5.1"),
  messages: {
    page: {
      title: "A web page came back, not a token reply (status {status})",
      detail:
        "A token endpoint answers JSON. A page comes from a log-in form, a gateway, a firewall, an error handler, or another address of the same site. Its words: “{words}”",
    },
  },
  cleared: null,
  noFix: "The page tells of another address or of something in between, and not which one is right.",
  example: {
    reports: answered(404, "<!DOCTYPE html><html><title>Not Found</title></html>"),
    ignores: answered(400, '{"error":"invalid_grant"}'),
  },
  page: {
    why: "Programs that expect JSON then say “unexpected token <”. The status helps: 200 is a log-in page or the front page, 3xx was followed to one, 403 is a firewall or a missing User-Agent, 404 a wrong path, 5xx a gateway.",
  },
  check(evidence, { report }) {
    const reply = replyOf(evidence);
    if (reply?.kind !== "html") return;
    report("page", evidence.request ? atUrl(evidence.request) : null, {
      data: { status: String(reply.status), words: reply.words.slice(0, 120) },
    });
  },
});
