import { rfc6749 } from "../../oauth/spec.ts";
import { findConclusion, replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { findMeant } from "../evidence.ts";
import { atParameter, atParameterValue } from "../place.ts";
import { answered } from "../right-request.ts";
import { isLiteral } from "../token-request.ts";

/** A refresh may ask for the scope that was granted or less, never more. RFC 6749 section 6. */
export default defineRule({
  id: "scope-widened",
  severity: "error",
  title: "scope asks for more than was granted",
  summary: "A refresh may repeat or narrow the scope; here the server refuses it, or the scopes are joined by commas.",
  spec: rfc6749("6"),
  messages: {
    refused: {
      title: "The server refuses the scope",
      detail:
        "A refresh may ask for what the user granted, or less; anything more needs a new consent. {meaning} Leave scope out: the new token then has what was granted.",
    },
    commas: {
      title: "Commas stand between the scopes",
      detail:
        "RFC 6749 puts blanks between scopes; with commas the server reads one scope of a strange name. Write {scopes}, or leave scope out.",
    },
  },
  cleared: null,
  noFix: "Which scopes the user granted only the consent tells.",
  example: {
    reports: answered(400, '{"error":"invalid_scope"}'),
    ignores: answered(400, '{"error":"invalid_grant"}'),
    more: [
      "curl https://login.microsoftonline.com/common/oauth2/v2.0/token -d grant_type=refresh_token -d refresh_token=0.made-up -d client_id=3f1c9a52-7d0e-4b68-9c21-5e8f0a6d4b73 -d client_secret=Xp~8Q~made.up-value -d scope=user.read,mail.read",
    ],
  },
  page: {
    why: "scope on a refresh is optional. Programs that send the list of the log-in again fail as soon as the list grows, the user left something out, or the server does not count openid and offline_access among the granted ones.",
    wrong: "scope=read,write,admin",
    right: "no scope at all",
  },
  check(evidence, { report, found }) {
    const scope = findMeant(evidence, "scope");
    const conclusion = findConclusion(evidence, found);
    if (conclusion?.rule === "scope-widened") {
      return report("refused", scope ? atParameter(scope) : null, {
        data: { meaning: conclusion.known?.meaning ?? "" },
      });
    }
    if (!scope || !isLiteral(scope) || evidence.provider?.scopeSeparator === ",") return;
    const { text } = scope.value;
    if (!/^[^\s,]+(?:,[^\s,]+)+$/.test(text)) return;
    const refused = replyOf(evidence)?.error === "invalid_grant" || replyOf(evidence)?.error === "invalid_request";
    report("commas", atParameterValue(scope), {
      data: { scopes: text.replaceAll(",", " ").slice(0, 100) },
      severity: refused || evidence.provider ? "error" : "warning",
    });
  },
});
