import { curlManual } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { atSpan } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { printed } from "../right-request.ts";

/** curl sends nothing to an address that it cannot read. */
export default defineRule({
  id: "url-malformed",
  severity: "error",
  title: "The URL cannot be used",
  summary: "curl cannot read the URL, or there is none, so nothing is sent.",
  spec: curlManual("--url"),
  messages: {
    printed: PRINTED,
    malformed: {
      title: "curl cannot read the URL",
      detail: "{message}",
    },
    newline: {
      title: "The URL holds a line break",
      detail:
        "A line break, a tab or a blank ends an address; curl refuses it. What stands behind it often belongs to -d.",
    },
    none: {
      title: "There is no URL",
      detail: "The command names no address to send to: {message}",
    },
    scheme: {
      title: "curl cannot use the URL's scheme",
      detail: "{message}",
    },
  },
  cleared: null,
  noFix: "What the address should be stands nowhere in the text.",
  example: {
    reports: "curl 'https://auth.example.com:port/token' -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    ignores: "curl 'https://auth.example.com/token' -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      printed("curl: (3) URL rejected: Malformed input to a URL function"),
      "curl 'https://auth.example.com/token\ngrant_type=refresh_token' -u id1:s3cret",
      "curl -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
      "curl htps://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    ],
  },
  page: {
    why: "curl reads the address before it sends anything. A blank, a line break, a bad port or an unknown scheme, and it ends with exit code 3 or 1.",
    wrong: "curl 'https://auth.example.com/token⏎grant_type=…'",
    right: "curl https://auth.example.com/token -d grant_type=…",
  },
  check({ curl, text, ornaments }, { report }) {
    const refusal = curl?.refusal;
    if (!refusal) return;
    const data = { message: refusal.message };
    const written = text.slice(refusal.span.start, refusal.span.end);
    if (refusal.kind === "no-url") return report("none", null, { data });
    if (refusal.kind === "unsupported-protocol") return report("scheme", atSpan(refusal.span), { data });
    if (refusal.kind !== "malformed-url" && refusal.kind !== "userinfo-refused") return;
    // Typography in the address has a rule of its own.
    if (ornaments.some(({ span }) => span.start >= refusal.span.start && span.end <= refusal.span.end)) return;
    report(/\s/.test(written) ? "newline" : "malformed", atSpan(refusal.span), { data });
  },
});
