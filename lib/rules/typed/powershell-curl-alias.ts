import { printedOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
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
    const alias = isWindowsPowershell(evidence) ? findAlias(evidence) : undefined;
    if (alias !== undefined) {
      const place = { start: alias, end: alias + "curl".length };
      const fix = { title: "Use curl.exe", edits: [{ start: place.end, end: place.end, text: ".exe" }] };
      return report("alias", atSpan([place]), { fix });
    }
    if (printedOf(evidence)?.rule === "powershell-curl-alias") report("alias", null);
  },
});

/** Where `curl` is called with curl's options; undefined where Invoke-WebRequest itself is meant. */
function findAlias({ text }: Evidence): number | undefined {
  const call = /(?:^|[\n;|({=]\s*)(curl)[ \t]+(?=\S)/.exec(text);
  if (!call) return undefined;
  const rest = text.slice(call.index);
  const meant = /\s-(?:Uri|Method|Headers|Body|ContentType|UseBasicParsing|OutFile)\b/i.test(rest);
  const options = /\s(?:-[XHdukiLsSvFG]\b|--[a-z])/.test(rest);
  return meant || !options ? undefined : call.index + call[0].indexOf("curl");
}
