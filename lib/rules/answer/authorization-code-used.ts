import { rfc6749 } from "../../oauth/spec.ts";
import { findConclusion, rightBecause } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { placeOfToken, providerName } from "../grant.ts";
import { answered } from "../right-request.ts";

/** A code must not be used more than once. RFC 6749 section 4.1.2. */
export default defineRule({
  id: "authorization-code-used",
  severity: "error",
  title: "The authorization code is spent",
  summary: "An authorization code works once and for minutes; this one was used before, or is too old.",
  spec: rfc6749("4.1.2"),
  messages: {
    dead: {
      title: "The authorization code was used before, or is too old",
      detail:
        "{right} {meaning} A code works once, within minutes. Send the user through the consent again, exchange the new code at once, and from then on use the refresh token.",
    },
  },
  cleared: null,
  noFix: "A code works once; a new one comes with a new consent.",
  example: {
    reports: answered(400, '{"error":"invalid_grant","error_description":"Code has expired"}'),
    ignores: answered(400, '{"error":"invalid_client"}'),
  },
  page: {
    why: "A code is for one exchange. A browser that reloads the redirect page, a retry, or a minute too much at the debugger uses it up. Some servers also end the tokens that came of it, when it comes a second time.",
  },
  check(evidence, { report, found }) {
    const conclusion = findConclusion(evidence, found);
    if (conclusion?.rule !== "authorization-code-used") return;
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
