import { rfc6749 } from "../../oauth/spec.ts";
import { findConclusion, rightBecause } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { placeOfToken, providerName } from "../grant.ts";
import { answered } from "../right-request.ts";

/** The grant was withdrawn. RFC 6749 section 5.2, RFC 7009. */
export default defineRule({
  id: "refresh-token-revoked",
  severity: "error",
  title: "The refresh token was revoked",
  summary: "The user, an administrator or a change of password ended the grant.",
  spec: rfc6749("5.2"),
  messages: {
    dead: {
      title: "The refresh token was revoked",
      detail: "{right} {meaning} No change of the request helps: the user must connect the app anew.",
    },
  },
  cleared: null,
  noFix: "A new refresh token comes with a new consent only.",
  example: {
    reports: answered(400, '{"error":"invalid_grant","error_description":"Refresh token has been revoked"}'),
    ignores: answered(400, '{"error":"invalid_client"}'),
  },
  page: {
    why: "A grant ends when the user removes the app, changes the password (on some servers), loses access, or when an administrator or a policy says so. The same answer comes for a token of another environment.",
  },
  check(evidence, { report, found }) {
    const conclusion = findConclusion(evidence, found);
    if (conclusion?.rule !== "refresh-token-revoked") return;
    report("dead", placeOfToken(evidence), {
      data: {
        right: rightBecause(conclusion, evidence),
        meaning: conclusion.known?.meaning ?? "",
        provider: providerName(evidence),
        lifetime: evidence.provider?.refreshTokenLifetime ?? "a time that the server sets",
      },
    });
  },
});
