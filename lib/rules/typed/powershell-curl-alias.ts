import type { Span } from "../../text/span.ts";
import { printedOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { type Evidence, hasReply } from "../evidence.ts";
import { atSpan } from "../place.ts";
import { isWindowsPowershell } from "../powershell.ts";
import { printed } from "../right-request.ts";

/** Windows PowerShell 5.1 has an alias named curl, for Invoke-WebRequest. PowerShell 6 took it away. */
export default defineRule({
  id: "powershell-curl-alias",
  severity: "error",
  title: "curl is not curl in Windows PowerShell",
  summary: "Windows PowerShell runs Invoke-WebRequest where curl is typed, and that does not know curl's options.",
  spec: {
    name: "Invoke-WebRequest, 5.1",
    url: "https://learn.microsoft.com/powershell/module/microsoft.powershell.utility/invoke-webrequest?view=powershell-5.1",
  },
  messages: {
    alias: {
      title: "In Windows PowerShell curl is another name of Invoke-WebRequest",
      detail:
        "It does not know -H, -d or -u and stops before anything is sent. Type curl.exe to get the real curl, which Windows brings along.",
    },
  },
  cleared: null,
  example: {
    reports: {
      shell: "powershell",
      text: "curl -X POST https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    },
    ignores: {
      shell: "powershell",
      text: "curl.exe -X POST https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    },
    more: [printed("Invoke-WebRequest : Cannot bind parameter 'Headers'.")],
  },
  page: {
    why: "Microsoft gave its own command the names of two Unix tools. Their options look alike and mean other things: -H stands for -Headers, which wants a table and gets a text. The message is translated into the language of Windows; the names in it are not.",
    wrong: "curl -H '…' -d '…' https://…",
    right: "curl.exe -H '…' -d '…' https://…",
  },
  check(evidence, { report }) {
    const alias = isWindowsPowershell(evidence) && !hasReply(evidence) ? findAlias(evidence) : undefined;
    if (alias) {
      const fix = { title: "Use curl.exe", edits: [{ start: alias.end, end: alias.end, text: ".exe" }] };
      return report("alias", atSpan([alias]), { fix });
    }
    if (printedOf(evidence)?.rule === "powershell-curl-alias") report("alias", null);
  },
});

/** The word curl of a command that has curl's options; undefined where Invoke-WebRequest itself is meant. */
function findAlias({ command }: Evidence): Span | undefined {
  const [program, ...rest] = command?.words ?? [];
  if (!program || !/^curl$/i.test(program.value.text)) return undefined;
  const isMeant = rest.some(({ value }) =>
    /^-(?:Uri|Method|Headers|Body|ContentType|UseBasicParsing|OutFile|Credential)$/i.test(value.text),
  );
  const hasOptions = rest.some(({ value }) => /^-(?:[A-Za-z]\b|-[a-z])/.test(value.text));
  return hasOptions && !isMeant ? program.span : undefined;
}
