import { isRedacted } from "../../oauth/redaction.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import type { UnderstoodParameter } from "../../oauth/understood.ts";
import type { Span } from "../../text/span.ts";
import { isKnown, unknownsOf } from "../../text/traced.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import { atSpan, atValue, partOf } from "../place.ts";
import { isPlaceholderText } from "../placeholder.ts";
import { isRefusedValue } from "../token-request.ts";

/** Parameters whose value is the author's own. */
const OWN = /^(?:client_id|client_secret|refresh_token|code|username|password|redirect_uri|scope|client_assertion)$/;

/** A sample's placeholder is sent as the value. */
export default defineRule({
  id: "placeholder-left",
  severity: "error",
  title: "A placeholder was left in",
  summary: "A value still is the sample's placeholder, or a variable's name that nothing filled in.",
  spec: rfc6749("A"),
  messages: {
    placeholder: {
      title: "{name} still is the placeholder {value}",
      detail: "It was taken over from a sample, or a variable was not filled in. Put the real value there.",
    },
    masked: {
      title: "{name} is masked: {value}",
      detail:
        "The server refused this value. If the mask was not put in only for showing the request here, it was copied from a page that hides the real value.",
    },
  },
  cleared: null,
  noFix: "Only you have the value that belongs there.",
  example: {
    reports:
      "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=YOUR_REFRESH_TOKEN",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      {
        text: "curl https://auth.example.com/token -d grant_type=client_credentials -d client_id=id1 -d 'client_secret=********'",
        response: { status: 401, body: '{"error":"invalid_client"}' },
      },
    ],
  },
  page: {
    why: "Samples mark the places that you have to fill in: YOUR_CLIENT_ID, <secret>, {{token}}, $TOKEN. Left as they are, they are sent to the letter, and the server does not know them.",
    wrong: "refresh_token=YOUR_REFRESH_TOKEN",
    right: "refresh_token=8xLOxBtZp8",
  },
  check(evidence, { report }) {
    const own = evidence.meant.filter(({ name, value }) => OWN.test(name.text) && value.text !== "");
    const masked = own.filter((parameter) => isRedacted(parameter.value.text) && isSpokenOf(parameter, evidence));
    const left = [...own, ...credentialsOf(evidence)].filter(
      (parameter) =>
        !isRedacted(parameter.value.text) && isKnown(parameter.value) && isPlaceholder(parameter, evidence),
    );
    for (const [message, found] of [
      ["placeholder", left],
      ["masked", masked],
    ] as const) {
      const [first] = found;
      if (!first) continue;
      const name = [...new Set(found.map((parameter) => parameter.name.text))].join(", ");
      const value = [...new Set(found.map((parameter) => shorten(parameter.value.text)))].join(", ");
      const place = atValue(
        partOf(first),
        found.map((parameter) => parameter.value),
      );
      report(message, place, { data: { name, value } });
    }
    const literal = evidence.request ? undefined : findLiteral(evidence);
    if (literal) report("placeholder", atSpan(literal.span), { data: { name: literal.name, value: literal.value } });
  },
});

/** In a program whose request cannot be told: a string that is a placeholder, under a name that says what it is. */
function findLiteral({ format, text }: Evidence): { span: Span; name: string; value: string } | undefined {
  if (format !== "code" && format !== "fetch") return undefined;
  for (const match of text.matchAll(
    /\b(\w*(?:token|secret|client_?id)\w*)["']?\s*[:=]\s*(["'`])([^"'`\n]{3,80})\2/gi,
  )) {
    const [whole, name = "", , value = ""] = match;
    if (!isPlaceholderText(value)) continue;
    const end = match.index + whole.length - 1;
    return { span: { start: end - value.length, end }, name, value };
  }
  return undefined;
}

function isPlaceholder(parameter: UnderstoodParameter, evidence: Evidence): boolean {
  const { format, shell } = evidence;
  const text = parameter.value.text.trim();
  // In Postman and in .http files these are variables; whether they are set only an answer tells.
  if ((format === "postman" || format === "http") && /^\{\{[^{}]+\}\}$/.test(text))
    return isAnswered(parameter, evidence);
  // A variable of PowerShell in single quotes has a rule of its own.
  if (format === "powershell" && shell && /^\$\w+$/.test(text)) return false;
  return isPlaceholderText(text);
}

/** What stands behind Basic, where it is a placeholder as a whole. */
function credentialsOf({ authorization }: Evidence): UnderstoodParameter[] {
  if (authorization?.scheme !== "basic" || authorization.parts) return [];
  return [{ name: authorization.field.name, value: authorization.token, from: "authorization" }];
}

function isAnswered({ name }: UnderstoodParameter, evidence: Evidence): boolean {
  return isRefusedValue(name.text, evidence);
}

/** A mask is how people show their requests, unless the reply is about that very value. */
function isSpokenOf({ name, value }: UnderstoodParameter, evidence: Evidence): boolean {
  return unknownsOf(value).every((unknown) => unknown === name.text) && isRefusedValue(name.text, evidence);
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
