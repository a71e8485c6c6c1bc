import { defineRule } from "../define-rule.ts";
import { atUrl } from "../place.ts";
import { RIGHT_FORM } from "../right-request.ts";

/** Cancelled by the caller. */
export default defineRule({
  id: "send-cancelled",
  severity: "error",
  title: "The send was cancelled",
  summary: "The send was cancelled before the answer was complete.",
  spec: null,
  messages: {
    failed: {
      title: "Cancelled before the answer was complete",
      detail:
        "If the request was out already, the server may have used up the refresh token, and its new one is lost with the answer. Look at the stage that was reached.",
    },
  },
  cleared: null,
  noFix: "It was stopped by hand, and whether to send again is yours to decide.",
  example: {
    reports: { form: RIGHT_FORM, failure: { kind: "cancelled", message: "" } },
    ignores: { form: RIGHT_FORM },
  },
  page: {
    why: "A cancelled send closes the connection at once. What the server did with what had arrived, it does not tell.",
  },
  check({ request, failure }, { report }) {
    if (failure?.kind !== "cancelled") return;
    report("failed", request ? atUrl(request) : null, { data: { host: request?.host.text ?? "the host" } });
  },
});
