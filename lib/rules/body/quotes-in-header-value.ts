import { rfc9110 } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { atHeaderValue } from "../place.ts";
import { replacePart } from "../rewrite.ts";

const READ_BARE = /^(?:content-type|authorization|accept|origin|user-agent)$/i;
const QUOTED = /^(["'‘’“”`])(.*)(["'‘’“”`])$/;

/** Quotes around a header's value are part of it. RFC 9110 section 5.5. */
export default defineRule({
  id: "quotes-in-header-value",
  severity: "error",
  title: "A header's value holds its own quotes",
  summary: "The quotes around the header's value are sent along, and the server does not know such a value.",
  spec: rfc9110("5.5"),
  messages: {
    quoted: {
      title: "The value of {name} is sent with its quotes",
      detail:
        "The inner quotes are part of the value that the server gets: {value}. It knows the value without them only.",
    },
  },
  cleared: null,
  example: {
    reports: `curl https://auth.example.com/token -u id1:s3cret -H "Content-Type: 'application/x-www-form-urlencoded'" -d 'grant_type=refresh_token&refresh_token=r1'`,
    ignores: `curl https://auth.example.com/token -u id1:s3cret -H "Content-Type: application/x-www-form-urlencoded" -d 'grant_type=refresh_token&refresh_token=r1'`,
  },
  page: {
    why: "One pair of quotes is for the shell or the programming language and is taken away. A second pair inside it reaches the server, which then sees a content type or a scheme that does not exist.",
    wrong: `-H "Content-Type: 'application/x-www-form-urlencoded'"`,
    right: `-H "Content-Type: application/x-www-form-urlencoded"`,
  },
  check(evidence, { report }) {
    for (const field of evidence.request?.headers ?? []) {
      const inner = QUOTED.exec(field.value.text.trim())?.[2];
      if (inner === undefined || !READ_BARE.test(field.name.text)) continue;
      if (evidence.authorization?.facts.some(({ kind }) => kind === "literal-formula") && /auth/i.test(field.name.text))
        continue;
      const edits = replacePart(evidence, field.value, inner);
      const fix = edits && { title: "Take the inner quotes away", edits };
      report("quoted", atHeaderValue(field), { data: { name: field.name.text, value: field.value.text }, fix });
    }
  },
});
