import { rfc6749 } from "../../oauth/spec.ts";
import { findWideEncoding } from "../../oauth/token-reply.ts";
import { replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { answered } from "../right-request.ts";

/** A success has access_token and token_type, and should have expires_in. RFC 6749 section 5.1. */
export default defineRule({
  id: "token-response-incomplete",
  severity: "warning",
  title: "The token reply lacks something",
  summary: "The reply is a success, but a member is missing, stands twice, or the body is no JSON.",
  spec: rfc6749("5.1"),
  messages: {
    missing: {
      title: "The token reply has no {members}",
      detail:
        "Without expires_in a client cannot know when to refresh: take the time from the provider's documentation, or refresh when the API answers 401. Without token_type it must guess how to send the token; Bearer is the usual guess.",
    },
    twice: {
      title: "Members stand twice in the token reply: {members}",
      detail:
        "Parsers differ in which of the two they keep, and two programs may then store different tokens. Most keep the last one.",
    },
    form: {
      title: "The token reply is a form, not JSON",
      detail: "Send Accept: application/json, or parse the body as application/x-www-form-urlencoded.",
    },
    wide: {
      title: "The token reply is written in UTF-16",
      detail:
        "JSON between programs must be UTF-8 (RFC 8259 8.1). Many parsers fail at the first byte, and say that the JSON is broken.",
    },
    none: {
      title: "Status {status}, but there is no access_token in the answer",
      detail:
        "The server answers with success and gives no token. Either this is not its token endpoint, or the answer has a shape of its own.",
    },
  },
  cleared: null,
  noFix: "The answer is what it is; the program that reads it must allow for that.",
  example: {
    reports: answered(200, '{"access_token":"a"}'),
    ignores: answered(200, '{"access_token":"a","token_type":"Bearer","expires_in":3600}'),
    more: [
      answered(200, '{"access_token":"a","token_type":"Bearer","expires_in":3600,"access_token":"b"}'),
      answered(200, "access_token=a&token_type=bearer&expires_in=3600"),
      answered(200, '{"status":"fine"}'),
      answered(200, [...'{"access_token":"a","token_type":"Bearer","expires_in":1}'].map((c) => `${c}\0`).join("")),
    ],
  },
  page: {
    why: "Libraries rely on the members of RFC 6749: access_token and token_type must be there, expires_in should. What is missing is guessed, and the guess is wrong some day: a token that is used past its end, or a new refresh token that is overlooked.",
  },
  check(evidence, { report }) {
    const reply = replyOf(evidence);
    if (!reply || reply.status < 200 || reply.status > 299) return;
    if (reply.kind !== "tokens") {
      const isOdd = reply.kind === "unrecognised" || reply.kind === "not-json" || reply.kind === "empty";
      if (isOdd) report("none", null, { data: { status: String(reply.status) } });
      return;
    }
    if (findWideEncoding(evidence.reply?.body ?? "") !== null) report("wide", null);
    if (reply.duplicateKeys.length > 0) {
      report("twice", null, { data: { members: reply.duplicateKeys.slice(0, 5).join(", ") } });
    }
    const { provider } = evidence;
    if (reply.format === "form")
      return report("form", null, { severity: provider?.repliesAsForm ? "info" : "warning" });
    const missing = [
      ...(reply.tokens?.tokenType === null ? ["token_type"] : []),
      // A provider whose tokens have no fixed life leaves it out on purpose.
      ...(reply.tokens?.expiresIn === null && provider?.accessTokenLifetimeSeconds !== null ? ["expires_in"] : []),
    ];
    if (missing.length > 0) report("missing", null, { data: { members: missing.join(" and no ") } });
  },
});
