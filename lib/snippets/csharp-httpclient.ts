import { FORM_TYPE } from "../http/request.ts";
import { isWrittenPlainly, joinCredentials } from "./credentials.ts";
import { defineSnippet } from "./define-snippet.ts";
import { quoteCSharp } from "./escape/csharp.ts";
import { type CallValue, type TokenCall, variableOf } from "./token-call.ts";

/** Headers that HttpClient keeps with the content and refuses on the request. */
const CONTENT_HEADER = /^(?:allow|content-[a-z0-9-]*|expires|last-modified)$/i;

/**
 * Top-level statements of C# 9, and nothing newer than C# 7 in them, so that they also stand in an async method of an
 * older project.
 */
export default defineSnippet({
  id: "csharp-httpclient",
  label: "C# (HttpClient)",
  language: "csharp",
  write(call) {
    if (call.headers.some(([, value]) => /[^\t\x20-\x7e]/.test(value))) {
      return { declined: "A header holds a control character or a letter beyond ASCII." };
    }
    const lines = [
      ...usings(call),
      "",
      "using (var client = new HttpClient())",
      `using (var request = new HttpRequestMessage(HttpMethod.Post, ${quoteCSharp(call.address)}))`,
      "{",
      "    request.Content = new FormUrlEncodedContent(new Dictionary<string, string>",
      "    {",
      ...call.form.map(([name, value]) => `        [${quoteCSharp(name)}] = ${valueSource(value)},`),
      "    });",
      ...contentTypeLines(call),
      ...headerLines(call),
      ...authorizationLines(call),
      "",
      "    using (var response = await client.SendAsync(request))",
      "    {",
      "        var text = await response.Content.ReadAsStringAsync();",
      '        Console.WriteLine($"{(int)response.StatusCode} {response.ReasonPhrase}");',
      "        Console.WriteLine(text);",
      "        if (!response.IsSuccessStatusCode) Environment.ExitCode = 1;",
      "    }",
      "}",
    ];
    return { code: `${lines.join("\n")}\n` };
  },
});

function usings(call: TokenCall): string[] {
  return [
    "using System;",
    "using System.Collections.Generic;",
    ...(usesUrlEncode(call) ? ["using System.Net;"] : []),
    "using System.Net.Http;",
    ...(call.basic || call.contentType !== FORM_TYPE ? ["using System.Net.Http.Headers;"] : []),
    ...(call.basic ? ["using System.Text;"] : []),
  ];
}

function usesUrlEncode(call: TokenCall): boolean {
  const { basic } = call;
  return basic?.encoding === "form" && [basic.id, basic.secret].some((value) => !isWrittenPlainly(value, "form"));
}

function valueSource({ text, role }: CallValue): string {
  return role ? `Environment.GetEnvironmentVariable("${variableOf(role)}")` : quoteCSharp(text);
}

function contentTypeLines(call: TokenCall): string[] {
  if (call.contentType === FORM_TYPE) return [];
  return [
    "    request.Content.Headers.ContentType = null;",
    `    request.Content.Headers.TryAddWithoutValidation("Content-Type", ${quoteCSharp(call.contentType)});`,
  ];
}

function headerLines(call: TokenCall): string[] {
  return call.headers.map(([name, value]) => {
    const owner = CONTENT_HEADER.test(name) ? "request.Content.Headers" : "request.Headers";
    const method = isKeptByAdd(name, value) ? "Add" : "TryAddWithoutValidation";
    return `    ${owner}.${method}(${quoteCSharp(name)}, ${quoteCSharp(value)});`;
  });
}

/** True if `Add`, which reads the headers that it knows and writes them in its own way, leaves the value as it is. */
function isKeptByAdd(name: string, value: string): boolean {
  const isUnknown = /^x-[a-z0-9-]+$/i.test(name) && value !== "" && value === value.trim();
  return isUnknown || (/^accept$/i.test(name) && /^[a-z]+\/[a-z0-9.+-]+$/.test(value));
}

function authorizationLines(call: TokenCall): string[] {
  const { basic } = call;
  if (!basic) return [];
  const encode = (source: string) => `WebUtility.UrlEncode(${source})`;
  const write = (plus: string) => {
    return joinCredentials(basic, { quote: quoteCSharp, read: valueSource, encode, plus });
  };
  const credentials = write(" + ").length > 80 ? write("\n        + ") : write(" + ");
  return [
    "",
    `    var credentials = ${credentials};`,
    "    request.Headers.Authorization = new AuthenticationHeaderValue(",
    '        "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));',
  ];
}
