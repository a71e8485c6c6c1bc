import { curlManual } from "../../oauth/spec.ts";
import type { Span } from "../../text/span.ts";
import { textSpans } from "../../text/traced.ts";
import { isTyped } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import { atSpan } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { printed } from "../right-request.ts";
import { isCredential } from "../token-request.ts";

const INVISIBLE = /[\u00a0\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** A character that looks like a blank, or like nothing, is neither to a shell. */
export default defineRule({
  id: "invisible-character",
  severity: "error",
  title: "A character that cannot be seen",
  summary: "A no-break space or a zero-width character was copied along; the shell takes it for a letter.",
  spec: curlManual("-d"),
  messages: {
    printed: PRINTED,
    blank: {
      title: "A no-break space stands where a blank should",
      detail: "It looks like a blank, but the shell does not split at it: the words around it become one.",
    },
    invisible: {
      title: "An invisible character was copied along",
      detail:
        "A zero-width character stands in the text. The shell takes it for a letter, and it becomes part of the word.",
    },
    value: {
      title: "{name} holds a character that cannot be seen",
      detail: "A zero-width or no-break character was copied along with the value, and is sent with it: {code}.",
    },
  },
  cleared: null,
  example: {
    reports: "curl\u00a0-u id1:s3cret https://auth.example.com/token -d grant_type=refresh_token -d refresh_token=r1",
    ignores: "curl -u id1:s3cret https://auth.example.com/token -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      printed("bash: $'curl\\302\\240-X': command not found"),
      "\u200bcurl -u id1:s3cret https://auth.example.com/token -d grant_type=refresh_token -d refresh_token=r1",
      "curl -u id1:s3cret https://auth.example.com/token -d grant_type=refresh_token -d refresh_token=r1\u200br2",
    ],
  },
  page: {
    why: "Web pages and chats put no-break spaces and zero-width characters between letters to steer where lines break. They are copied along and cannot be seen, but programs read them.",
    wrong: "curl\u00a0-X POST",
    right: "curl -X POST",
  },
  check(evidence, { report }) {
    if (!isTyped(evidence)) return;
    for (const kind of ["blank", "invisible"] as const) {
      const found = evidence.ornaments.filter((ornament) => ornament.kind === kind);
      if (found.length === 0) continue;
      const edits = found.map(({ span, plain }) => ({ ...span, text: plain }));
      const title = kind === "blank" ? "Use ordinary blanks" : "Take it out";
      report(kind, atSpan(found.map(({ span }) => span)), { fix: { title, edits } });
    }
    for (const { name, spans, code } of inValues(evidence)) {
      const edits = spans.map((span) => ({ ...span, text: "" }));
      report("value", atSpan(spans), { data: { name, code }, fix: { title: "Take it out", edits } });
    }
  },
});

/** Within values that are random text; in other values such a character may be meant. */
function inValues({ text, meant }: Evidence): { name: string; spans: Span[]; code: string }[] {
  if (text.search(INVISIBLE) < 0) return [];
  return meant.filter(isCredential).flatMap(({ name, value }) => {
    const spans = textSpans(value).flatMap(({ start, end }) =>
      [...text.slice(start, end).matchAll(INVISIBLE)].map(({ index }) => ({
        start: start + index,
        end: start + index + 1,
      })),
    );
    const [first] = spans;
    if (!first) return [];
    const code = `U+${text.charCodeAt(first.start).toString(16).toUpperCase().padStart(4, "0")}`;
    return [{ name: name.text, spans, code }];
  });
}
