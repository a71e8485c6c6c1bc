import { rfc6750 } from "../../oauth/spec.ts";
import { replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { findExpiry } from "./access-token-expired.ts";
import { readChallenge, wordsOf } from "./challenge.ts";
import { isOtherScheme } from "./wrong-token-scheme.ts";

/** The resource server does not know the token. RFC 6750 section 3.1. */
export default defineRule({
  id: "wrong-access-token",
  severity: "error",
  title: "The access token is not accepted",
  summary: "The resource refuses the token, and not for its age.",
  spec: rfc6750("3.1"),
  messages: {
    invalid: {
      title: "The resource does not accept this access token",
      detail:
        "The refusal names no expiry ({said}). Likely: it is a refresh token or an ID token; it belongs to another environment, region or tenant; a later refresh replaced it (some servers end the old access token then); it was revoked; or it was cut while it was copied.",
    },
    silent: {
      title: "The resource refuses the access token and does not say why",
      detail:
        "Status 401 without an error code: an expired token and a wrong one look the same here. Refresh once; if the new token is refused as well, it is for another server, or the header\u2019s form is not what the server reads.",
    },
  },
  cleared: null,
  noFix: "The token for this resource is another value.",
  example: {
    reports: {
      task: "resource",
      response: { status: 401, headers: [["WWW-Authenticate", 'Bearer realm="api", error="invalid_token"']] },
    },
    ignores: {
      task: "resource",
      response: { status: 401, body: '{"error":{"code":401,"message":"The access token expired"}}' },
    },
    more: [{ task: "resource", response: { status: 401 } }],
  },
  page: {
    why: "A resource server knows tokens by heart, or checks their signature, issuer and audience. What it does not know it refuses with invalid_token, the same code as for an expired one; only the description tells them apart.",
  },
  check(evidence, { report }) {
    const { reply, task } = evidence;
    if (task !== "resource" || !reply || findExpiry(evidence) !== undefined || isOtherScheme(evidence)) return;
    if (readChallenge(reply).error === "use_dpop_nonce") return;
    const said = wordsOf(reply, replyOf(evidence));
    const isTold =
      /invalid.?token|invalid.?access|invalid.?auth|token.?(?:is.?)?(?:invalid|revoked|unknown|malformed)/i.test(said);
    if (reply.status !== 401 && !(reply.status === 403 && isTold)) return;
    if (said === "") report("silent", null);
    else report("invalid", null, { data: { said } });
  },
});
