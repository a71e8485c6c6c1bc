import { formatBasic } from "../http/basic.ts";
import { FORM_TYPE } from "../http/request.ts";
import { quotePosix } from "../shell/quote.ts";
import { type Arguments, formatCommand, needsNoEncoding, option, sourceOption } from "./curl-arguments.ts";
import { defineSnippet } from "./define-snippet.ts";
import { BASE64_OF_CREDENTIALS, base64OfEncodedCredentials, percentEncodeInShell } from "./posix-variables.ts";
import { findTargetProblem } from "./target-problem.ts";
import { encodeStrictly, hasRepeatedHeader, type TokenCall, variableOf } from "./token-call.ts";

/** GNU Wget in bash, zsh, dash and fish. It encodes nothing by itself: the body is encoded in advance or by the shell. */
export default defineSnippet({
  id: "wget",
  label: "Wget",
  language: "shell",
  write(call) {
    const problem = findTargetProblem(call);
    if (problem !== undefined) return { declined: problem };
    if (hasRepeatedHeader(call)) return { declined: "Two headers share a name; Wget would send the later one alone." };
    const options: Arguments[] = [
      [{ text: "--quiet" }, { text: "--server-response" }, { text: "--content-on-error" }],
      option("--output-document", "-"),
      ...headerOptions(call),
      bodyOption(call),
      [{ text: call.address }],
    ];
    return formatCommand("wget", options, quotePosix, " \\\n  ");
  },
});

function headerOptions(call: TokenCall): Arguments[] {
  const type = call.contentType === FORM_TYPE ? [] : [["Content-Type", call.contentType] as const];
  const options = [...call.headers, ...type].map(([name, value]) => option("--header", `${name}: ${value}`));
  if (!call.basic) return options;
  const { id, secret, encoding } = call.basic;
  if (id.role === null) {
    return [option("--header", `Authorization: ${formatBasic(id.text, secret.text, encoding)}`), ...options];
  }
  const base64 = needsNoEncoding(call) ? BASE64_OF_CREDENTIALS : base64OfEncodedCredentials();
  return [sourceOption("--header", `"Authorization: Basic ${base64}"`), ...options];
}

function bodyOption(call: TokenCall): Arguments {
  const hasVariable = call.form.some(([, { role }]) => role !== null);
  const body = call.form
    .map(([name, { text, role }]) => {
      return `${encodeStrictly(name)}=${role ? percentEncodeInShell(variableOf(role)) : encodeStrictly(text)}`;
    })
    .join("&");
  return hasVariable ? sourceOption("--post-data", `"${body}"`) : option("--post-data", body);
}
