import { defineSnippet } from "./define-snippet.ts";
import { quotePython } from "./escape/python.ts";
import {
  credentialSource,
  findPythonProblem,
  formEntries,
  headerEntries,
  usesEnvironment,
  usesQuotePlus,
} from "./python-source.ts";
import { findTargetProblem } from "./target-problem.ts";
import type { TokenCall } from "./token-call.ts";

/** The requests package. It encodes text credentials as ISO-8859-1, so raw ones beyond ASCII are given as bytes. */
export default defineSnippet({
  id: "python-requests",
  label: "Python (requests)",
  language: "python",
  write(call) {
    const problem = findPythonProblem(call) ?? findTargetProblem(call);
    if (problem !== undefined) return { declined: problem };
    const imports = [
      ...(usesEnvironment(call) ? ["import os"] : []),
      ...(usesQuotePlus(call) ? ["from urllib.parse import quote_plus"] : []),
    ];
    const lines = [
      ...imports,
      ...(imports.length > 0 ? [""] : []),
      "import requests",
      "",
      "response = requests.post(",
      `    ${quotePython(call.address)},`,
      "    headers={",
      ...headerEntries(call).map((line) => `        ${line}`),
      "    },",
      ...authArgument(call).map((line) => `    ${line}`),
      "    data={",
      ...formEntries(call).map((line) => `        ${line}`),
      "    },",
      "    timeout=30,",
      ")",
      "print(response.status_code, response.text)",
      "response.raise_for_status()",
    ];
    return { code: `${lines.join("\n")}\n` };
  },
});

function authArgument(call: TokenCall): string[] {
  if (!call.basic) return [];
  const { id, secret, encoding } = call.basic;
  const isBytes = encoding === "raw" && (id.role !== null || /[^\x00-\x7f]/.test(id.text + secret.text));
  const write = (value: typeof id) => credentialSource(value, encoding) + (isBytes ? ".encode()" : "");
  return [`auth=(${write(id)}, ${write(secret)}),`];
}
