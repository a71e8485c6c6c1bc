import { curlManual } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { atSpan } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { printed } from "../right-request.ts";

/** Refusals that other rules explain better. */
const ELSEWHERE = /^(?:malformed-url|no-url|unsupported-protocol|userinfo-refused|url-globbing|missing-file)$/;

/** curl gives up at the first option that it cannot use. */
export default defineRule({
  id: "unknown-option",
  severity: "error",
  title: "curl refuses the command",
  summary: "curl does not know an option, or cannot use its value, and ends before it sends anything.",
  spec: curlManual("-d"),
  messages: {
    printed: PRINTED,
    unknown: {
      title: "curl does not know the option {option}",
      detail: "It ends before it sends anything: {message}",
    },
    refused: {
      title: "curl cannot use {option}",
      detail: "It ends before it sends anything: {message}",
    },
    dash: {
      title: "{option} with one dash is not {long}",
      detail:
        "With one dash curl reads single letters: the first is the option, and the rest is its value. Long names take two dashes.",
    },
  },
  cleared: null,
  example: {
    reports:
      "curl --refresh https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      printed("curl: option --dta: is unknown"),
      "curl -data grant_type=refresh_token -d refresh_token=r1 -u id1:s3cret https://auth.example.com/token",
      "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1 -d",
    ],
  },
  page: {
    why: "curl checks its whole command line first. One word that it does not know, and nothing is sent; the message names it.",
    wrong: "curl -data …",
    right: "curl --data …",
  },
  check({ curl, text }, { report }) {
    if (!curl) return;
    for (const note of curl.notes) {
      if (note.kind !== "single-dash-long-option") continue;
      const { start } = note.span;
      const fix =
        text[start] === "-" ? { title: "Use two dashes", edits: [{ start, end: start, text: "-" }] } : undefined;
      report("dash", atSpan(note.span), {
        data: { option: note.data?.written ?? "", long: note.data?.long ?? "" },
        fix,
      });
    }
    const { refusal } = curl;
    if (!refusal || ELSEWHERE.test(refusal.kind)) return;
    const option = text.slice(refusal.span.start, refusal.span.end);
    report(refusal.kind === "unknown-option" ? "unknown" : "refused", atSpan(refusal.span), {
      data: { option: option.length > 60 ? `${option.slice(0, 59)}…` : option, message: refusal.message },
    });
  },
});
