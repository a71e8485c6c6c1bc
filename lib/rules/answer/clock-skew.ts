import { rfc9110 } from "../../oauth/spec.ts";
import { replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import { RIGHT_FORM } from "../right-request.ts";

/** Seconds that may lie between two clocks that are kept in step. */
const TOLERABLE = 60;

/** The clocks at both ends, by the Date header of the answer. RFC 9110 section 6.6.1. */
export default defineRule({
  id: "clock-skew",
  severity: "warning",
  title: "The clocks of the two ends differ",
  summary: "The server's Date and this machine's clock are more than a minute apart.",
  spec: rfc9110("6.6.1"),
  messages: {
    differs: {
      title: "The server\u2019s clock is {skew} {side} this machine\u2019s",
      detail:
        "Signed assertions, DPoP proofs and expires_in count from a clock. Programs here will take tokens for {effect}. A Date header that a cache kept looks the same.",
    },
    refused: {
      title: "The server\u2019s clock is {skew} {side} this machine\u2019s, and it refused what was signed here",
      detail:
        "What is signed carries iat and exp by this machine\u2019s clock; by the server\u2019s they lie in the {when}. Set this machine\u2019s clock (NTP), then send again.",
    },
  },
  cleared: null,
  noFix: "A clock has to be set, and no edit of the request does that.",
  example: {
    reports: { form: RIGHT_FORM, response: { status: 400, body: '{"error":"invalid_grant"}' }, skewSeconds: 400 },
    ignores: { form: RIGHT_FORM, response: { status: 400, body: '{"error":"invalid_grant"}' }, skewSeconds: 20 },
    more: [
      {
        form: { ...RIGHT_FORM, clientAuth: "client_secret_jwt" },
        response: { status: 401, body: '{"error":"invalid_client"}' },
        skewSeconds: -4000,
      },
    ],
  },
  page: {
    why: "A token says for how many seconds it is good, and whatever is signed says from when until when. Both count on clocks that agree. A virtual machine that slept, a container on a laptop, or a server without NTP is minutes or hours away.",
  },
  check(evidence, { report }) {
    const skew = evidence.clocks?.skewSeconds ?? 0;
    if (Math.abs(skew) < TOLERABLE) return;
    const isAhead = skew > 0;
    const data = {
      skew: formatSpan(Math.abs(skew)),
      side: isAhead ? "ahead of" : "behind",
      effect: isAhead ? "good that the server calls expired" : "expired that are still good",
      when: isAhead ? "past" : "future",
    };
    if (isSignedRefused(evidence)) report("refused", null, { data, severity: "error" });
    else report("differs", null, { data });
  },
});

function isSignedRefused(evidence: Evidence): boolean {
  const error = replyOf(evidence)?.error ?? "";
  const { form } = evidence;
  const isAsserted = form?.clientAuth === "client_secret_jwt" || form?.clientAuth === "private_key_jwt";
  return (isAsserted && error === "invalid_client") || (form?.dpop === true && error === "invalid_dpop_proof");
}

function formatSpan(seconds: number): string {
  if (seconds < 120) return `${seconds} seconds`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`;
}
