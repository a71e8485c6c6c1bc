import { formatBasic } from "../http/basic.ts";
import { FORM_TYPE } from "../http/request.ts";
import { quotePosix } from "../shell/quote.ts";
import { type Arguments, formatCommand, needsNoEncoding } from "./curl-arguments.ts";
import { defineSnippet } from "./define-snippet.ts";
import { BASE64_OF_CREDENTIALS, base64OfEncodedCredentials, percentEncodeInShell } from "./posix-variables.ts";
import { findTargetProblem } from "./target-problem.ts";
import { type CallValue, encodeStrictly, type TokenCall, variableOf } from "./token-call.ts";

/**
 * HTTPie in bash, zsh, dash and fish. HTTPie looks for separators and backslashes in `name=value`: values that could
 * hold one are sent as one body, encoded in advance. The Content-Type is given, since HTTPie would add a charset to it.
 */
export default defineSnippet({
  id: "httpie",
  label: "HTTPie",
  language: "shell",
  write(call) {
    const problem = findTargetProblem(call);
    if (problem !== undefined) return { declined: problem };
    if (call.headers.some(([, value]) => /^[=@]|[\\\n]|[^\t\x20-\x7e]/.test(value))) {
      return { declined: "HTTPie would not read a header's value as it is." };
    }
    const isTame = call.form.every(([name, value]) => fitsItem(name, value));
    const flags = ["--ignore-stdin", "--check-status", ...(isTame ? ["--form"] : [])];
    const options: Arguments[] = [
      [...flags, "POST", call.address].map((text) => ({ text })),
      ...headerItems(call),
      ...(isTame ? call.form.map(([name, value]) => formItem(name, value)) : [rawBody(call)]),
    ];
    return formatCommand("http", options, quotePosix, " \\\n  ");
  },
});

function fitsItem(name: string, { text }: CallValue): boolean {
  return /^[A-Za-z0-9_.-]+$/.test(name) && /^(?![=@])[\x20-\x5b\x5d-\x7e]*$/.test(text);
}

function formItem(name: string, { text, role }: CallValue): Arguments {
  return role ? [{ source: `"${name}=$${variableOf(role)}"` }] : [{ text: `${name}=${text}` }];
}

function rawBody(call: TokenCall): Arguments {
  const pairs = call.form.map(([name, { text, role }]) => {
    return `${encodeStrictly(name)}=${role ? percentEncodeInShell(variableOf(role)) : encodeStrictly(text)}`;
  });
  return [{ text: "--raw" }, { source: `"${pairs.join("&")}"` }];
}

function headerItems(call: TokenCall): Arguments[] {
  const headers = [...call.headers, ["Content-Type", call.contentType || FORM_TYPE] as const];
  const items = headers.map(([name, value]): Arguments => [{ text: value === "" ? `${name};` : `${name}:${value}` }]);
  if (!call.basic) return items;
  const { id, secret, encoding } = call.basic;
  if (id.role === null) {
    return [[{ text: `Authorization:${formatBasic(id.text, secret.text, encoding)}` }], ...items];
  }
  const base64 = needsNoEncoding(call) ? BASE64_OF_CREDENTIALS : base64OfEncodedCredentials();
  return [[{ source: `"Authorization:Basic ${base64}"` }], ...items];
}
