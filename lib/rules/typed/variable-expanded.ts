import { curlManual } from "../../oauth/spec.ts";
import type { ShellNote } from "../../shell/reading.ts";
import type { Edit } from "../../text/edit.ts";
import type { Span } from "../../text/span.ts";
import { isTyped, notesOf as notesOfCommand } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import { type Evidence, hasReply } from "../evidence.ts";
import { atSpan } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { findWord } from "../rewrite.ts";
import { printed } from "../right-request.ts";

/** In double quotes $, ` and ! are still read by the shell. */
export default defineRule({
  id: "variable-expanded",
  severity: "error",
  title: "The shell changes the value",
  summary: "A $, a backtick or a ! in the value is read by the shell and replaced, so another value is sent.",
  spec: curlManual("-d"),
  messages: {
    printed: PRINTED,
    dollar: {
      title: "The shell reads {part} as a variable",
      detail:
        "In double quotes, and outside of quotes, $ begins a variable's name. A variable that is not set leaves nothing behind. Put the value in single quotes.",
    },
    braces: {
      title: "The shell reads {part} as a variable",
      detail:
        "What stands in the braces looks like the value itself, not like a name. Write it without $ and braces, in single quotes.",
    },
    history: {
      title: "An interactive shell replaces {part} by an earlier command",
      detail:
        "In bash and zsh ! calls up the history, in double quotes too (event not found). Put the value in single quotes.",
    },
    backtick: {
      title: "The shell runs {part} as a command",
      detail: "Backticks run what stands between them, in double quotes too. Put the value in single quotes.",
    },
    refused: {
      title: "The shell cannot fill in {part}",
      detail:
        "$ and a brace begin a variable's name, and this is none (bad substitution). Put the value in single quotes.",
    },
  },
  cleared: null,
  example: {
    reports: `curl https://auth.example.com/token -u "id1:s3$cret" -d grant_type=refresh_token -d refresh_token=r1`,
    ignores: `curl https://auth.example.com/token -u 'id1:s3$cret' -d grant_type=refresh_token -d refresh_token=r1`,
    more: [
      printed("bash: !W7Q: event not found"),
      "curl https://auth.example.com/token -u ${kx9Tq2LmVb7}:${w4Jr8Ns1Zp6} -d grant_type=refresh_token -d refresh_token=r1",
      `curl https://auth.example.com/token -u "id1:s3!cret" -d grant_type=refresh_token -d refresh_token=r1`,
      'curl https://auth.example.com/token -u "id1:s3`c`ret" -d grant_type=refresh_token -d refresh_token=r1',
      'curl https://auth.example.com/token -u "id1:s3${a b}" -d grant_type=refresh_token -d refresh_token=r1',
    ],
  },
  page: {
    why: "Generated secrets hold $, ! and backticks by chance. In double quotes the shell still reads them, replaces them, and the server gets a value with a hole in it. In single quotes nothing is read.",
    wrong: '-u "id:pa$$w0rd!"',
    right: "-u 'id:pa$$w0rd!'",
  },
  check(evidence, { report }) {
    if (!isTyped(evidence) || !evidence.shell || evidence.shell.shell === "cmd") return;
    const { text, shell } = evidence;
    // PowerShell reads $ and the backtick in double quotes too, wherever the text stands.
    const notesOf = shell.shell === "posix" ? notesOfCommand : notesOfText;
    if (shell.problem?.kind === "bad-substitution") {
      const { start, end } = shell.problem.span;
      report("refused", atSpan({ start, end }), { data: { part: text.slice(start, end) } });
    }
    const found: [Message, ShellNote[]][] = [
      ["dollar", notesOf(evidence, "expansion").filter((note) => isEaten(text, note))],
      ["braces", notesOf(evidence, "expansion").filter((note) => isValueInBraces(text, note))],
      [
        "backtick",
        notesOf(evidence, "substitution").filter(({ span }) => text[span.start] === "`" && isInWord(text, span)),
      ],
      ["history", notesOf(evidence, "history-expansion")],
    ];
    for (const [message, notes] of found) {
      if (notes.length === 0) continue;
      const spans = notes.map(({ span }) => span);
      const part = [...new Set(spans.map(({ start, end }) => text.slice(start, end)))].join(", ");
      const edits = message === "braces" ? undefined : requote(evidence, spans);
      report(message, atSpan(spans), {
        data: { part },
        fix: edits && { title: "Use single quotes", edits },
        // A script has no history, and a server that answered shows that nothing was called up.
        severity: message === "history" && hasReply(evidence) ? "warning" : "error",
      });
    }
  },
});

function notesOfText({ shell }: Evidence, kind: string): ShellNote[] {
  return (shell?.notes ?? []).filter((note) => note.kind === kind && note.data?.quotes === "double");
}

type Message = "dollar" | "braces" | "history" | "backtick";

/** A variable in the middle of a value, or one that no author names: `pa$sw0rd`, `$$`, `$1`. */
function isEaten(text: string, { span, data }: ShellNote): boolean {
  if (data?.known === "true") return false;
  const written = text.slice(span.start, span.end);
  if (/^\$(?:[0-9$!?#*@-])/.test(written)) return isInWord(text, span);
  return (
    /^\$[A-Za-z_]\w*$/.test(written) &&
    /[A-Za-z0-9]/.test(text[span.start - 1] ?? "") &&
    !/^\$[A-Z][A-Z0-9_]{2,}$/.test(written)
  );
}

function isInWord(text: string, { start, end }: Span): boolean {
  return /[\w@%+~-]/.test(text[start - 1] ?? "") || /[\w@%+~-]/.test(text[end] ?? "");
}

/** A long mix of letters and digits is a value that somebody put into the braces of a sample. */
function isValueInBraces(text: string, { span, data }: ShellNote): boolean {
  const name = /^\$\{(\w+)\}$/.exec(text.slice(span.start, span.end))?.[1] ?? "";
  return data?.known !== "true" && name.length >= 8 && /\d/.test(name) && /[a-z]/.test(name) && /[A-Z]/.test(name);
}

/** Single quotes for double ones, where the word holds no single quote and no variable that is meant. */
function requote(evidence: Evidence, spans: readonly Span[]): Edit[] | undefined {
  const edits: Edit[] = [];
  for (const span of spans) {
    const word = findWord(evidence, span);
    const written = word && evidence.text.slice(word.span.start, word.span.end);
    if (!word || !written || !/^"[^"'\\]*"$/.test(written) || /\$\{?[A-Z][A-Z_]{2,}/.test(written)) return undefined;
    const { start, end } = word.span;
    edits.push({ start, end: start + 1, text: "'" }, { start: end - 1, end, text: "'" });
  }
  return edits;
}
