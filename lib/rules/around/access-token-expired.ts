import { rfc6750 } from "../../oauth/spec.ts";
import { replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import { wordsOf } from "./challenge.ts";

/** The resource server says that the access token's time is over. RFC 6750 section 3.1. */
export default defineRule({
  id: "access-token-expired",
  severity: "error",
  title: "The access token has expired",
  summary: "The resource knows the token and says that its time is over: refresh, then call again.",
  spec: rfc6750("3.1"),
  messages: {
    expired: {
      title: "The access token has expired",
      detail:
        "The server says so in words ({said}). The token is of the right kind and for the right server: refresh, and call again with the new one.",
    },
  },
  cleared: null,
  noFix: "A new access token comes from a refresh.",
  example: {
    reports: {
      task: "resource",
      response: {
        status: 401,
        headers: [["WWW-Authenticate", 'Bearer error="invalid_token", error_description="The access token expired"']],
      },
    },
    ignores: { task: "resource", response: { status: 401, body: '{"message":"Invalid Access Token"}' } },
  },
  page: {
    why: "An access token lives for minutes or hours. A server that tells expired from unknown tokens has looked this one up, so nothing else about it is wrong.",
  },
  check(evidence, { report }) {
    const said = findExpiry(evidence);
    if (said !== undefined) report("expired", null, { data: { said } });
  },
});

/** The words in which a refusal tells of expiry; undefined where it does not. */
export function findExpiry(evidence: Evidence): string | undefined {
  const { reply, task } = evidence;
  if (task !== "resource" || !reply || reply.status < 400 || reply.status >= 500 || reply.status === 404)
    return undefined;
  const words = wordsOf(reply, replyOf(evidence));
  return /expir(?:ed|y)|no longer valid|past its/i.test(words) ? words : undefined;
}
