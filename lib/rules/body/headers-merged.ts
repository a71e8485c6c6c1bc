import { rfc9110 } from "../../oauth/spec.ts";
import { slice } from "../../text/traced.ts";
import { defineRule } from "../define-rule.ts";
import { atValue } from "../place.ts";
import { RIGHT_REQUEST } from "../right-request.ts";

/** A header that begins inside the value of another one. */
const SECOND =
  /(?:[;,]|\\r\\n|\\n|\s)\s*(Authorization|Content-Type|Content-Length|Accept|User-Agent|Host|Cache-Control)\s*:\s*\S/i;

/** Each header is a line of its own. RFC 9110 section 5.5. */
export default defineRule({
  id: "headers-merged",
  severity: "error",
  title: "Two headers are merged into one",
  summary: "The value of one header goes on with the name of the next.",
  spec: rfc9110("5.5"),
  messages: {
    merged: {
      title: "{second} stands inside the value of {first}",
      detail: "The server sees one header with a strange value. Give each header its own line, or its own -H.",
    },
  },
  cleared: null,
  noFix: "Where one header ends and the next begins is a guess when values may hold the same signs.",
  example: {
    reports: RIGHT_REQUEST.replace("==\nContent-Type", "==; Content-Type"),
    ignores: RIGHT_REQUEST,
  },
  page: {
    why: "A semicolon or comma between headers looks right because it is right inside one header. In HTTP only a line break ends a header; the rest of the line is its value.",
    wrong: "-H 'Authorization: Basic …; Content-Type: application/x-www-form-urlencoded'",
    right: "-H 'Authorization: Basic …' -H 'Content-Type: application/x-www-form-urlencoded'",
  },
  check({ request }, { report }) {
    for (const { name, value } of request?.headers ?? []) {
      const match = SECOND.exec(value.text.slice(0, 20_000));
      if (!match?.[1]) continue;
      report("merged", atValue(`headers.${name.text}`, slice(value, match.index, match.index + match[0].length)), {
        data: { first: name.text, second: match[1] },
      });
    }
  },
});
