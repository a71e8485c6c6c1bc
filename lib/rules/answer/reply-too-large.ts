import { defineRule } from "../define-rule.ts";
import { atUrl } from "../place.ts";
import { RIGHT_FORM } from "../right-request.ts";

/** A cap of Regrant. */
export default defineRule({
  id: "reply-too-large",
  severity: "error",
  title: "The answer is too large",
  summary: "The answer passed the cap, so that the rest was not read.",
  spec: null,
  messages: {
    failed: {
      title: "{host} answers with more than a token endpoint ever does",
      detail:
        "The answer is longer than 1 MiB, or its headers are. A token reply has a few kilobytes at most: this is another page, a download, or an error page of a gateway. What came before the cap is kept and shown.",
    },
  },
  cleared: null,
  noFix: "The answer is too long, not the request.",
  example: {
    reports: { form: RIGHT_FORM, failure: { kind: "too-large", message: "" } },
    ignores: { form: RIGHT_FORM },
  },
  page: {
    why: "Regrant reads at most 1 MiB, before and after decompression, so that no server can fill the memory.",
  },
  check({ request, failure }, { report }) {
    if (failure?.kind !== "too-large") return;
    report("failed", request ? atUrl(request) : null, { data: { host: request?.host.text ?? "the host" } });
  },
});
