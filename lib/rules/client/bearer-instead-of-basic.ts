import { rfc6749 } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { type Evidence, findMeant } from "../evidence.ts";
import { atHeaderValue } from "../place.ts";
import { isTokenRequest } from "../token-request.ts";

/** At the token endpoint the client shows who it is, not what it may do. RFC 6749 sections 2.3.1 and 3.2.1. */
export default defineRule({
  id: "bearer-instead-of-basic",
  severity: "error",
  title: "Bearer at the token endpoint",
  summary: "The Authorization header carries a Bearer token; a token endpoint expects the client's Basic credentials.",
  spec: rfc6749("2.3.1"),
  messages: {
    bearer: {
      title: "The Authorization header says Bearer; a token endpoint expects Basic",
      detail:
        "Bearer is for API calls with an access token. To refresh, the client authenticates: Authorization: Basic base64(id:secret), or client_id and client_secret in the body.",
    },
    beside: {
      title: "A Bearer token is sent along with the client's credentials",
      detail:
        "Servers that look at the header first take it for the client's authentication and refuse it. Leave it away.",
    },
  },
  cleared: null,
  noFix: "Basic needs the client id and the client secret, which the header does not hold.",
  example: {
    reports:
      "curl https://auth.example.com/token -H 'Authorization: Bearer at1' -d grant_type=refresh_token -d refresh_token=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      "curl https://auth.example.com/token -H 'Authorization: Bearer at1' -d client_id=id1 -d client_secret=s3cret -d grant_type=refresh_token -d refresh_token=r1",
    ],
  },
  page: {
    why: "The access token is what has expired, so it cannot be what opens the door to a new one. The token endpoint wants to know which client asks.",
    wrong: "Authorization: Bearer <access token>",
    right: "Authorization: Basic <base64 of id:secret>",
  },
  check(evidence, { report }) {
    const { authorization } = evidence;
    if (authorization?.scheme !== "bearer" || !isTokenRequest(evidence) || !isGrant(evidence)) return;
    report(findMeant(evidence, "client_secret") ? "beside" : "bearer", atHeaderValue(authorization.field));
  },
});

/** Only where the parameters show that a token is asked for: many API paths hold the word "token". */
function isGrant(evidence: Evidence): boolean {
  return findMeant(evidence, "grant_type") !== undefined || findMeant(evidence, "refresh_token") !== undefined;
}
