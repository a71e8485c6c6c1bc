import { rfc6749 } from "../../oauth/spec.ts";
import { findConclusion, rightBecause } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { placeOfClient, providerName } from "../grant.ts";
import { answered } from "../right-request.ts";

/** The refresh token is bound to the client it was issued to. RFC 6749 section 6. */
export default defineRule({
  id: "wrong-client",
  severity: "error",
  title: "The client is another one",
  summary: "The client is not known here, or the token belongs to another client.",
  spec: rfc6749("6"),
  messages: {
    other: {
      title: "The client is not the one that this belongs to",
      detail:
        "The server did not complain of the form of the request. {meaning} Take client_id, secret and refresh token from one and the same app, environment and region.",
    },
  },
  cleared: null,
  noFix: "The right client id is in the settings of the app, not in the text.",
  example: {
    reports: answered(401, '{"error":"unauthorized_client","error_description":"Unauthorized"}', "google"),
    ignores: answered(400, '{"error":"invalid_grant"}'),
    more: [answered(401, '{"error":"invalid_client","error_description":"client not found"}')],
  },
  page: {
    why: "A refresh token is bound to the client that it was issued to. Ids and tokens of a test environment, of another region, of another app of the same name or of a playground do not fit together, though each of them is right.",
  },
  check(evidence, { report, found }) {
    const conclusion = findConclusion(evidence, found);
    if (conclusion?.rule !== "wrong-client") return;
    report("other", placeOfClient(evidence), {
      data: {
        right: rightBecause(conclusion, evidence),
        meaning: conclusion.known?.meaning ?? "",
        provider: providerName(evidence),
        lifetime: evidence.provider?.refreshTokenLifetime ?? "a time that the server sets",
      },
    });
  },
});
