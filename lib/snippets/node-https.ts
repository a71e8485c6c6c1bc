import { defineSnippet } from "./define-snippet.ts";
import { quoteJavaScript } from "./escape/javascript.ts";
import { credentialsSource, formEntries, hasWideHeader, headerEntries, RUN_REFRESH } from "./javascript-source.ts";
import { hasRepeatedHeader } from "./token-call.ts";

/** Node's own HTTP client, as an ES module and as CommonJS alike: `import()` works in both. */
export default defineSnippet({
  id: "node-https",
  label: "Node.js (https)",
  language: "javascript",
  write(call) {
    if (hasRepeatedHeader(call)) return { declined: "Two headers share a name, which an object cannot hold." };
    if (hasWideHeader(call)) return { declined: "A header holds a control character or a letter beyond ASCII." };
    const module = call.url.protocol === "https:" ? "node:https" : "node:http";
    const authorization = call.basic
      ? [`Authorization: "Basic " + Buffer.from(${credentialsSource(call)}).toString("base64"),`]
      : [];
    const lines = [
      "async function refresh() {",
      `  const { request } = await import("${module}");`,
      "  const body = new URLSearchParams({",
      ...formEntries(call).map((line) => `    ${line}`),
      "  }).toString();",
      "",
      "  const response = await new Promise((resolve, reject) => {",
      `    const outgoing = request(${quoteJavaScript(call.address)}, {`,
      '      method: "POST",',
      "      headers: {",
      ...[...authorization, ...headerEntries(call)].map((line) => `        ${line}`),
      '        "Content-Length": Buffer.byteLength(body),',
      "      },",
      "      signal: AbortSignal.timeout(30_000),",
      "    });",
      '    outgoing.on("response", resolve).on("error", reject).end(body);',
      "  });",
      "",
      '  let text = "";',
      '  for await (const chunk of response.setEncoding("utf8")) text += chunk;',
      "  if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${response.statusMessage}: ${text}`);",
      "  return JSON.parse(text);",
      "}",
      "",
      ...RUN_REFRESH,
    ];
    return { code: `${lines.join("\n")}\n` };
  },
});
