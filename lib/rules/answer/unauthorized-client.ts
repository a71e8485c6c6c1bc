import { rfc6749 } from "../../oauth/spec.ts";
import { findConclusion, rightBecause } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { placeOfClient, providerName } from "../grant.ts";
import { answered } from "../right-request.ts";

/** The client is not authorized to use this grant type. RFC 6749 section 5.2. */
export default defineRule({
  id: "unauthorized-client",
  severity: "error",
  title: "The client may not refresh",
  summary: "The client is known, but the refresh token grant is not switched on for it.",
  spec: rfc6749("5.2"),
  messages: {
    forbidden: {
      title: "The client is known, but may not use this grant",
      detail:
        "The server read the request and knows the client. {meaning} Switch the refresh token grant (often called offline access) on in the settings of the app at {provider}; no change of the request helps.",
    },
  },
  cleared: null,
  noFix: "The app must be allowed this grant in its settings.",
  example: {
    reports: answered(400, '{"error":"unauthorized_client"}'),
    ignores: answered(400, '{"error":"invalid_grant"}'),
    more: [
      answered(
        403,
        '{"error":"unsupported_grant_type","error_description":"Unsupported grant type: refresh_token"}',
        "auth0",
      ),
    ],
  },
  page: {
    why: "Which grants a client may use stands in its registration. Apps made for log-in only, server-to-server apps and apps without offline access have no refresh grant, and the answer is the same whatever is sent.",
  },
  check(evidence, { report, found }) {
    const conclusion = findConclusion(evidence, found);
    if (conclusion?.rule !== "unauthorized-client") return;
    report("forbidden", placeOfClient(evidence), {
      data: {
        right: rightBecause(conclusion, evidence),
        meaning: conclusion.known?.meaning ?? "",
        provider: providerName(evidence),
        lifetime: evidence.provider?.refreshTokenLifetime ?? "a time that the server sets",
      },
    });
  },
});
