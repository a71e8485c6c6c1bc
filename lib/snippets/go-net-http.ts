import { isWrittenPlainly } from "./credentials.ts";
import { defineSnippet } from "./define-snippet.ts";
import { quoteGo } from "./escape/go.ts";
import { type CallValue, hasRepeatedHeader, type TokenCall, valuesOf, variableOf } from "./token-call.ts";

/** Go's standard library (1.16 and later). */
export default defineSnippet({
  id: "go-net-http",
  label: "Go (net/http)",
  language: "go",
  write(call) {
    const usesEnvironment = valuesOf(call).some(({ role }) => role !== null);
    const lines = [
      "package main",
      "",
      "import (",
      '\t"fmt"',
      '\t"io"',
      '\t"log"',
      '\t"net/http"',
      '\t"net/url"',
      ...(usesEnvironment ? ['\t"os"'] : []),
      '\t"strings"',
      '\t"time"',
      ")",
      "",
      "func main() {",
      "\tform := url.Values{}",
      ...call.form.map(([name, value]) => `\tform.Set(${quoteGo(name)}, ${valueSource(value)})`),
      "",
      `\treq, err := http.NewRequest(http.MethodPost, ${quoteGo(call.address)}, strings.NewReader(form.Encode()))`,
      "\tif err != nil {",
      "\t\tlog.Fatal(err)",
      "\t}",
      ...basicLines(call),
      `\treq.Header.Set("Content-Type", ${quoteGo(call.contentType)})`,
      ...headerLines(call),
      "",
      "\tclient := &http.Client{Timeout: 30 * time.Second}",
      "\tres, err := client.Do(req)",
      "\tif err != nil {",
      "\t\tlog.Fatal(err)",
      "\t}",
      "\tbody, err := io.ReadAll(res.Body)",
      "\tres.Body.Close()",
      "\tif err != nil {",
      "\t\tlog.Fatal(err)",
      "\t}",
      "\tif res.StatusCode != http.StatusOK {",
      '\t\tlog.Fatalf("%s: %s", res.Status, body)',
      "\t}",
      "\tfmt.Println(string(body))",
      "}",
    ];
    return { code: `${lines.join("\n")}\n` };
  },
});

function valueSource({ text, role }: CallValue): string {
  return role ? `os.Getenv("${variableOf(role)}")` : quoteGo(text);
}

function basicLines(call: TokenCall): string[] {
  if (!call.basic) return [];
  const { id, secret, encoding } = call.basic;
  const write = (value: CallValue) =>
    encoding === "raw" || isWrittenPlainly(value, encoding)
      ? valueSource(value)
      : `url.QueryEscape(${valueSource(value)})`;
  return [`\treq.SetBasicAuth(${write(id)}, ${write(secret)})`];
}

function headerLines(call: TokenCall): string[] {
  const method = hasRepeatedHeader(call) ? "Add" : "Set";
  return call.headers.map(([name, value]) => `\treq.Header.${method}(${quoteGo(name)}, ${quoteGo(value)})`);
}
