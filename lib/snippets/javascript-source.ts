import { isWrittenPlainly } from "./credentials.ts";
import { quoteJavaScript, quoteJavaScriptKey } from "./escape/javascript.ts";
import { type CallValue, type TokenCall, variableOf } from "./token-call.ts";

/** JavaScript text of a value: from Node's environment, or a literal. */
export function valueSource({ text, role }: CallValue): string {
  return role ? `process.env.${variableOf(role)}` : quoteJavaScript(text);
}

/** The parameters as the entries of an object literal, one a line. */
export function formEntries(call: TokenCall): string[] {
  return call.form.map(([name, value]) => `${quoteJavaScriptKey(name)}: ${valueSource(value)},`);
}

/** The headers that hold no credentials, as the entries of an object literal, one a line. */
export function headerEntries(call: TokenCall): string[] {
  const headers = [...call.headers, ["Content-Type", call.contentType] as const];
  return headers.map(([name, value]) => `${quoteJavaScriptKey(name)}: ${quoteJavaScript(value)},`);
}

/** True if a header value cannot be the ISO-8859-1 text that JavaScript's clients take. */
export function hasWideHeader(call: TokenCall): boolean {
  return call.headers.some(([, value]) => /[^\t\x20-\x7e]/.test(value));
}

/** JavaScript text of the credentials: `id:secret` as a template or a literal, form-encoded if asked for. */
export function credentialsSource(call: TokenCall): string {
  if (!call.basic) return '""';
  const { id, secret, encoding } = call.basic;
  if ([id, secret].every((value) => isWrittenPlainly(value, encoding))) {
    return quoteJavaScript(`${id.text}:${secret.text}`);
  }
  const write = (value: CallValue) => {
    if (isWrittenPlainly(value, encoding)) return value.text;
    return encoding === "form" ? `\${encodeURIComponent(${valueSource(value)})}` : `\${${valueSource(value)}}`;
  };
  return `\`${write(id)}:${write(secret)}\``;
}

/** Runs `refresh` and prints its reply; an error is printed, and told by the exit status, without cutting off the output. */
export const RUN_REFRESH: readonly string[] = [
  "refresh().then(console.log, (error) => {",
  "  console.error(error);",
  "  process.exitCode = 1;",
  "});",
];
