import { decodeFormText } from "../../http/form.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { isEncodedByForm, placeOf } from "../basic-fact.ts";
import { defineRule } from "../define-rule.ts";
import { isClientRefused } from "../token-request.ts";

/** Id and secret are form-encoded before they go into base64. RFC 6749 section 2.3.1. */
export default defineRule({
  id: "basic-not-form-encoded",
  severity: "warning",
  title: "Special characters in Basic are not encoded",
  summary: "Id or secret hold + or %, and were not form-encoded before base64 as RFC 6749 asks.",
  spec: rfc6749("2.3.1"),
  messages: {
    raw: {
      title: "The {part} holds {char}, and was not form-encoded before base64",
      detail:
        "RFC 6749 asks to form-encode id and secret first. A server that follows it decodes {raw} to {read} and finds another value. Many servers do not decode; where this one does, + must be %2B and % must be %25.",
    },
  },
  cleared: "Id and secret hold no character that form-decoding would change",
  noFix: "Whether the server decodes what stands in Basic is not known until it answers.",
  example: {
    reports: "curl https://auth.example.com/token -u 'id1:s3+cret' -d grant_type=refresh_token -d refresh_token=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
  },
  page: {
    why: "Between id, secret and base64 RFC 6749 puts one more step: both are form-encoded. curl -u and most Basic helpers leave it out. With letters and digits nobody notices; a secret with + or % then fails on servers that do the step backwards, as the specification says.",
    wrong: "base64(id:a+b)",
    right: "base64(id:a%2Bb)",
  },
  check(evidence, { report, clear }) {
    const { authorization } = evidence;
    const credentials = authorization?.credentials;
    if (!authorization || !credentials || authorization.facts.length > 0) return;
    if (isEncodedByForm(evidence)) return clear();
    for (const part of ["id", "secret"] as const) {
      const raw = credentials[part];
      const read = decodeFormText(raw);
      // Sound %XX looks like the work of somebody who did encode.
      const isEncoded = /%[0-9A-Fa-f]{2}/.test(raw) && !/%(?![0-9A-Fa-f]{2})/.test(raw);
      if (read === raw || isEncoded) continue;
      const char = raw.includes("+") ? "+" : "%";
      return report("raw", placeOf(authorization), {
        data: { part, char, raw, read },
        severity: isClientRefused(evidence) ? "error" : "warning",
      });
    }
    clear();
  },
});
