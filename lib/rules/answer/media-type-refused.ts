import { FORM_TYPE, findHeader, mediaTypeOf } from "../../http/request.ts";
import { rfc9110 } from "../../oauth/spec.ts";
import { replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { atHeaderValue } from "../place.ts";
import { answered } from "../right-request.ts";

/** 415 to a form with the right type. RFC 9110 section 15.5.16. */
export default defineRule({
  id: "media-type-refused",
  severity: "error",
  title: "The server does not take a form",
  summary: "Status 415 to an ordinary token request: the address reads another type of body.",
  spec: rfc9110("15.5.16"),
  messages: {
    refused: {
      title: "The server answers 415 to a form with the right Content-Type",
      detail:
        "A token endpoint must read application/x-www-form-urlencoded (RFC 6749 6). This address does not: it is an API of another kind, or a provider that takes JSON.",
    },
  },
  cleared: null,
  noFix:
    "The address expects something other than a form, and which address or format is right is in the provider's documentation.",
  example: {
    reports: answered(415, ""),
    ignores: answered(400, '{"error":"invalid_grant"}'),
  },
  page: {
    why: "415 means that the server looked at Content-Type and went no further. With the type that RFC 6749 asks for that is the answer of something else than a token endpoint, or of one of the few that want JSON.",
  },
  check(evidence, { report, found }) {
    if (replyOf(evidence)?.status !== 415 || found.some(({ severity }) => severity === "error")) return;
    const field = evidence.request && findHeader(evidence.request, "Content-Type");
    if (field && mediaTypeOf(field.value.text) === FORM_TYPE) report("refused", atHeaderValue(field));
  },
});
