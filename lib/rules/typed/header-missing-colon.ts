import type { UsedOption } from "../../curl/reading.ts";
import { curlManual } from "../../oauth/spec.ts";
import { isKnown } from "../../text/traced.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import type { Fix } from "../finding.ts";
import { atSpan } from "../place.ts";
import { replacePart } from "../rewrite.ts";

/** curl drops a header without a colon, and says nothing. */
export default defineRule({
  id: "header-missing-colon",
  severity: "error",
  title: "A header without a colon",
  summary: "The header has no colon between name and value, so curl does not send it.",
  spec: curlManual("-H"),
  messages: {
    dropped: {
      title: "The header {header} has no colon, so curl does not send it",
      detail:
        "Name and value are parted by a colon: Name: value. Without one curl leaves the header out and says nothing.",
    },
    harmless: {
      title: "The header {header} has no colon, so curl does not send it",
      detail: "It does no harm here, because -d makes curl add the form's Content-Type by itself.",
    },
  },
  cleared: null,
  example: {
    reports:
      "curl https://auth.example.com/token -H 'Authorization Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
    ignores:
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      "curl https://auth.example.com/token -u id1:s3cret -H 'Content-Type=application/x-www-form-urlencoded' -d grant_type=refresh_token -d refresh_token=r1",
    ],
  },
  page: {
    why: "-H takes a header line. Written with = or a blank instead of the colon it is no header line, and curl drops it in silence: the server never sees the credentials or the type.",
    wrong: "-H 'Content-Type=application/json'",
    right: "-H 'Content-Type: application/json'",
  },
  check(evidence, { report }) {
    for (const option of evidence.curl?.options ?? []) {
      const value = option.value?.text ?? "";
      if (option.name !== "header" || !option.value || !isKnown(option.value) || value.includes(":")) continue;
      if (/^@|;\s*$/.test(value) || value.trim() === "") continue;
      const isHarmless = /^content-type\s*=?\s*application\/x-www-form-urlencoded/i.test(value);
      report(isHarmless ? "harmless" : "dropped", atSpan(option.span), {
        data: { header: value },
        severity: isHarmless ? "warning" : "error",
        fix: toFix(evidence, option),
      });
    }
  },
});

function toFix(evidence: Evidence, { value }: UsedOption): Fix | undefined {
  const parts = /^([A-Za-z-]+)[ =]+(.*)$/.exec(value?.text ?? "");
  const edits = value && parts ? replacePart(evidence, value, `${parts[1]}: ${parts[2]}`) : undefined;
  return edits && { title: "Put the colon in", edits };
}
