import { curlManual } from "../../oauth/spec.ts";
import type { Word } from "../../shell/reading.ts";
import type { Edit } from "../../text/edit.ts";
import { isTyped } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import type { Fix } from "../finding.ts";
import { atSpan } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { printed } from "../right-request.ts";

/** To cmd.exe a single quote is a letter. */
export default defineRule({
  id: "windows-single-quotes",
  severity: "error",
  title: "Single quotes in cmd",
  summary: "cmd.exe takes single quotes for letters: blanks still split the words, and the quotes are sent along.",
  spec: curlManual("-d"),
  messages: {
    printed: PRINTED,
    letter: {
      title: "cmd takes ' for a letter",
      detail:
        'Single quotes quote nothing in cmd. A blank inside them splits the words, & ends the command, and the quotes become part of the value. Use double quotes, and \\" for those inside.',
    },
  },
  cleared: null,
  example: {
    reports: {
      shell: "cmd",
      text: "curl https://auth.example.com/token -u 'id1:s3cret' -d grant_type=refresh_token -d refresh_token=r1",
    },
    ignores: {
      shell: "cmd",
      text: 'curl https://auth.example.com/token -u "id1:s3cret" -d grant_type=refresh_token -d refresh_token=r1',
    },
    more: [printed("curl: (6) Could not resolve host: application")],
  },
  page: {
    why: "Most curl examples are written for bash. Windows' cmd.exe knows double quotes only: to it 'id:secret' is a word of eleven letters that begins and ends with an apostrophe.",
    wrong: "curl -u 'id:secret'",
    right: 'curl -u "id:secret"',
  },
  check(evidence, { report }) {
    if (!isTyped(evidence) || evidence.shell?.shell !== "cmd") return;
    const words = (evidence.command?.words ?? []).filter(({ value }) => /^'|'$/.test(value.text));
    if (words.length === 0) return;
    report("letter", atSpan(words.map(({ span }) => span)), { fix: toFix(evidence, words) });
  },
});

/** Double quotes for single ones, where each word is quoted as a whole and holds nothing that cmd reads. */
function toFix({ text }: Evidence, words: readonly Word[]): Fix | undefined {
  const edits: Edit[] = [];
  for (const { span } of words) {
    const inner = /^'([^'"%^!]*)'$/.exec(text.slice(span.start, span.end))?.[1];
    if (inner === undefined) return undefined;
    edits.push({ ...span, text: `"${inner}"` });
  }
  return { title: "Use double quotes", edits };
}
