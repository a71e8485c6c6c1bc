import { formatBasic } from "../http/basic.ts";
import { quotePosix } from "../shell/quote.ts";
import {
  type Argument,
  type Arguments,
  encodedParameter,
  formatCommand,
  headerArguments,
  leadingArguments,
  literalBasic,
  needsNoEncoding,
  option,
  sourceOption,
} from "./curl-arguments.ts";
import { defineSnippet, type Written } from "./define-snippet.ts";
import { BASE64_OF_CREDENTIALS, base64OfEncodedCredentials, percentEncodeInShell } from "./posix-variables.ts";
import { type CallValue, encodeStrictly, isUnreserved, type TokenCall, variableOf } from "./token-call.ts";

/**
 * One text that bash, zsh, dash and fish read alike, also typed at a prompt. No variable is assigned, since fish writes
 * that differently; no comment is written, since zsh reads none at its prompt; and what a prompt takes for editing keys
 * goes out encoded in advance.
 */
export default defineSnippet({
  id: "curl-posix",
  label: "curl (bash, zsh, dash, fish)",
  language: "shell",
  write(call) {
    if (call.secretsIn === "stdin") return writeThroughStdin(call);
    const options = [
      ...leadingArguments(call),
      ...headerArguments(call),
      ...basicArguments(call),
      ...call.form.map(([name, value]) => parameter(name, value)),
    ];
    const written = formatCommand("curl", options, quotePosix, " \\\n  ");
    return "declined" in written ? written : { ...written, notes: notesFor(call) };
  },
});

/**
 * The same with all that is secret in a configuration that curl reads from its standard input. It is printed by printf,
 * which is a part of each of these shells, so that no process ever has it among its arguments.
 */
function writeThroughStdin(call: TokenCall): Written {
  const isSecret = ([name]: readonly [string, string]) => /auth|cookie|key|token|secret/i.test(name);
  const lines: Argument[] = [
    ...call.headers
      .filter(isSecret)
      .map(([name, value]) => configured("header", value === "" ? `${name};` : `${name}: ${value}`)),
    ...configuredBasic(call),
    ...call.form.map(([name, { text, role }]) =>
      role
        ? { source: `"data = \\"${encodeStrictly(name)}=${percentEncodeInShell(variableOf(role))}\\""` }
        : configured("data", `${encodeStrictly(name)}=${encodeStrictly(text)}`),
    ),
  ];
  const options = [
    ...leadingArguments(call),
    ...headerArguments({ ...call, headers: call.headers.filter((header) => !isSecret(header)) }),
    option("--config", "-"),
  ];
  const command = formatCommand("curl", options, quotePosix, " \\\n  ");
  const printed = formatCommand(
    "printf",
    [[{ source: "'%s\\n'" }], ...lines.map((line) => [line])],
    quotePosix,
    " \\\n  ",
  );
  if ("declined" in printed) return printed;
  if ("declined" in command) return command;
  return {
    code: `${printed.code} |\n  ${command.code}`,
    notes: ["curl reads id, secret and token from its standard input: the process list shows none of them."],
  };
}

/** A line of curl's configuration; in its quotes a backslash and a quote are escaped. */
function configured(name: string, value: string): Argument {
  return { text: `${name} = "${value.replace(/[\\"]/g, "\\$&")}"` };
}

function configuredBasic(call: TokenCall): Argument[] {
  if (!call.basic) return [];
  const { id, secret, encoding } = call.basic;
  if (!id.role) return [configured("header", `Authorization: ${formatBasic(id.text, secret.text, encoding)}`)];
  const base64 = encoding === "raw" ? BASE64_OF_CREDENTIALS : base64OfEncodedCredentials();
  return [{ source: `"header = \\"Authorization: Basic ${base64}\\""` }];
}

function notesFor(call: TokenCall): string[] {
  const notes = ["While curl runs, other users of the machine can read the values in the process list."];
  if (call.basic?.id.role && call.basic.encoding === "form") {
    notes.push(
      needsNoEncoding(call)
        ? "An id or secret with other characters than letters, digits and - . _ must be form-encoded first (RFC 6749 section 2.3.1)."
        : "The id and the secret are percent-encoded byte by byte, as RFC 6749 section 2.3.1 asks for Basic; curl does not do it.",
    );
  }
  return notes;
}

function basicArguments(call: TokenCall): Arguments[] {
  if (!call.basic?.id.role) return literalBasic(call, isPrintable);
  if (needsNoEncoding(call)) return [sourceOption("--user", '"$CLIENT_ID:$CLIENT_SECRET"')];
  const [id, secret] = ["CLIENT_ID", "CLIENT_SECRET"].map(percentEncodeInShell);
  return [sourceOption("--user", `"${id}:${secret}"`)];
}

function parameter(name: string, { text, role }: CallValue): Arguments {
  if (role) return sourceOption("--data-urlencode", `"${encodeStrictly(name)}=$${variableOf(role)}"`);
  // curl reads `--data-urlencode =x` as a value without a name.
  if (isUnreserved(text) || !isPrintable(text) || name === "") return encodedParameter(name, text);
  return option("--data-urlencode", `${encodeStrictly(name)}=${text}`);
}

function isPrintable(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}
