import { curlManual } from "../../oauth/spec.ts";
import { findCuttingAmpersand, isTyped } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import type { Fix } from "../finding.ts";
import { atSpan } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { printed } from "../right-request.ts";

/** An unquoted & ends the command and sends it into the background. */
export default defineRule({
  id: "unquoted-ampersand",
  severity: "error",
  title: "An & outside of quotes",
  summary: "The & is not quoted, so the command ends there; what follows is not sent.",
  spec: curlManual("-d"),
  messages: {
    printed: PRINTED,
    cut: {
      title: "The & is not quoted, so the command ends there",
      detail:
        "The shell runs what stands before it, and takes {rest} for a command of its own. Put the value in quotes.",
    },
  },
  cleared: null,
  example: {
    reports: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token&refresh_token=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d 'grant_type=refresh_token&refresh_token=r1'",
    more: [
      printed("'client_id' is not recognized as an internal or external command, operable program or batch file."),
    ],
  },
  page: {
    why: "In a shell & means: run this in the background, then go on. The request goes out with the parameters before the first &, and the rest is lost without a word.",
    wrong: "curl https://…/token -d grant_type=refresh_token&refresh_token=…",
    right: "curl https://…/token -d 'grant_type=refresh_token&refresh_token=…'",
  },
  check(evidence, { report }) {
    if (!isTyped(evidence)) return;
    const cut = findCuttingAmpersand(evidence);
    if (!cut) return;
    const rest = cut.rest.length > 40 ? `${cut.rest.slice(0, 39)}…` : cut.rest;
    report("cut", atSpan(cut.span), { data: { rest }, fix: toFix(evidence, cut.span.start) });
  },
});

/** Quotes around the whole run of letters, if nothing in it is quoted or expanded already. */
function toFix({ command, text, shell }: Evidence, at: number): Fix | undefined {
  const start = command?.words.at(-1)?.span.start;
  if (start === undefined || start > at) return undefined;
  const end = at + (/^\S*/.exec(text.slice(at))?.[0].length ?? 0);
  const run = text.slice(start, end);
  if (/["'`$\\%^!]/.test(run)) return undefined;
  const quote = shell?.shell === "cmd" ? '"' : "'";
  const edits = [
    { start, end: start, text: quote },
    { start: end, end, text: quote },
  ];
  return { title: "Put it in quotes", edits };
}
