import { quotePowershell } from "../shell/quote.ts";
import {
  type Arguments,
  encodedParameter,
  formatCommand,
  headerArguments,
  leadingArguments,
  literalBasic,
  sourceOption,
} from "./curl-arguments.ts";
import { defineSnippet } from "./define-snippet.ts";
import { basicSource, escapedVariable } from "./powershell-variables.ts";
import { type CallValue, encodeStrictly, isUnreserved, type TokenCall } from "./token-call.ts";

/** The longest command line that Windows gives to a program, in UTF-16 units (CreateProcess). */
const WINDOWS_LINE_LIMIT = 32_767;

/**
 * `curl.exe`, because `curl` alone is Invoke-WebRequest in Windows PowerShell. All values are encoded before they become
 * arguments, because PowerShell before 7.3 loses double quotes inside of them.
 */
export default defineSnippet({
  id: "curl-powershell",
  label: "curl (PowerShell)",
  language: "powershell",
  write(call) {
    const options = [
      ...leadingArguments(call),
      ...headerArguments(call),
      ...basicArguments(call),
      ...call.form.map(([name, value]) => parameter(name, value)),
    ];
    const written = formatCommand("curl.exe", options, quotePowershell, " `\n  ");
    if ("declined" in written) return written;
    const values = call.form.map(([, { role, text }]) => (role ? encodeStrictly(text).length : 0));
    const length = written.code.length + values.reduce((sum, size) => sum + size, 0);
    return length > WINDOWS_LINE_LIMIT
      ? { declined: `The command would be ${length} characters long; Windows takes ${WINDOWS_LINE_LIMIT}.` }
      : { ...written, notes: ["While curl runs, other users of the machine can read the values in the process list."] };
  },
});

function basicArguments(call: TokenCall): Arguments[] {
  if (!call.basic?.id.role) return literalBasic(call, (text) => text.split(":").every(isUnreserved));
  return [sourceOption("--header", `"Authorization: Basic $(${basicSource(call.basic.encoding)})"`)];
}

function parameter(name: string, { text, role }: CallValue): Arguments {
  if (!role) return encodedParameter(name, text);
  return sourceOption("--data", `"${encodeStrictly(name)}=$(${escapedVariable(role)})"`);
}
