import { curlManual } from "../../oauth/spec.ts";
import type { Edit } from "../../text/edit.ts";
import { findOrphanLine, isTyped } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import { atSpan } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { printed } from "../right-request.ts";

/** A backslash joins two lines only if it is the line's very last character. */
export default defineRule({
  id: "broken-line-continuation",
  severity: "error",
  title: "The lines are not joined",
  summary: "The command ends at a line's end: the backslash is missing, is followed by a blank, or is another shell's.",
  spec: curlManual("-d"),
  messages: {
    printed: PRINTED,
    blank: {
      title: "A blank follows the backslash at the line's end",
      detail:
        "The backslash then quotes the blank instead of joining the lines: curl gets a word of one blank, and the next line is a command of its own.",
    },
    missing: {
      title: "The lines are not joined: the command ends before this line",
      detail:
        "A line's end ends the command. In bash and zsh a backslash at the very end of the line joins it with the next.",
    },
    foreign: {
      title: "{mark} at the line's end joins lines in {home} only",
      detail: "In bash and zsh it is the backslash: \\ as the very last character.",
    },
    windows: {
      title: "\\ at the line's end does not join lines in {here}",
      detail: "Use {mark} there, or write the command on one line. What follows runs as a command of its own.",
    },
  },
  cleared: null,
  example: {
    reports: "curl https://auth.example.com/token \\ \n -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    ignores: "curl https://auth.example.com/token \\\n -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      printed("'-H' is not recognized as an internal or external command, operable program or batch file."),
      "curl https://auth.example.com/token\n -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
      {
        shell: "posix",
        text: "curl https://auth.example.com/token ^\n -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
      },
      {
        shell: "cmd",
        text: "curl https://auth.example.com/token \\\n -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
      },
    ],
  },
  page: {
    why: "A shell reads one line as one command. The mark that joins lines differs (\\ in bash and zsh, ^ in cmd, a backtick in PowerShell) and works only as the very last character. Without it curl runs with half of its options, and the next line is called a command that does not exist.",
    wrong: "curl https://… ⏎ -d grant_type=refresh_token",
    right: "curl https://… \\⏎ -d grant_type=refresh_token",
  },
  check(evidence, { report }) {
    if (!isTyped(evidence)) return;
    const { shell, text } = evidence;
    if (shell && shell.shell !== "posix") return checkWindows(evidence, report);
    const foreign = /[ \t]([\^`])[ \t]*\r?\n(?=[ \t]*-)/.exec(text);
    if (foreign?.[1]) {
      const home = foreign[1] === "^" ? "cmd" : "PowerShell";
      const edits = [...text.matchAll(/(?<=[ \t])[\^`][ \t]*(?=\r?\n)/g)].map((match) => replace(match, "\\"));
      const place = atSpan(edits.map(({ start }) => ({ start, end: start + 1 })));
      return report("foreign", place, { data: { mark: foreign[1], home }, fix: { title: "Use backslashes", edits } });
    }
    const broken = shell?.notes.filter(({ kind }) => kind === "broken-continuation") ?? [];
    if (broken.length > 0) {
      const edits = [...text.matchAll(/(?<=\\)[ \t\r]+(?=\n)/g)].map((match) => replace(match, ""));
      return report("blank", atSpan(broken.map(({ span }) => span)), {
        fix: { title: "Take the blank away", edits },
      });
    }
    const orphan = findOrphanLine(evidence);
    if (!orphan) return;
    const edits = [...text.matchAll(/(?<=[^\s\\])[ \t]*(?=\r?\n[ \t]*-{1,2}[A-Za-z])/g)].map((match) =>
      replace(match, " \\"),
    );
    report("missing", atSpan(orphan), { fix: { title: "Join the lines", edits } });
  },
});

function replace(match: RegExpExecArray, text: string): Edit {
  return { start: match.index, end: match.index + match[0].length, text };
}

type Report = (
  message: "windows",
  place: ReturnType<typeof atSpan>,
  options: { data: Record<string, string>; fix: { title: string; edits: Edit[] } },
) => void;

function checkWindows({ shell, text }: Evidence, report: Report): void {
  const edits = [...text.matchAll(/\\[ \t]*(?=\r?\n)/g)].map((match) =>
    replace(match, shell?.shell === "cmd" ? "^" : "`"),
  );
  if (edits.length === 0) return;
  const here = shell?.shell === "cmd" ? "cmd" : "PowerShell";
  const mark = shell?.shell === "cmd" ? "^" : "a backtick";
  report("windows", atSpan(edits), { data: { here, mark }, fix: { title: `Use ${mark}`, edits } });
}
