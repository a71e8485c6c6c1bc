import { isRedacted } from "../../oauth/redaction.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { type Traced, unknownsOf } from "../../text/traced.ts";
import { defineRule } from "../define-rule.ts";
import { findMeant } from "../evidence.ts";
import { atParameterValue } from "../place.ts";
import { isLiteral } from "../token-request.ts";

/** Id and secret are two values. RFC 6749 section 2.3.1. */
export default defineRule({
  id: "secret-equals-id",
  severity: "error",
  title: "The secret is the id",
  summary: "The client secret is the same text as the client id: the id was pasted twice.",
  spec: rfc6749("2.3.1"),
  messages: {
    same: {
      title: "The client secret is the client id",
      detail:
        "Both are the same text, so the id was put in twice. The secret is shown once when the client is made; make a new one if it is lost.",
    },
    variable: {
      title: "Client id and client secret are read from the same variable",
      detail: "The same expression stands in both places, so the id is sent as the secret too.",
    },
  },
  cleared: "Id and secret differ",
  noFix: "The right value of the other one is in the settings of the app, not in the text.",
  example: {
    reports:
      "curl https://auth.example.com/token -u kx9Tq2LmVb7:kx9Tq2LmVb7 -d grant_type=refresh_token -d refresh_token=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      `curl https://auth.example.com/token -d "client_id=$ID" -d "client_secret=$ID" -d grant_type=refresh_token -d refresh_token=r1`,
    ],
  },
  page: {
    why: "Copied twice, or read from the same variable twice: the id stands where the secret should.",
    wrong: "client_id=kx9Tq2LmVb7&client_secret=kx9Tq2LmVb7",
    right: "client_id=kx9Tq2LmVb7&client_secret=w4Jr8Ns1Zp6Y",
  },
  check(evidence, { report, clear }) {
    const id = findMeant(evidence, "client_id");
    const secret = findMeant(evidence, "client_secret");
    if (!id || !secret) return;
    if (isSameUnknown(id.value, secret.value)) return report("variable", atParameterValue(secret));
    if (!isLiteral(id) || !isLiteral(secret)) return;
    // Short names such as "test:test" are how trial servers are set up.
    if (id.value.text !== secret.value.text) return clear();
    if (id.value.text.length >= 8 && !/^undefined$/i.test(id.value.text)) report("same", atParameterValue(secret));
  },
});

/** Blacked-out values are unknown, but nobody can tell whether they are the same. */
function isSameUnknown(id: Traced, secret: Traced): boolean {
  return (
    id.text === secret.text &&
    unknownsOf(id).length > 0 &&
    unknownsOf(id).join() === unknownsOf(secret).join() &&
    !isRedacted(id.text)
  );
}
