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

/** The httpx package; it encodes text credentials as UTF-8. */
export default defineSnippet({
  id: "python-httpx",
  label: "Python (httpx)",
  language: "python",
  write(call) {
    const problem = findPythonProblem(call) ?? findTargetProblem(call);
    if (problem !== undefined) return { declined: problem };
    const imports = [
      ...(usesEnvironment(call) ? ["import os"] : []),
      ...(usesQuotePlus(call) ? ["from urllib.parse import quote_plus"] : []),
    ];
    const auth = call.basic
      ? [
          `    auth=(${credentialSource(call.basic.id, call.basic.encoding)}, ${credentialSource(call.basic.secret, call.basic.encoding)}),`,
        ]
      : [];
    const lines = [
      ...imports,
      ...(imports.length > 0 ? [""] : []),
      "import httpx",
      "",
      "response = httpx.post(",
      `    ${quotePython(call.address)},`,
      "    headers={",
      ...headerEntries(call).map((line) => `        ${line}`),
      "    },",
      ...auth,
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
