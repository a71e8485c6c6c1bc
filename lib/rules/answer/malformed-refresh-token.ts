import { rfc6749 } from "../../oauth/spec.ts";
import { findConclusion, rightBecause } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { placeOfToken, providerName } from "../grant.ts";
import { answered } from "../right-request.ts";

/** The value is no refresh token. RFC 6749 section 5.2. */
export default defineRule({
  id: "malformed-refresh-token",
  severity: "error",
  title: "The refresh token is damaged",
  summary: "The text of the refresh token is no token: cut off, wrapped or changed on its way.",
  spec: rfc6749("5.2"),
  messages: {
    damaged: {
      title: "The refresh token is damaged",
      detail:
        "{right} {meaning} Compare its length and its ends with what the server gave out: a database column that is too short, a line break, an ellipsis or a second encoding spoil it.",
    },
  },
  cleared: null,
  noFix: "The missing or changed characters of the token are not in the text.",
  example: {
    reports: answered(400, '{"error":"invalid_grant","error_description":"malformed refresh token"}'),
    ignores: answered(400, '{"error":"invalid_client"}'),
  },
  page: {
    why: "Servers that sign or encrypt their refresh tokens can tell a damaged one from a dead one. The usual causes: a column of 255 characters, a terminal that wrapped the line, a copy of a shortened display, percent-encoding done twice.",
  },
  check(evidence, { report, found }) {
    const conclusion = findConclusion(evidence, found);
    if (conclusion?.rule !== "malformed-refresh-token") return;
    report("damaged", placeOfToken(evidence), {
      data: {
        right: rightBecause(conclusion, evidence),
        meaning: conclusion.known?.meaning ?? "",
        provider: providerName(evidence),
        lifetime: evidence.provider?.refreshTokenLifetime ?? "a time that the server sets",
      },
    });
  },
});
