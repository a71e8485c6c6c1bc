import { curlManual } from "../../oauth/spec.ts";
import type { ShellProblem } from "../../shell/reading.ts";
import { isTyped } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import { type Evidence, hasReply } from "../evidence.ts";
import type { Fix } from "../finding.ts";
import { atSpan } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { printed } from "../right-request.ts";

/** A shell waits for the closing quote and runs nothing before it. */
export default defineRule({
  id: "unbalanced-quote",
  severity: "error",
  title: "A quote is never closed",
  summary: "A quote is opened and not closed, so the shell waits for more and runs nothing.",
  spec: curlManual("-d"),
  messages: {
    printed: PRINTED,
    open: {
      title: "A quote is never closed",
      detail: "The shell waits for its partner and runs nothing; it shows > and expects more input.",
    },
    substitution: {
      title: "A bracket or backtick is never closed",
      detail: "The shell waits for its partner and runs nothing.",
    },
    syntax: {
      title: "The shell cannot read this",
      detail: "{problem} Put the value in single quotes if the character belongs to it.",
    },
    tooLarge: {
      title: "This is more than is read",
      detail:
        "{problem} What stands before this place was read, and nothing is judged. Paste the failing command alone.",
    },
    shown: {
      title: "A quote is not closed here",
      detail: "A server answered, so the command that was run had its closing quote; it was lost when it was copied.",
    },
  },
  cleared: "The quotes are closed",
  example: {
    reports: "curl https://auth.example.com/token -u id1:s3cret -d 'grant_type=refresh_token&refresh_token=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d 'grant_type=refresh_token&refresh_token=r1'",
    more: [
      printed("bash: unexpected EOF while looking for matching `\"'"),
      "curl https://auth.example.com/token -u id1:$(cat secret -d grant_type=refresh_token -d refresh_token=r1",
      "curl https://auth.example.com/token?page={1..99999} -u id1:s3cret",
      "curl https://auth.example.com/token -u id1:s3(ret -d grant_type=refresh_token -d refresh_token=r1",
      {
        text: "curl https://auth.example.com/token -u id1:s3cret -d 'grant_type=refresh_token&refresh_token=r1",
        response: { status: 400, body: '{"error":"invalid_grant"}' },
      },
    ],
  },
  page: {
    why: "Everything behind an open quote belongs to it, the line's end included. The shell shows its second prompt and waits. If a later quote closes it, the words are cut at the wrong places instead.",
    wrong: "-d 'grant_type=refresh_token",
    right: "-d 'grant_type=refresh_token'",
  },
  check(evidence, { report, clear }) {
    if (!isTyped(evidence) || !evidence.shell) return;
    // Behind curly quotes the straight reading counts; the open quote of a text that was run is in the pasted one.
    const problem = evidence.shell.problem ?? (evidence.ornaments.length === 0 ? evidence.pasted?.problem : null);
    if (!problem) {
      if (evidence.command && /["'‘’“”]/.test(evidence.text)) clear();
      return;
    }
    if (problem.kind === "bad-substitution") return;
    const place = atSpan(problem.span);
    const fix = toFix(evidence, problem);
    if (problem.kind === "open-quote") {
      if (hasReply(evidence)) report("shown", place, { fix, severity: "warning" });
      else report("open", place, { fix });
    } else if (problem.kind === "open-substitution") report("substitution", place);
    else if (problem.kind === "too-large" || problem.kind === "too-deep")
      report("tooLarge", place, { data: { problem: problem.message } });
    else report("syntax", place, { data: { problem: problem.message } });
  },
});

/** Closing it at the end is right where no other option stands behind the open quote. */
function toFix({ text }: Evidence, { kind, span }: ShellProblem): Fix | undefined {
  const quote = text[span.start] ?? "";
  const rest = text.slice(span.start + 1);
  if (kind !== "open-quote" || !/['"]/.test(quote) || rest.includes(quote) || /\s-{1,2}[A-Za-z]/.test(rest))
    return undefined;
  const end = text.trimEnd().length;
  return { title: "Close the quote at the end", edits: [{ start: end, end, text: quote }] };
}
