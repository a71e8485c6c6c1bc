import { joinCredentials } from "./credentials.ts";
import { defineSnippet } from "./define-snippet.ts";
import { quoteJava } from "./escape/java.ts";
import { hasForbiddenCharacter } from "./target-problem.ts";
import { type CallValue, type TokenCall, variableOf } from "./token-call.ts";

/** Java 11 and later, without packages; `java Refresh.java` runs it. */
export default defineSnippet({
  id: "java-httpclient",
  label: "Java (HttpClient)",
  language: "java",
  write(call) {
    if (hasForbiddenCharacter(call)) return { declined: "Java's URI takes no such character as the endpoint holds." };
    if (call.headers.some(([, value]) => /[^\t\x20-\x7e]/.test(value))) {
      return { declined: "A header holds a control character or a letter beyond ASCII." };
    }
    const lines = [
      "import java.net.URI;",
      "import java.net.URLEncoder;",
      "import java.net.http.HttpClient;",
      "import java.net.http.HttpRequest;",
      "import java.net.http.HttpResponse;",
      "import java.nio.charset.StandardCharsets;",
      "import java.time.Duration;",
      ...(call.basic ? ["import java.util.Base64;"] : []),
      "import java.util.LinkedHashMap;",
      "import java.util.Map;",
      "import java.util.stream.Collectors;",
      "",
      "class Refresh {",
      "    public static void main(String[] args) throws Exception {",
      "        Map<String, String> form = new LinkedHashMap<>();",
      ...call.form.map(([name, value]) => `        form.put(${quoteJava(name)}, ${valueSource(value)});`),
      "        String body = form.entrySet().stream()",
      '                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))',
      '                .collect(Collectors.joining("&"));',
      ...credentialLines(call),
      "",
      `        HttpRequest request = HttpRequest.newBuilder(URI.create(${quoteJava(call.address)}))`,
      "                .timeout(Duration.ofSeconds(30))",
      ...headerLines(call),
      "                .POST(HttpRequest.BodyPublishers.ofString(body))",
      "                .build();",
      "        HttpResponse<String> response =",
      "                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());",
      "",
      '        System.out.println(response.statusCode() + " " + response.body());',
      "        if (response.statusCode() != 200) System.exit(1);",
      "    }",
      "",
      "    private static String encode(String text) {",
      "        return URLEncoder.encode(text, StandardCharsets.UTF_8);",
      "    }",
      "}",
    ];
    return { code: `${lines.join("\n")}\n` };
  },
});

function valueSource({ text, role }: CallValue): string {
  return role ? `System.getenv("${variableOf(role)}")` : quoteJava(text);
}

function credentialLines(call: TokenCall): string[] {
  if (!call.basic) return [];
  const encode = (source: string) => `encode(${source})`;
  const credentials = joinCredentials(call.basic, { quote: quoteJava, read: valueSource, encode, plus: " + " });
  return [
    `        String credentials = ${credentials};`,
    "        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));",
  ];
}

function headerLines(call: TokenCall): string[] {
  const headers = [...call.headers, ["Content-Type", call.contentType] as const];
  return [
    ...(call.basic ? ['                .header("Authorization", "Basic " + basic)'] : []),
    ...headers.map(([name, value]) => `                .header(${quoteJava(name)}, ${quoteJava(value)})`),
  ];
}
