import { rfc6749 } from "../../oauth/spec.ts";
import { isKnown } from "../../text/traced.ts";
import { phaseOf, replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { findMeant } from "../evidence.ts";
import { placeOfToken } from "../grant.ts";
import { RIGHT_REQUEST } from "../right-request.ts";

const NOTHING = /^(?:undefined|null|none|nil|nan|false|\[object object\]|)$/i;

/** A server need not issue a refresh token (RFC 6749 section 5.1); a program then stores the absence of one. */
export default defineRule({
  id: "refresh-token-never-issued",
  severity: "error",
  title: "There never was a refresh token",
  summary: "What is sent as refresh token is the absence of one: the server never issued any.",
  spec: rfc6749("5.1"),
  messages: {
    absent: {
      title: "There is no refresh token: what is sent is {value}",
      detail:
        "The program found none where it looked. Most often the server never issued one, because offline access was not asked for at the consent (scope offline_access, access_type=offline, or a switch of the app). Ask for it and let the user sign in again.",
    },
    missing: {
      title: "The refresh token was empty: most often none was ever issued",
      detail:
        "The server found no refresh_token. Where the program stores what the server gave, there was none: offline access was not asked for at the consent (scope offline_access, access_type=offline, or a switch of the app).",
    },
  },
  cleared: null,
  noFix: "A refresh token comes with a new consent only, not with an edit of the request.",
  example: {
    reports: {
      text: RIGHT_REQUEST.replace("refresh_token=r1", "refresh_token=undefined"),
      response: { status: 400, body: '{"error":"invalid_grant"}' },
    },
    ignores: { text: RIGHT_REQUEST, response: { status: 400, body: '{"error":"invalid_grant"}' } },
    more: [
      {
        text: 'requests.post("https://auth.example.com/token", auth=("id1", "s3cret"), data={"grant_type": "refresh_token", "refresh_token": token.get("refresh_token")})',
        response: {
          status: 400,
          body: '{"error":"invalid_request","error_description":"Missing parameters: refresh_token"}',
        },
        provider: "fitbit",
      },
    ],
  },
  page: {
    why: "A refresh token comes only if the server was asked for one, and often only at the first consent. Programs that read the member all the same get undefined, None or null, store it, and send its name as the token.",
  },
  check(evidence, { report }) {
    const token = findMeant(evidence, "refresh_token");
    if (!token) return;
    const known = isKnown(token.value);
    const reply = replyOf(evidence);
    if (known && NOTHING.test(token.value.text) && token.value.text !== "" && phaseOf(evidence) === "grant") {
      return report("absent", placeOfToken(evidence), { data: { value: token.value.text } });
    }
    if (known || !reply || reply.error === null) return;
    // The program did write the parameter; the server says that nothing came.
    if (
      /(?:missing|must contain|required).{0,60}refresh_token|refresh_token\W{1,3}(?:is )?(?:missing|required)/i.test(
        reply.words,
      )
    )
      report("missing", placeOfToken(evidence));
  },
});
