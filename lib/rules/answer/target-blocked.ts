import { defineRule } from "../define-rule.ts";
import { atUrl } from "../place.ts";
import { RIGHT_FORM } from "../right-request.ts";

/** The egress policy of a public instance. */
export default defineRule({
  id: "target-blocked",
  severity: "error",
  title: "Regrant does not send there",
  summary: "This instance does not send to that address.",
  spec: null,
  messages: {
    failed: {
      title: "This server will not send to {host}",
      detail:
        "The instance is public, and the address is private, reserved or at an unusual port. Run Regrant on your own machine to reach it: there local and private targets are allowed.",
    },
  },
  cleared: null,
  noFix: "The instance decides where it sends, not the request.",
  example: {
    reports: { form: RIGHT_FORM, failure: { kind: "blocked", message: "" } },
    ignores: { form: RIGHT_FORM },
  },
  page: {
    why: "A public server that sends wherever it is told can be used to reach networks that only it can see. It therefore sends to public addresses only.",
  },
  check({ request, failure }, { report }) {
    if (failure?.kind !== "blocked") return;
    report("failed", request ? atUrl(request) : null, { data: { host: request?.host.text ?? "the host" } });
  },
});
