import { formatBasic } from "../http/basic.ts";
import { quotePowershellString } from "../shell/quote.ts";
import { defineSnippet } from "./define-snippet.ts";
import { basicSource } from "./powershell-variables.ts";
import { encodeStrictly, hasRepeatedHeader, type TokenCall, variableOf } from "./token-call.ts";

/** Headers that .NET Framework takes by a property only; Accept and User-Agent are moved to theirs by the cmdlet. */
const RESTRICTED =
  /^(?:connection|content-length|date|expect|host|if-modified-since|range|referer|transfer-encoding)$/i;

/**
 * Windows PowerShell 5.1 and PowerShell 7 alike. The text is ASCII: 5.1 reads a file without a byte-order mark in the
 * machine's code page. The keys of a hashtable have no case, so what needs one is written as an encoded string.
 */
export default defineSnippet({
  id: "invoke-restmethod",
  label: "PowerShell (Invoke-RestMethod)",
  language: "powershell",
  write(call) {
    if (hasRepeatedHeader(call)) return { declined: "Two headers share a name, which a hashtable cannot hold." };
    if (call.headers.some(([, value]) => !isPrintable(value))) {
      return { declined: "A header holds a control character or a letter beyond ASCII." };
    }
    const refused = call.headers.find(([name]) => RESTRICTED.test(name));
    if (refused) return { declined: `Windows PowerShell 5.1 refuses ${refused[0]} in a table of headers.` };
    const userAgent = call.headers.find(([name]) => name.toLowerCase() === "user-agent");
    const lines = [
      "$request = @{",
      "    Method      = 'Post'",
      `    Uri         = ${quotePowershellString(call.address)}`,
      ...(userAgent ? [`    UserAgent   = ${quotePowershellString(userAgent[1])}`] : []),
      ...headerLines(call),
      `    ContentType = ${quotePowershellString(call.contentType)}`,
      ...bodyLines(call),
      "}",
      "",
      "try {",
      "    Invoke-RestMethod @request",
      "} catch {",
      // The message tells the status, or why there is none; the details are the reply's body.
      '    Write-Error "$($_.Exception.Message) $($_.ErrorDetails.Message)"',
      "}",
    ];
    return { code: `${lines.join("\n")}\n` };
  },
});

function headerLines(call: TokenCall): string[] {
  const entries = call.headers
    .filter(([name]) => name.toLowerCase() !== "user-agent")
    .map(([name, value]) => [key(name), quotePowershellString(value)] as const);
  if (call.basic) {
    const { id, secret, encoding } = call.basic;
    const source = id.role
      ? `'Basic ' + ${basicSource(encoding)}`
      : quotePowershellString(formatBasic(id.text, secret.text, encoding));
    entries.push(["Authorization", source]);
  }
  return entries.length === 0 ? [] : ["    Headers     = @{", ...aligned(entries), "    }"];
}

function bodyLines(call: TokenCall): string[] {
  const names = new Set(call.form.map(([name]) => name.toLowerCase()));
  const fitsTable =
    names.size === call.form.length &&
    call.form.every(([name, { text, role }]) => isPrintable(name) && (role !== null || isPrintable(text)));
  if (fitsTable) {
    const entries = call.form.map(([name, { text, role }]) => {
      return [key(name), role ? `$env:${variableOf(role)}` : quotePowershellString(text)] as const;
    });
    return ["    Body        = @{", ...aligned(entries), "    }"];
  }
  const pairs = call.form.map(([name, { text, role }]) => {
    const value = role ? `$([uri]::EscapeDataString($env:${variableOf(role)}))` : encodeStrictly(text);
    return `${encodeStrictly(name)}=${value}`;
  });
  return [`    Body        = "${pairs.join("&")}"`];
}

/** Entries of an inner table with their equals signs in one column. */
function aligned(entries: readonly (readonly [name: string, source: string])[]): string[] {
  const width = Math.max(...entries.map(([name]) => name.length));
  return entries.map(([name, source]) => `        ${name.padEnd(width)} = ${source}`);
}

function key(name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? name : quotePowershellString(name);
}

function isPrintable(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
