import { isKnown, type Traced } from "../../text/traced.ts";
import { findConclusion } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { findMeant } from "../evidence.ts";
import { atParameterValue } from "../place.ts";
import { answered, RIGHT_FORM } from "../right-request.ts";

/** The server does not take the signed assertion. RFC 7523 sections 3 and 3.2. */
export default defineRule({
  id: "assertion-refused",
  severity: "error",
  title: "The server refuses the client's assertion",
  summary: "The request is right in form; the signed JWT that stands for the secret is not accepted.",
  spec: { name: "RFC 7523 §3", url: "https://www.rfc-editor.org/rfc/rfc7523#section-3" },
  messages: {
    refused: {
      title: "The server refuses the signed assertion of this client",
      detail:
        "The request came as far as the client ({said}). Look in this order: the public key is not registered for this client, or under another kid; aud is not what the server expects (some want the issuer, some the token endpoint, to the letter); alg is not the registered one; iss and sub are not the client_id; exp has passed by the server\u2019s clock, or lies too far ahead; jti was used before.",
    },
  },
  cleared: null,
  noFix:
    "Key, issuer and audience must agree with what is registered at the server; the assertion is signed anew at each send.",
  example: {
    reports: {
      form: { ...RIGHT_FORM, clientAuth: "private_key_jwt" },
      response: { status: 401, body: '{"error":"invalid_client"}' },
    },
    ignores: answered(401, '{"error":"invalid_client"}'),
  },
  page: {
    why: "An assertion is a JWT that the client signs instead of sending a secret. The server checks the signature with the key that was registered, then who it is from, for whom, until when, and that it comes once. Most servers say invalid_client for each of these.",
  },
  check(evidence, { report, found }) {
    const assertion = findMeant(evidence, "client_assertion");
    if (!assertion || !isJwt(assertion.value)) return;
    const conclusion = findConclusion(evidence, found);
    if (conclusion?.rule !== "wrong-secret" && conclusion?.rule !== "wrong-client") return;
    report("refused", atParameterValue(assertion), { data: { said: conclusion.said } });
  },
});

/** What is no JWT is refused for that, and the server may take another method altogether. */
function isJwt(value: Traced): boolean {
  return !isKnown(value) || /^[\w-]+\.[\w-]+\.[\w-]+$/.test(value.text);
}
