import { formatBasic } from "../http/basic.ts";
import { defineSnippet } from "./define-snippet.ts";
import { quoteJavaScript } from "./escape/javascript.ts";
import { credentialsSource, formEntries, hasWideHeader, headerEntries, RUN_REFRESH } from "./javascript-source.ts";
import { hasRepeatedHeader, type TokenCall } from "./token-call.ts";

/**
 * `fetch` in Node, Deno and Bun, as a module and as a script alike. URLSearchParams is the form encoder; the
 * Content-Type is given, since fetch would add a charset to it.
 */
export default defineSnippet({
  id: "javascript-fetch",
  label: "JavaScript (fetch)",
  language: "javascript",
  write(call) {
    if (hasRepeatedHeader(call)) return { declined: "Two headers share a name; fetch would join them into one." };
    if (hasWideHeader(call)) return { declined: "A header holds a control character or a letter beyond ASCII." };
    const lines = [
      "async function refresh() {",
      `  const response = await fetch(${quoteJavaScript(call.address)}, {`,
      '    method: "POST",',
      "    headers: {",
      ...authorizationEntry(call).map((line) => `      ${line}`),
      ...headerEntries(call).map((line) => `      ${line}`),
      "    },",
      "    body: new URLSearchParams({",
      ...formEntries(call).map((line) => `      ${line}`),
      "    }),",
      "    signal: AbortSignal.timeout(30_000),",
      "  });",
      "  const text = await response.text();",
      "  if (!response.ok) throw new Error(`${response.status} ${response.statusText}: ${text}`);",
      "  return JSON.parse(text);",
      "}",
      "",
      ...RUN_REFRESH,
    ];
    return { code: `${lines.join("\n")}\n` };
  },
});

function authorizationEntry(call: TokenCall): string[] {
  if (!call.basic) return [];
  const { id, secret, encoding } = call.basic;
  const credentials = credentialsSource(call);
  // btoa takes one byte a character; form-encoded credentials are ASCII, raw ones must become UTF-8 first.
  if (encoding === "form" || (id.role === null && isAscii(id.text + secret.text))) {
    return [`Authorization: "Basic " + btoa(${credentials}),`];
  }
  if (id.role === null) return [`Authorization: ${quoteJavaScript(formatBasic(id.text, secret.text, encoding))},`];
  return [`Authorization: "Basic " + btoa(String.fromCharCode(...new TextEncoder().encode(${credentials}))),`];
}

function isAscii(text: string): boolean {
  return /^[\x00-\x7f]*$/.test(text);
}
