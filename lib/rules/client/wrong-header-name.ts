import { findHeader } from "../../http/request.ts";
import { findMisspelled } from "../../oauth/params.ts";
import { rfc9110 } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { atHeader } from "../place.ts";
import { replacePart } from "../rewrite.ts";

const OTHER_NAMES: Readonly<Record<string, string>> = {
  authentication: "Authorization",
  auth: "Authorization",
  authorisation: "Authorization",
  authorize: "Authorization",
  basic: "Authorization",
  content_type: "Content-Type",
};

const NAMES = ["authorization", "content-type"];

/** Header names are compared to the letter, if not to the case. RFC 9110 sections 5.1 and 11.6.2. */
export default defineRule({
  id: "wrong-header-name",
  severity: "error",
  title: "A header's name is wrong",
  summary: "A header is misspelled (Authentication, Authorisation, ContentType), so the server does not see it.",
  spec: rfc9110("11.6.2"),
  messages: {
    wrong: {
      title: "The header {name} should be {right}",
      detail: "A server knows {right} only; under another name the value is not looked at.",
    },
  },
  cleared: null,
  example: {
    reports:
      "curl https://auth.example.com/token -H 'Authentication: Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
    ignores:
      "curl https://auth.example.com/token -H 'authorization: Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
  },
  page: {
    why: "The header for credentials is called Authorization, for historical reasons and with a z. Under any other name it is just one more header that nobody reads.",
    wrong: "Authentication: Basic …",
    right: "Authorization: Basic …",
  },
  check(evidence, { report }) {
    for (const field of evidence.request?.headers ?? []) {
      if (!field.name.pieces.some(isWritten)) continue;
      const name = field.name.text;
      const lower = name.toLowerCase();
      if (lower === "authorization" || lower === "content-type") continue;
      const right =
        OTHER_NAMES[lower.replaceAll("-", "_")] ??
        findMisspelled(lower, NAMES)?.replace(/\b./g, (c) => c.toUpperCase());
      if (!right || !evidence.request || findHeader(evidence.request, right)?.value.pieces.some(isWritten)) continue;
      if (right === "Authorization" && !/^\s*(?:basic|bearer)\b/i.test(field.value.text)) continue;
      const edits = replacePart(evidence, field.name, right);
      const fix = edits && { title: `Write ${right}`, edits };
      report("wrong", atHeader(field), { data: { name, right }, fix });
    }
  },
});

function isWritten({ origin }: { origin: { door: string } }): boolean {
  return origin.door !== "added";
}
