import { curlManual } from "../../oauth/spec.ts";
import type { Word } from "../../shell/reading.ts";
import type { Edit } from "../../text/edit.ts";
import type { Span } from "../../text/span.ts";
import { isKnown } from "../../text/traced.ts";
import { isTyped, notesOf } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import { atSpan, atValue } from "../place.ts";
import { findWord } from "../rewrite.ts";

/** Single quotes keep a dollar sign as it is; each shell has its own mark for a variable. */
export default defineRule({
  id: "variable-not-expanded",
  severity: "error",
  title: "A variable is not filled in",
  summary: "The variable stands in single quotes, is written for another shell, or is set too late: its name is sent.",
  spec: curlManual("-d"),
  messages: {
    single: {
      title: "{names} stands in single quotes and is not filled in",
      detail: "In single quotes a shell changes nothing, so the name itself is sent. Double quotes fill it in.",
    },
    percent: {
      title: "{names} is how cmd writes a variable; here it stays as it is",
      detail: "In bash and zsh a variable is written $NAME, in double quotes.",
    },
    dollar: {
      title: "{names} is how bash writes a variable; cmd leaves it as it is",
      detail: "In cmd a variable is written %NAME%.",
    },
    late: {
      title: "{names} is set on the same line, which is too late",
      detail:
        "The shell fills in the words before it sets the variable, so the old value is used, or none. Set it in a command of its own.",
    },
  },
  cleared: null,
  example: {
    reports:
      "curl https://auth.example.com/token -u id1:s3cret -d 'grant_type=refresh_token&refresh_token=$REFRESH_TOKEN'",
    ignores: `curl https://auth.example.com/token -u id1:s3cret -d "grant_type=refresh_token&refresh_token=$REFRESH_TOKEN"`,
    more: [
      {
        shell: "posix",
        text: `curl https://auth.example.com/token -u id1:s3cret -d "grant_type=refresh_token&refresh_token=%REFRESH_TOKEN%"`,
      },
      `RT=r1 curl https://auth.example.com/token -u id1:s3cret -d "grant_type=refresh_token&refresh_token=$RT"`,
      {
        shell: "cmd",
        text: `curl https://auth.example.com/token -u id1:s3cret -d "grant_type=refresh_token&refresh_token=$REFRESH_TOKEN"`,
      },
    ],
  },
  page: {
    why: "The server gets the variable's name instead of its value, and knows no such secret or token.",
    wrong: "-d 'refresh_token=$REFRESH_TOKEN'",
    right: '-d "refresh_token=$REFRESH_TOKEN"',
  },
  check(evidence, { report }) {
    if (!isTyped(evidence) || !evidence.shell) return;
    const { shell, text } = evidence;
    const late = notesOf(evidence, "assigned-too-late");
    if (late.length > 0)
      report("late", atSpan(late.map(({ span }) => span)), {
        data: {
          names: namesOf(
            late.map(({ span }) => span),
            text,
          ),
        },
      });
    if (shell.shell === "posix") {
      const literal = notesOf(evidence, "literal-dollar").filter(({ span }) => isWholeValue(text, span));
      if (literal.length > 0) {
        const spans = literal.map(({ span }) => span);
        const edits = requote(evidence, spans);
        const fix = edits && { title: "Use double quotes", edits };
        report("single", atSpan(spans), { data: { names: namesOf(spans, text) }, fix });
      }
      const percent = !text.includes("%") ? [] : inWords(evidence, /%[A-Z_][A-Z0-9_]*%/gi);
      if (percent.length > 0) report("percent", atSpan(percent), { data: { names: namesOf(percent, text) } });
    }
    if (shell.shell === "powershell" || shell.shell === "pwsh") {
      const literal = evidence.meant.filter(
        ({ value }) => isKnown(value) && /^\$(?:env:)?[A-Za-z_]\w*$/.test(value.text),
      );
      if (literal.length > 0) {
        const names = [...new Set(literal.map(({ value }) => value.text))].join(", ");
        report("single", atValue("body", ...literal.map(({ value }) => value)), { data: { names } });
      }
    }
    if (shell.shell === "cmd") {
      const dollar = !text.includes("$") ? [] : inWords(evidence, /\$\{?[A-Za-z_]\w*\}?/g);
      if (dollar.length > 0) report("dollar", atSpan(dollar), { data: { names: namesOf(dollar, text) } });
    }
  },
});

function namesOf(spans: readonly Span[], text: string): string {
  return [...new Set(spans.map(({ start, end }) => text.slice(start, end)))].join(", ");
}

/** True if the variable is a whole value, so that it is no part of a secret that happens to hold a dollar sign. */
function isWholeValue(text: string, { start, end }: Span): boolean {
  return /[\s=:'"(]/.test(text[start - 1] ?? " ") && /[\s&'":)}]/.test(text[end] ?? " ");
}

function inWords({ command, text }: Evidence, pattern: RegExp): Span[] {
  return (command?.words ?? []).flatMap(({ span }) =>
    [...text.slice(span.start, span.end).matchAll(pattern)]
      .map((match) => ({ start: span.start + match.index, end: span.start + match.index + match[0].length }))
      .filter((found) => isWholeValue(text, found)),
  );
}

/** Double quotes for single ones, where the word holds nothing else that they would change. */
function requote(evidence: Evidence, spans: readonly Span[]): Edit[] | undefined {
  const words = new Set<Word>();
  for (const span of spans) {
    const word = findWord(evidence, span);
    const written = word && evidence.text.slice(word.span.start, word.span.end);
    if (!word || !written || !/^'[^'"`\\!]*'$/.test(written)) return undefined;
    words.add(word);
  }
  return [...words].flatMap(({ span: { start, end } }) => [
    { start, end: start + 1, text: '"' },
    { start: end - 1, end, text: '"' },
  ]);
}
