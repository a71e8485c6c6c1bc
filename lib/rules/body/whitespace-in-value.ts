import { decodeFormText } from "../../http/form.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import type { UnderstoodParameter } from "../../oauth/understood.ts";
import { isEncodedByForm } from "../basic-fact.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import { atParameterValue } from "../place.ts";
import { replaceValues } from "../replace-value.ts";
import { isCredential, isLiteral } from "../token-request.ts";

const NAMES: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/[\r\n]/, "a line break"],
  [/\t/, "a tab"],
  [/[\u200b-\u200f\u2060\ufeff\u00ad]/, "an invisible character"],
  [/[\u00a0\u2000-\u200a\u202f\u3000]/, "a blank of another kind (no-break or wide)"],
  [/^ | $/, "a blank at its end"],
];

/** No token, code, id or secret holds white space at its ends. RFC 6749 appendix A. */
export default defineRule({
  id: "whitespace-in-value",
  severity: "error",
  title: "White space was copied along",
  summary:
    "An id, secret or token holds a line break, a blank or an invisible character that was copied along with it.",
  spec: rfc6749("A"),
  messages: {
    space: {
      title: "{name} holds {what}",
      detail:
        "It was copied along with the value and is part of it now, so the server compares another value than it issued.",
    },
  },
  cleared: "Ids, secrets and tokens hold no white space",
  example: {
    reports:
      "curl https://auth.example.com/token -d client_id=id1 -d 'client_secret=s3cret ' -d grant_type=refresh_token -d refresh_token=r1",
    ignores:
      "curl https://auth.example.com/token -d client_id=id1 -d client_secret=s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      "curl https://auth.example.com/token -u 'id1:s3cret ' -d grant_type=refresh_token -d refresh_token=r%2B1%0A",
    ],
  },
  page: {
    why: "Selecting a token in a terminal or a web page often takes a line break, a blank or a zero-width character with it. Nobody sees it, and the server compares every character.",
    wrong: "client_secret=s3cret%0A",
    right: "client_secret=s3cret",
  },
  check(evidence, { report, clear }) {
    let wrong = false;
    let checked = false;
    for (const parameter of evidence.meant) {
      // A grant type of two words is another slip; what stands at its end was copied along.
      const isGrant = parameter.name.text === "grant_type" && /^\s|\s$/.test(parameter.value.text);
      if (!(isCredential(parameter) || isGrant) || !isLiteral(parameter)) continue;
      checked = true;
      const text = checkedPart(parameter, evidence);
      const what = NAMES.find(([pattern]) => pattern.test(text))?.[1];
      if (!what) continue;
      wrong = true;
      const plain = parameter.value.text.replace(/[\s\u200b-\u200f\u2060\ufeff\u00ad]+/g, "");
      const edits = replaceValues(evidence, [{ parameter, text: plain }]);
      const fix = edits && { title: "Take it out", edits };
      report("space", atParameterValue(parameter), { data: { name: parameter.name.text, what }, fix });
    }
    if (checked && !wrong) clear();
  },
});

/**
 * The line break that `echo` leaves at the end of Basic credentials has a rule of its own, and so has a plus in them that
 * was not form-encoded: here it counts as a plus.
 */
function checkedPart({ name, value, from }: UnderstoodParameter, evidence: Evidence): string {
  const { authorization } = evidence;
  // What the form itself has encoded is decoded for certain.
  if (from !== "authorization" || !authorization || isEncodedByForm(evidence)) return value.text;
  const part = authorization.parts?.[name.text === "client_secret" ? "secret" : "id"];
  const text = part ? decodeFormText(part.text.replaceAll("+", "%2B")) : value.text;
  const isEnd = name.text === "client_secret" && authorization.facts.some(({ kind }) => kind === "trailing-newline");
  return isEnd ? text.replace(/[\r\n]+$/, "") : text;
}
