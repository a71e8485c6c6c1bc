import { rfc6749 } from "../../oauth/spec.ts";
import { findConclusion, rightBecause } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { placeOfClient, providerName } from "../grant.ts";
import { answered } from "../right-request.ts";

/** A client registered for one method must use it. RFC 6749 section 2.3, RFC 7591 section 2. */
export default defineRule({
  id: "wrong-auth-method",
  severity: "error",
  title: "The client must authenticate in another way",
  summary: "The server wants the client's credentials in the other place: header or body, secret or signed assertion.",
  spec: rfc6749("2.3"),
  messages: {
    other: {
      title: "The server wants the client to authenticate in another way",
      detail:
        "The values may be right: they stand in the wrong place. {meaning} Send id and secret in the other way (Authorization: Basic, or client_id and client_secret in the body), or change the method in the settings of the app.",
    },
  },
  cleared: null,
  noFix:
    "Where the server takes the credentials is set in the settings of the app, and the other way may be the wrong one too.",
  example: {
    reports: answered(
      401,
      '{"error":"invalid_client","error_description":"The OAuth 2.0 Client supports client authentication method \'client_secret_post\', but method \'client_secret_basic\' was requested."}',
    ),
    ignores: answered(400, '{"error":"invalid_grant"}'),
    more: [
      answered(
        400,
        '{"error":"invalid_request","error_description":"A required parameter \\"client_secret\\" is missing"}',
        "linkedin",
      ),
    ],
  },
  page: {
    why: "RFC 6749 knows two places for a secret: the Basic header, which every server must take, and the body. Many servers let each client be registered for one of them only, some read one place only, and say invalid_client for the other as if the secret were wrong.",
  },
  check(evidence, { report, found }) {
    const conclusion = findConclusion(evidence, found);
    if (conclusion?.rule !== "wrong-auth-method") return;
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
