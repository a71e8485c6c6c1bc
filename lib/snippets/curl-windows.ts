import { CMD_LINE_LIMIT, type Quoted } from "../shell/quote.ts";
import {
  type Arguments,
  encodedParameter,
  formatCommand,
  headerArguments,
  leadingArguments,
  literalBasic,
  needsNoEncoding,
  sourceOption,
} from "./curl-arguments.ts";
import type { Written } from "./define-snippet.ts";
import { type CallValue, encodeStrictly, isUnreserved, type TokenCall, valuesOf, variableOf } from "./token-call.ts";

/**
 * curl as cmd.exe runs it. cmd puts a variable's text into the line before it reads the line, so in env mode a value must
 * not hold what ends a quoted text; known values are encoded in advance.
 */
export function writeForCmd(call: TokenCall, quote: (text: string) => Quoted, separator: string): Written {
  const problem = findVariableProblem(call);
  if (problem !== undefined) return { declined: problem };
  const [address, ...flags] = leadingArguments(call);
  const options = [
    ...flags,
    ...headerArguments(call),
    ...basicArguments(call),
    ...call.form.map(([name, value]) => parameter(name, value)),
  ];
  const readsVariable = (words: Arguments) => words.some((word) => "source" in word);
  // An encoded text before a variable might pair its last % with the variable's first: the variables go first.
  const ordered = [
    ...options.filter(readsVariable),
    ...options.filter((words) => !readsVariable(words)),
    ...(address ? [address] : []),
  ];
  const written = formatCommand("curl", ordered, quote, separator);
  if ("declined" in written) return written;
  const longest = expandedLength(written.code, call);
  if (longest > CMD_LINE_LIMIT) {
    return { declined: `The line would be ${longest} characters long; cmd.exe takes ${CMD_LINE_LIMIT}.` };
  }
  return {
    ...written,
    notes: ["While curl runs, other users of the machine can read the values in the process list."],
  };
}

function findVariableProblem(call: TokenCall): string | undefined {
  const values = valuesOf(call).filter(({ role }) => role !== null);
  for (const { text } of values) {
    if (/[\r\n]/.test(text)) return "A value holds a line break, which no variable of cmd.exe can.";
    if (/["%]/.test(text)) {
      return 'A value holds " or %: cmd.exe puts a variable into the line before it reads the line, and cannot escape them there.';
    }
    if (/[^\x20-\x7e]/.test(text)) {
      return "A value holds a control character or a letter beyond ASCII, which programs receive in the machine's code page.";
    }
    if (text.endsWith("\\")) return "A value ends with a backslash, which would escape the closing quote.";
  }
  if (call.basic?.id.role && !needsNoEncoding(call)) {
    return "The id or secret must be form-encoded for Basic (RFC 6749 section 2.3.1), and cmd.exe has no means to encode a variable. With literal values, or in PowerShell, it can be written.";
  }
  return undefined;
}

/** An empty variable does not exist, and an unknown one stays in the line as `%NAME%`. */
function variable({ text, role }: CallValue): string {
  return role === null || text === "" ? "" : `%${variableOf(role)}%`;
}

function basicArguments(call: TokenCall): Arguments[] {
  if (!call.basic?.id.role) return literalBasic(call, (text) => text.split(":").every(isUnreserved));
  return [sourceOption("--user", `"${variable(call.basic.id)}:${variable(call.basic.secret)}"`)];
}

function parameter(name: string, value: CallValue): Arguments {
  if (value.role === null || value.text === "") return encodedParameter(name, value.text);
  const encoded = encodeStrictly(name);
  return sourceOption("--data-urlencode", `"${encoded}=${variable(value)}"`);
}

function expandedLength(code: string, call: TokenCall): number {
  let length = code.length;
  for (const { text, role } of valuesOf(call)) {
    if (role && text !== "") length += text.length - variableOf(role).length - 2;
  }
  return length;
}
