import { printedOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { atUrl } from "../place.ts";
import { printed } from "../right-request.ts";

/** No answer before the deadline, curl exit code 28. */
export default defineRule({
  id: "timeout",
  severity: "error",
  title: "No answer in time",
  summary: "The server did not answer in time; whether the request arrived is not known.",
  spec: null,
  messages: {
    failed: {
      title: "No answer came from {host} in time",
      detail:
        "Whether the request arrived is not known. If the server rotates refresh tokens, the old one may be spent: try it once, by hand. A time-out while connecting points to a firewall, a wrong port or a VPN that is off; one while waiting points to the server.",
    },
  },
  cleared: null,
  noFix: "The server or the way to it is slow; sending again may spend a token that rotates, so that is left to you.",
  example: {
    reports: printed("curl: (28) Connection timed out after 15001 milliseconds"),
    ignores: printed("curl: (23) Failure writing output to destination"),
  },
  page: {
    why: "A time-out tells the least of all failures. While connecting nothing was sent; after that the server may have used up the token.",
  },
  check(evidence, { report }) {
    const { request, failure } = evidence;
    const message = printedOf(evidence);
    if (failure?.kind !== "timeout" && message?.rule !== "timeout") return;
    report("failed", request ? atUrl(request) : null, { data: { host: request?.host.text ?? "the host" } });
  },
});
