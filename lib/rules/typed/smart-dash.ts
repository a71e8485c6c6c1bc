import { curlManual } from "../../oauth/spec.ts";
import { isTyped } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import { hasReply } from "../evidence.ts";
import { atSpan } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { printed } from "../right-request.ts";

/** An option begins with the plain hyphen. */
export default defineRule({
  id: "smart-dash",
  severity: "error",
  title: "A long dash before an option",
  summary: "A word processor turned the hyphen before an option into a dash, so curl takes the option for a URL.",
  spec: curlManual("-d"),
  messages: {
    printed: PRINTED,
    dash: {
      title: "{dash} before an option is no hyphen",
      detail:
        "Options begin with - or --. With a longer dash the word is no option, and curl takes it, and what follows, for addresses.",
    },
    shown: {
      title: "{dash} before an option is no hyphen",
      detail:
        "A server answered, so the command was run with hyphens, and the page or program it was copied through made them longer.",
    },
  },
  cleared: null,
  example: {
    reports:
      "curl –X POST https://auth.example.com/token –u id1:s3cret –d grant_type=refresh_token –d refresh_token=r1",
    ignores:
      "curl -X POST https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      printed("curl: (6) Could not resolve host: –X"),
      {
        text: "curl https://auth.example.com/token –u id1:s3cret —data grant_type=refresh_token –d refresh_token=r1",
        response: { status: 400, body: '{"error":"invalid_grant"}' },
      },
    ],
  },
  page: {
    why: "Editors replace - by – and -- by —. They look alike, but curl knows only the plain hyphen.",
    wrong: "curl –X POST",
    right: "curl -X POST",
  },
  check(evidence, { report }) {
    if (!isTyped(evidence)) return;
    const { text } = evidence;
    const dashes = evidence.ornaments.filter(({ kind }) => kind === "dash");
    if (dashes.length === 0) return;
    const shown = [...new Set(dashes.map(({ span }) => text.slice(span.start, span.end)))].join(" ");
    report(hasReply(evidence) ? "shown" : "dash", atSpan(dashes.map(({ span }) => span)), {
      data: { dash: shown },
      severity: hasReply(evidence) ? "warning" : "error",
      fix: { title: "Use hyphens", edits: dashes.map(({ span, plain }) => ({ ...span, text: plain })) },
    });
  },
});
