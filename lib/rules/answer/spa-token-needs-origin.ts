import { rfc6749 } from "../../oauth/spec.ts";
import { findConclusion, rightBecause } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { placeOfToken, providerName } from "../grant.ts";
import { answered } from "../right-request.ts";

/** Microsoft Entra, AADSTS9002327. */
export default defineRule({
  id: "spa-token-needs-origin",
  severity: "error",
  title: "The token needs an Origin header",
  summary: "The token was issued to a single-page app; only a request with an Origin header may redeem it.",
  spec: rfc6749("3.2"),
  messages: {
    origin: {
      title: "The token was issued to a single-page app: a request without Origin may not redeem it",
      detail:
        "{right} {meaning} Either refresh in the browser, or send an Origin header of the registered page, or register the address of the app as a web platform and sign in again.",
    },
  },
  cleared: null,
  noFix: "The origin must be one that is registered with the app, and the text does not name it.",
  example: {
    reports: answered(
      400,
      '{"error":"invalid_request","error_description":"AADSTS9002327: Tokens issued for the Single-Page Application client-type may only be redeemed via cross-origin requests."}',
      "microsoft-entra",
    ),
    ignores: answered(400, '{"error":"invalid_client"}'),
  },
  page: {
    why: "Microsoft Entra gives tokens of single-page apps to browsers only, and takes the Origin header for the sign of one. A server or a command line has none. Such tokens live 24 hours and no longer.",
  },
  check(evidence, { report, found }) {
    const conclusion = findConclusion(evidence, found);
    if (conclusion?.rule !== "spa-token-needs-origin") return;
    report("origin", placeOfToken(evidence), {
      data: {
        right: rightBecause(conclusion, evidence),
        meaning: conclusion.known?.meaning ?? "",
        provider: providerName(evidence),
        lifetime: evidence.provider?.refreshTokenLifetime ?? "a time that the server sets",
      },
    });
  },
});
