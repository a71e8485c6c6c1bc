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
import {
  type CallValue,
  encodeStrictly,
  formatCredentials,
  isUnreserved,
  type TokenCall,
  valuesOf,
  variableOf,
} from "./token-call.ts";

/**
 * curl as cmd.exe runs it. cmd puts a variable's text into the line before it reads the line, so in env mode a value must
 * not hold what ends a quoted text; known values are encoded in advance.
 */
export function writeForCmd(
  call: TokenCall,
  quote: (text: string) => Quoted,
  separator: string,
  percent: "%" | "%%",
): Written {
  const isComputed = call.basic?.id.role != null && !needsNoEncoding(call);
  const problem = findVariableProblem(call, isComputed);
  if (problem !== undefined) return { declined: problem };
  const letter = isComputed ? findLoopLetter(call) : "";
  if (letter === undefined) return { declined: "A header holds what cmd.exe takes for the variable of a loop." };
  const loopVariable = percent + letter;
  const [address, ...flags] = leadingArguments(call);
  const options = [
    ...flags,
    ...headerArguments(call),
    ...(isComputed ? [sourceOption("--header", `"Authorization: Basic ${loopVariable}"`)] : basicArguments(call)),
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
  const code = isComputed ? inLoop(written.code, loopVariable) : written.code;
  const longest = expandedLength(code, call, isComputed);
  if (longest > CMD_LINE_LIMIT) {
    return { declined: `The line would be ${longest} characters long; cmd.exe takes ${CMD_LINE_LIMIT}.` };
  }
  const notes = ["While curl runs, other users of the machine can read the values in the process list."];
  return { code, notes: isComputed ? [...notes, COMPUTED] : notes };
}

const COMPUTED =
  "cmd.exe cannot form-encode a variable, as RFC 6749 section 2.3.1 asks for Basic: PowerShell, a part of every Windows that has curl, does it.";

/** What PowerShell prints: form-encoded id and secret in base64. It reads the environment by itself, so any value is right. */
const BASIC_OF_ENVIRONMENT =
  "[Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes([Net.WebUtility]::UrlEncode($env:CLIENT_ID)+':'+[Net.WebUtility]::UrlEncode($env:CLIENT_SECRET)))";

/**
 * A letter for the loop's variable: in the loop's body `%A` is its value wherever it stands, in `%C3%A9` too. So it is no
 * hexadecimal digit, and none that follows a percent sign in what is written as it is.
 */
function findLoopLetter(call: TokenCall): string | undefined {
  const texts = [call.address, call.contentType, ...call.headers.flat()].join("\n");
  return texts.includes("%~") ? undefined : [..."GHIJKLMNOPQRSTUVWXYZ"].find((each) => !texts.includes(`%${each}`));
}

function inLoop(command: string, loopVariable: string): string {
  const source = `powershell -NoProfile -Command "${BASIC_OF_ENVIRONMENT}"`;
  return `for /f "usebackq delims=" ${loopVariable} in (\`${source}\`) do @${command}`;
}

function findVariableProblem(call: TokenCall, isComputed: boolean): string | undefined {
  const values = valuesOf(call).filter((value) => value.role !== null && isInLine(value, isComputed));
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

/** With each variable's text in its place, as cmd.exe hands the line to curl. */
function expandedLength(code: string, call: TokenCall, isComputed: boolean): number {
  let length = code.length;
  for (const value of valuesOf(call)) {
    if (value.role && value.text !== "" && isInLine(value, isComputed)) {
      length += value.text.length - variableOf(value.role).length - 2;
    }
  }
  return isComputed && call.basic ? length + Math.ceil((formatCredentials(call.basic).length * 4) / 3) : length;
}

/** Id and secret that PowerShell reads never get into the line. */
function isInLine({ role }: CallValue, isComputed: boolean): boolean {
  return role === "refreshToken" || !isComputed;
}
