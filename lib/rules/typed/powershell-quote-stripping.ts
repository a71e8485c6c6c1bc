import { notesOf } from "../command.ts";
import { defineRule } from "../define-rule.ts";
import { atSpan } from "../place.ts";
import { isWindowsPowershell } from "../powershell.ts";

/** Windows PowerShell 5.1 to 7.2 hand arguments to programs without escaping the double quotes in them. */
export default defineRule({
  id: "powershell-quote-stripping",
  severity: "error",
  title: "PowerShell takes the double quotes out",
  summary:
    "Windows PowerShell hands double quotes inside an argument to a program without escaping them: they get lost.",
  spec: {
    name: "PSNativeCommandArgumentPassing",
    url: "https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_preference_variables#psnativecommandargumentpassing",
  },
  messages: {
    stripped: {
      title: "curl gets this without its double quotes",
      detail:
        'Single quotes protect the text inside PowerShell, but on the way to curl.exe the inner double quotes are lost, and JSON is JSON no longer. In Windows PowerShell write \\" for each of them, or send a form, which needs none; PowerShell 7.3 and later pass them on.',
    },
  },
  cleared: null,
  noFix: "Windows PowerShell and PowerShell 7.3 need opposite spellings, so the edit that helps one breaks the other.",
  example: {
    reports: {
      shell: "powershell",
      text: "curl.exe https://auth.atlassian.com/oauth/token -H 'Content-Type: application/json' -d '{\"grant_type\":\"refresh_token\"}'",
    },
    ignores: {
      shell: "powershell",
      text: "curl.exe https://auth.example.com/token -d 'grant_type=refresh_token' -d 'refresh_token=r1'",
    },
  },
  page: {
    why: "A Windows program gets one line of text and splits it by itself; a double quote in it begins or ends a word. Old versions of PowerShell build that line without escaping the quotes of the values.",
    wrong: 'curl.exe -d \'{"a":"b"}\'',
    right: 'curl.exe -d \'{\\"a\\":\\"b\\"}\'',
  },
  check(evidence, { report }) {
    if (!isWindowsPowershell(evidence)) return;
    const spans = notesOf(evidence, "quote-stripping").map(({ span }) => span);
    if (spans.length > 0) report("stripped", atSpan(spans));
  },
});
