import { encodeComponent, type FormPair } from "../../http/form.ts";
import { readBody } from "../../oauth/body.ts";
import { isRedacted } from "../../oauth/redaction.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { hasLoneSurrogate } from "../../text/bytes.ts";
import { isKnown, slice, type Traced } from "../../text/traced.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import type { Fix } from "../finding.ts";
import { atValue } from "../place.ts";
import { isPlaceholderText } from "../placeholder.ts";
import { replacePart } from "../rewrite.ts";
import { isRefusedValue } from "../token-request.ts";

const CREDENTIAL = /^(?:client_id|client_secret|refresh_token|code|password|client_assertion)$/;

/** Values in a form are percent-encoded. RFC 6749 appendix B. */
export default defineRule({
  id: "unencoded-value",
  severity: "error",
  title: "A value is not percent-encoded",
  summary: "A raw +, &, % or blank in a form value arrives as something else.",
  spec: rfc6749("B"),
  messages: {
    plus: {
      title: "{name} holds a raw +, which the server reads as a blank",
      detail: "In a form + stands for a blank. Write %2B, or let the client encode: curl --data-urlencode.",
    },
    ampersand: {
      title: "{name} holds a raw &, which ends the value",
      detail:
        "In a form & begins the next parameter: the server reads {name} up to it, and {rest} as another one. Write %26.",
    },
    percent: {
      title: "{name} holds a raw %",
      detail: "In a form % begins an encoded byte; servers differ in what they make of a lone one. Write %25.",
    },
    bytes: {
      title: "{name} holds encoded bytes that are no UTF-8",
      detail: "A form is read as UTF-8; these bytes are none, so servers refuse them or read replacement characters.",
    },
    blank: {
      title: "{name} holds a raw blank",
      detail: "A blank in a form is written + or %20; a raw one may end the value, or the request.",
    },
    separator: {
      title: "{name} holds a raw {char}",
      detail: "Some servers split the form at it. Percent-encode the value, or use curl --data-urlencode.",
    },
  },
  cleared: null,
  example: {
    reports: "curl https://auth.example.com/token -u id1:s3cret -d 'grant_type=refresh_token&refresh_token=8xL+BtZp8'",
    ignores:
      "curl https://auth.example.com/token -u id1:s3cret -d 'grant_type=refresh_token&refresh_token=8xL%2BBtZp8'",
    more: [
      "curl https://auth.example.com/token -d 'grant_type=refresh_token&refresh_token=r1&client_id=id1&client_secret=ab&cd'",
      "curl https://auth.example.com/token -d 'grant_type=refresh_token&refresh_token=r1&client_id=id1&client_secret=ab%cd%zz'",
      "curl https://auth.example.com/token -d 'grant_type=refresh_token&refresh_token=r1&client_id=id1&client_secret=ab cd'",
      "curl https://auth.example.com/token -d 'grant_type=refresh_token&refresh_token=r1&client_id=id1&client_secret=ab;cd'",
      "curl https://auth.example.com/token -d 'grant_type=refresh_token&refresh_token=r1&client_id=id1&client_secret=ab%FF'",
    ],
  },
  page: {
    why: "A form uses +, &, =, % and the blank for itself. A token or secret that holds one of them must be percent-encoded, or it arrives changed: the server then finds a value that it never issued, and answers invalid_grant or invalid_client.",
    wrong: "refresh_token=8xLOx+BtZp8",
    right: "refresh_token=8xLOx%2BBtZp8",
  },
  check(evidence, { report }) {
    const { request } = evidence;
    if (!request) return;
    const { pairs } = readBody(request);
    for (const [i, pair] of pairs.entries()) {
      const name = pair.name.text;
      if (!pair.hasEquals) continue;
      const raw = slice(pair.raw, pair.raw.text.indexOf("=") + 1);
      if (!isKnown(raw) || isRedacted(raw.text) || /^%\w+%$/.test(raw.text)) continue;
      const place = atValue(`body.${name}`, raw);
      if (hasLoneSurrogate(pair.value.text)) {
        report("bytes", place, { data: { name }, severity: "warning" });
        continue;
      }
      const rest = CREDENTIAL.test(name) ? restOf(pairs, i) : undefined;
      if (rest !== undefined) {
        report("ampersand", place, { data: { name, rest } });
        continue;
      }
      const char = findTrouble(evidence, raw);
      // Blanks, + and # are common in other values, and do no harm there.
      if (char === undefined || (char !== "%" && !CREDENTIAL.test(name))) continue;
      const message = MESSAGE_OF[char] ?? "separator";
      if (isPlaceholderText(raw.text)) continue;
      const severity = char === "+" || isRefusedValue(name, evidence) ? "error" : "warning";
      report(message, place, { data: { name, char }, fix: toFix(evidence, raw), severity });
    }
  },
});

const MESSAGE_OF: Readonly<Record<string, "plus" | "percent" | "blank">> = {
  "+": "plus",
  "%": "percent",
  " ": "blank",
};

/** The cut-off end of this pair's value: pairs behind it that have no equals sign. */
function restOf(pairs: readonly FormPair[], i: number): string | undefined {
  const next = pairs[i + 1];
  if (!next || !isKnown(next.raw)) return undefined;
  // No parameter has a name of digits and letters mixed; a random value does.
  const isPiece = !next.hasEquals || /^(?=.*\d)(?=.*[A-Za-z])[^_]+$/.test(next.name.text);
  return isPiece ? next.raw.text : undefined;
}

/** The character of the raw value that means something else in a form; a blank at an end is another rule's matter. */
function findTrouble(evidence: Evidence, raw: Traced): string | undefined {
  const match = /\+|%(?![0-9A-Fa-f]{2})|(?<=\S) (?=\S)|[;#]/.exec(raw.text);
  return match && isWritten(evidence, slice(raw, match.index, match.index + 1)) ? match[0] : undefined;
}

/** False where a client made the character by encoding the value: of a blank in a form field, or in --data-urlencode. */
function isWritten({ text }: Evidence, char: Traced): boolean {
  const origin = char.pieces[0]?.origin;
  if (!origin || origin.door === "field" || origin.door === "added") return false;
  return origin.door === "wire" || text.slice(origin.start, origin.end).includes(char.text);
}

/** Encodes what is raw; a value that already holds %XX might be encoded in part, which nobody but its author can tell. */
function toFix(evidence: Evidence, raw: Traced): Fix | undefined {
  if (/%[0-9A-Fa-f]{2}/.test(raw.text)) return undefined;
  const edits = replacePart(evidence, raw, encodeComponent(raw.text).replaceAll("+", "%20"));
  return edits && { title: "Percent-encode the value", edits };
}
