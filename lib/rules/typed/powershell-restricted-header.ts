import { printedOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { atSpan } from "../place.ts";
import { printed } from "../right-request.ts";

/** .NET Framework refuses some headers in the general list. WebHeaderCollection, restricted headers. */
export default defineRule({
  id: "powershell-restricted-header",
  severity: "error",
  title: "Windows PowerShell refuses a header",
  summary: "Some headers may not stand in -Headers in Windows PowerShell; they have parameters of their own.",
  spec: {
    name: "WebHeaderCollection.IsRestricted",
    url: "https://learn.microsoft.com/dotnet/api/system.net.webheadercollection.isrestricted",
  },
  messages: {
    restricted: {
      title: "Windows PowerShell does not take this header in -Headers",
      detail:
        "Nothing was sent. Give Content-Type as -ContentType and User-Agent as -UserAgent, and leave Host and Content-Length to PowerShell. PowerShell 7 takes them in -Headers too.",
    },
  },
  cleared: null,
  noFix: "It is told by what PowerShell printed, and the command itself is not at hand.",
  example: {
    reports: printed(
      "Invoke-RestMethod : The 'Content-Type' header must be modified using the appropriate property or method.",
    ),
    ignores: printed("Invoke-RestMethod : The operation has timed out."),
  },
  page: {
    why: "Windows PowerShell sends by .NET Framework, which keeps some headers for itself and throws an error when they are set by name.",
    wrong: "-Headers @{ 'Content-Type' = 'application/x-www-form-urlencoded' }",
    right: "-ContentType 'application/x-www-form-urlencoded'",
  },
  check(evidence, { report }) {
    // Which headers are refused differs from one release to the next; the message tells that this one does.
    if (printedOf(evidence)?.rule !== "powershell-restricted-header") return;
    const note = evidence.notes.find(({ kind }) => kind === "restricted-header");
    report("restricted", note ? atSpan(note.span) : null);
  },
});
