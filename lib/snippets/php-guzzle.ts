import { FORM_TYPE } from "../http/request.ts";
import { defineSnippet } from "./define-snippet.ts";
import { quotePhp } from "./escape/php.ts";
import { credentialSource, formElements } from "./php-source.ts";
import { findTargetProblem } from "./target-problem.ts";
import { hasRepeatedHeader } from "./token-call.ts";

/** Guzzle 7. A reply that is an error is printed like any other, not thrown. */
export default defineSnippet({
  id: "php-guzzle",
  label: "PHP (Guzzle)",
  language: "php",
  write(call) {
    if (hasRepeatedHeader(call)) return { declined: "Two headers share a name, which an array key cannot." };
    const problem = findTargetProblem(call);
    if (problem !== undefined) return { declined: problem };
    const type = call.contentType === FORM_TYPE ? [] : [["Content-Type", call.contentType] as const];
    const headers = [...call.headers, ...type];
    const basic = call.basic
      ? [
          `    'auth' => [${credentialSource(call.basic.id, call.basic.encoding)}, ${credentialSource(call.basic.secret, call.basic.encoding)}],`,
        ]
      : [];
    const lines = [
      "<?php",
      "",
      "use GuzzleHttp\\Client;",
      "",
      "require __DIR__ . '/vendor/autoload.php';",
      "",
      "$client = new Client(['timeout' => 30]);",
      `$response = $client->post(${quotePhp(call.address)}, [`,
      "    'headers' => [",
      ...headers.map(([name, value]) => `        ${quotePhp(name)} => ${quotePhp(value)},`),
      "    ],",
      ...basic,
      "    'form_params' => [",
      ...formElements(call).map((line) => `        ${line}`),
      "    ],",
      "    'http_errors' => false,",
      "]);",
      "",
      "echo $response->getStatusCode(), ' ', $response->getBody(), PHP_EOL;",
      "exit($response->getStatusCode() === 200 ? 0 : 1);",
    ];
    return { code: `${lines.join("\n")}\n` };
  },
});
