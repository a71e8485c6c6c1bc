import { curlManual } from "../../oauth/spec.ts";
import type { Ornament } from "../../text/ornament.ts";
import { isTyped } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import { type Evidence, hasReply } from "../evidence.ts";
import { atSpan } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { printed } from "../right-request.ts";

/** Curly quotes are letters to a shell. */
export default defineRule({
  id: "smart-quotes",
  severity: "error",
  title: "Curly quotes",
  summary: "A word processor or a forum made the quotes curly; to a shell they are ordinary letters.",
  spec: curlManual("-d"),
  messages: {
    printed: PRINTED,
    curly: {
      title: "The quotes are curly: {quotes}",
      detail:
        "A POSIX shell and cmd take curly quotes for ordinary letters: they quote nothing and are handed to the program. Use straight ones, ' and \".",
    },
    shown: {
      title: "The quotes are curly here: {quotes}",
      detail:
        "A server answered, so the command was run with straight quotes, and the page or program it was copied through made them curly. Whoever copies it from here gets the curly ones.",
    },
  },
  cleared: "The quotes are straight",
  example: {
    reports: "curl ‘https://auth.example.com/token’ -u id1:s3cret -d ‘grant_type=refresh_token&refresh_token=r1’",
    ignores: "curl 'https://auth.example.com/token' -u id1:s3cret -d 'grant_type=refresh_token&refresh_token=r1'",
    more: [
      printed("curl: (6) Could not resolve host: ‘https"),
      {
        text: "curl ‘https://auth.example.com/token’ -u id1:s3cret -d ‘grant_type=refresh_token&refresh_token=r1’",
        response: { status: 400, body: '{"error":"invalid_grant"}' },
      },
    ],
  },
  page: {
    why: "Word processors, chats and forums turn straight quotes into curly ones. In a shell these quote nothing: the blank or & inside them ends the word, and the curly letters become part of the URL, the header or the body. PowerShell alone takes them for quotes.",
    wrong: "curl ‘https://…’",
    right: "curl 'https://…'",
  },
  check(evidence, { report, clear }) {
    const { text, shell } = evidence;
    if (!isTyped(evidence) || shell?.shell === "powershell" || shell?.shell === "pwsh") return;
    const quotes = evidence.ornaments.filter((ornament) => isQuoting(text, ornament));
    if (quotes.length === 0) {
      if (/["']/.test(text)) clear();
      return;
    }
    const shown = [...new Set(quotes.map(({ span }) => text.slice(span.start, span.end)))].join(" ");
    report(hasReply(evidence) ? "shown" : "curly", atSpan(quotes.map(({ span }) => span)), {
      data: { quotes: shown },
      severity: hasReply(evidence) ? "warning" : "error",
      fix: { title: "Make the quotes straight", edits: quotes.map(({ span, plain }) => ({ ...span, text: plain })) },
    });
  },
});

/** An apostrophe between two letters quotes nothing. */
function isQuoting(text: Evidence["text"], { kind, span }: Ornament): boolean {
  return kind === "quote" && !(/\p{L}/u.test(text[span.start - 1] ?? "") && /\p{L}/u.test(text[span.end] ?? ""));
}
