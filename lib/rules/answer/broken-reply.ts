import { defineRule } from "../define-rule.ts";
import { atUrl } from "../place.ts";
import { RIGHT_FORM } from "../right-request.ts";

/** The framing of the answer is broken. RFC 9112. */
export default defineRule({
  id: "broken-reply",
  severity: "error",
  title: "The answer is no HTTP",
  summary: "What came back breaks the rules of HTTP.",
  spec: null,
  messages: {
    failed: {
      title: "What {host} answered is no sound HTTP",
      detail:
        "The request arrived; the answer could not be read to its end. Either the port speaks another protocol (TLS where http was asked for, or the other way round), or something on the way breaks the answer. What came is kept and shown.",
    },
  },
  cleared: null,
  noFix: "The answer is broken, not the request.",
  example: {
    reports: { form: RIGHT_FORM, failure: { kind: "protocol", message: "" } },
    ignores: { form: RIGHT_FORM },
  },
  page: {
    why: "A client reads an answer by its framing: status line, headers, length. Where these contradict each other it must stop, because it cannot tell where the answer ends.",
  },
  check({ request, failure }, { report }) {
    if (failure?.kind !== "protocol") return;
    report("failed", request ? atUrl(request) : null, { data: { host: request?.host.text ?? "the host" } });
  },
});
