import { quotePosix } from "../shell/quote.ts";
import {
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
import { defineSnippet } from "./define-snippet.ts";
import { percentEncodeInShell } from "./posix-variables.ts";
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
