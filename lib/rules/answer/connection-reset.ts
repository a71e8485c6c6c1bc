import { rfc9112 } from "../../oauth/spec.ts";
import { printedOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { atUrl } from "../place.ts";
import { printed } from "../right-request.ts";

/** The connection ended without a complete response. RFC 9112 section 9.6. */
export default defineRule({
  id: "connection-reset",
  severity: "error",
  title: "The connection was cut",
  summary: "The connection was closed before the answer was complete.",
  spec: rfc9112("9.6"),
  messages: {
    failed: {
      title: "{host} closed the connection before it had answered",
      detail:
        "The request may have arrived. If the server rotates refresh tokens, the old one may be spent by now: try the old one once, by hand, before anything automatic does. Causes: http spoken to an https port, a firewall or proxy that dislikes the request, a server that crashed.",
    },
  },
  cleared: null,
  noFix: "The connection was broken off on the way, and no edit of the request changes that.",
  example: {
    reports: printed("curl: (52) Empty reply from server"),
    ignores: printed("curl: (23) Failure writing output to destination"),
  },
  page: {
    why: "Between request and answer the connection ended. Nobody can tell from here whether the server did its work; this is why a refresh must never be retried blindly.",
  },
  check(evidence, { report }) {
    const { request, failure } = evidence;
    const message = printedOf(evidence);
    if (failure?.kind !== "reset" && message?.rule !== "connection-reset") return;
    report("failed", request ? atUrl(request) : null, { data: { host: request?.host.text ?? "the host" } });
  },
});
