import { rfc6749 } from "../../oauth/spec.ts";
import { findConclusion, rightBecause } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { placeOfToken, providerName } from "../grant.ts";
import { answered } from "../right-request.ts";

/** A refresh token may end by age or by idleness. RFC 6749 section 5.2. */
export default defineRule({
  id: "refresh-token-expired",
  severity: "error",
  title: "The refresh token is past its time",
  summary: "The refresh token was not used for too long, or has reached the end of its life.",
  spec: rfc6749("5.2"),
  messages: {
    dead: {
      title: "The refresh token is past its time",
      detail:
        "{right} {meaning} Here a refresh token lives: {lifetime}. No change of the request helps: the user must sign in again.",
    },
  },
  cleared: null,
  noFix: "A new refresh token comes with a new consent only.",
  example: {
    reports: answered(400, '{"error":"invalid_grant","error_description":"Refresh token has expired"}'),
    ignores: answered(400, '{"error":"invalid_client"}'),
    more: [
      answered(
        400,
        '{"error":"invalid_grant","error_description":"AADSTS700082: The refresh token has expired due to inactivity."}',
        "microsoft-entra",
      ),
    ],
  },
  page: {
    why: "Refresh tokens end: after some time without use, at a fixed age, or with the session they belong to. The server does not tell beforehand. Refresh before the idle time is over, and keep a way to send the user through the consent again.",
  },
  check(evidence, { report, found }) {
    const conclusion = findConclusion(evidence, found);
    if (conclusion?.rule !== "refresh-token-expired") return;
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
