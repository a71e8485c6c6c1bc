import { rfc9700 } from "../../oauth/spec.ts";
import { findConclusion, rightBecause } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { placeOfToken, providerName } from "../grant.ts";
import { answered } from "../right-request.ts";

/** A rotating refresh token works once. RFC 9700 section 4.14.2. */
export default defineRule({
  id: "refresh-token-rotated",
  severity: "error",
  title: "The refresh token was used before",
  summary: "A newer refresh token replaced this one: it was used before, or another process refreshed first.",
  spec: rfc9700("4.14.2"),
  messages: {
    dead: {
      title: "The refresh token was used before: a newer one has taken its place",
      detail:
        "{right} {meaning} Take the refresh token of the newest answer. If none was stored, the user must sign in again. Let one process at a time refresh, and store the new token before anything else.",
    },
  },
  cleared: null,
  noFix: "The newest refresh token is where the last refresh was answered, not in the text.",
  example: {
    reports: answered(400, '{"error":"invalid_grant","error_description":"Refresh token already used"}'),
    ignores: answered(400, '{"error":"invalid_client"}'),
    more: [answered(400, '{"error":"invalid_request","error_description":"Invalid Refresh Token"}', "keap")],
  },
  page: {
    why: "Many servers give a new refresh token with every answer and end the old one at its first use. A second use fails, and some servers then end the whole family, because a used token may be a stolen one. It happens when two workers refresh at the same time, when the answer was lost on its way, or when the new token was not stored.",
  },
  check(evidence, { report, found }) {
    const conclusion = findConclusion(evidence, found);
    if (conclusion?.rule !== "refresh-token-rotated") return;
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
