import { rfc6749 } from "../../oauth/spec.ts";
import { unknownsOf } from "../../text/traced.ts";
import { findConclusion } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { findMeant } from "../evidence.ts";
import { placeOfToken } from "../grant.ts";
import { answered } from "../right-request.ts";
import { isLiteral } from "../token-request.ts";

/** A code is exchanged once for the first tokens; refreshing takes the refresh token. RFC 6749 sections 4.1.3 and 6. */
export default defineRule({
  id: "authorization-code-as-refresh-token",
  severity: "error",
  title: "An authorization code stands in place of the refresh token",
  summary: "What is sent as refresh_token is the code from the redirect.",
  spec: rfc6749("6"),
  messages: {
    code: {
      title: "The refresh_token is no refresh token: it seems to be an authorization code",
      detail:
        "{why} The code from the redirect is exchanged once, with grant_type=authorization_code; the answer to that holds the refresh_token.",
    },
  },
  cleared: null,
  noFix: "The refresh token is another value, which the exchange of the code returns.",
  example: {
    reports: answered(400, '{"error":"invalid_grant","error_description":"refresh token is malformed"}', "dropbox"),
    ignores: answered(400, '{"error":"invalid_grant"}'),
    more: [
      "curl https://oauth2.googleapis.com/token -d grant_type=refresh_token -d refresh_token=4/0made-up -d client_id=1.apps.googleusercontent.com -d client_secret=GOCSPX-made-up",
    ],
  },
  page: {
    why: "There are three steps: consent gives a code, the code gives tokens, the refresh token gives new ones. Who skips the second has only the code to send.",
    wrong: "grant_type=refresh_token&refresh_token=4/0A…",
    right: "grant_type=authorization_code&code=4/0A…&redirect_uri=…",
  },
  check(evidence, { report, found }) {
    const token = findMeant(evidence, "refresh_token");
    const shapes = evidence.provider?.shapes;
    const value = token && isLiteral(token) ? token.value.text : undefined;
    if (value !== undefined && shapes?.authorizationCode?.test(value) && !shapes.refreshToken?.test(value)) {
      return report("code", placeOfToken(evidence), {
        data: { why: `It looks as codes of ${evidence.provider?.name} do.` },
      });
    }
    const names = token ? unknownsOf(token.value) : [];
    if (names.some((name) => /(?:^|[^a-z])(?:auth(?:orization)?_?)?code$/i.test(name))) {
      return report("code", placeOfToken(evidence), {
        data: { why: "The variable that is sent is named for a code." },
      });
    }
    const conclusion = findConclusion(evidence, found);
    if (conclusion?.rule === "authorization-code-as-refresh-token") {
      report("code", placeOfToken(evidence), { data: { why: conclusion.known?.meaning ?? "" } });
    }
  },
});
