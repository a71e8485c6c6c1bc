import { joinCredentials } from "./credentials.ts";
import { defineSnippet } from "./define-snippet.ts";
import { quotePython } from "./escape/python.ts";
import {
  findPythonProblem,
  formEntries,
  headerEntries,
  usesEnvironment,
  usesQuotePlus,
  valueSource,
} from "./python-source.ts";
import type { TokenCall } from "./token-call.ts";

/** Python's standard library alone. */
export default defineSnippet({
  id: "python-urllib",
  label: "Python (urllib, no packages)",
  language: "python",
  write(call) {
    const problem = findPythonProblem(call);
    if (problem !== undefined) return { declined: problem };
    const lines = [
      ...(call.basic ? ["import base64"] : []),
      ...(usesEnvironment(call) ? ["import os"] : []),
      "import sys",
      "from urllib.error import HTTPError",
      `from urllib.parse import ${usesQuotePlus(call) ? "quote_plus, " : ""}urlencode`,
      "from urllib.request import Request, urlopen",
      "",
      "body = urlencode(",
      "    {",
      ...formEntries(call).map((line) => `        ${line}`),
      "    }",
      ")",
      ...credentialLines(call),
      "request = Request(",
      `    ${quotePython(call.address)},`,
      '    method="POST",',
      "    headers={",
      ...(call.basic ? ['        "Authorization": "Basic " + base64.b64encode(credentials.encode()).decode(),'] : []),
      ...headerEntries(call).map((line) => `        ${line}`),
      "    },",
      "    data=body.encode(),",
      ")",
      "try:",
      "    with urlopen(request, timeout=30) as response:",
      "        print(response.status, response.read().decode())",
      "except HTTPError as error:",
      '    sys.exit(f"{error.code} {error.reason}: {error.read().decode()}")',
    ];
    return { code: `${lines.join("\n")}\n` };
  },
});

function credentialLines(call: TokenCall): string[] {
  if (!call.basic) return [];
  const encode = (source: string) => `quote_plus(${source})`;
  const credentials = joinCredentials(call.basic, { quote: quotePython, read: valueSource, encode, plus: " + " });
  return [`credentials = ${credentials}`];
}
