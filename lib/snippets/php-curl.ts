import { FORM_TYPE } from "../http/request.ts";
import { joinCredentials } from "./credentials.ts";
import { defineSnippet } from "./define-snippet.ts";
import { quotePhp } from "./escape/php.ts";
import { formElements, valueSource } from "./php-source.ts";

/** PHP's curl extension. The separator is named, since `arg_separator.output` may be set to `&amp;`. */
export default defineSnippet({
  id: "php-curl",
  label: "PHP (curl)",
  language: "php",
  write(call) {
    const type = call.contentType === FORM_TYPE ? [] : [["Content-Type", call.contentType] as const];
    const headers = [...call.headers, ...type].map(([name, value]) =>
      quotePhp(value === "" ? `${name};` : `${name}: ${value}`),
    );
    const encode = (source: string) => `urlencode(${source})`;
    const writer = { quote: quotePhp, read: valueSource, encode, plus: " . " };
    const basic = call.basic ? [`    CURLOPT_USERPWD => ${joinCredentials(call.basic, writer)},`] : [];
    const lines = [
      "<?php",
      "",
      `$curl = curl_init(${quotePhp(call.address)});`,
      "curl_setopt_array($curl, [",
      "    CURLOPT_POST => true,",
      "    CURLOPT_POSTFIELDS => http_build_query([",
      ...formElements(call).map((line) => `        ${line}`),
      "    ], '', '&'),",
      ...basic,
      `    CURLOPT_HTTPHEADER => [${headers.join(", ")}],`,
      "    CURLOPT_RETURNTRANSFER => true,",
      "    CURLOPT_TIMEOUT => 30,",
      "]);",
      "",
      "$body = curl_exec($curl);",
      "if ($body === false) {",
      "    fwrite(STDERR, curl_error($curl) . PHP_EOL);",
      "    exit(1);",
      "}",
      "",
      "$status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);",
      "echo $status, ' ', $body, PHP_EOL;",
      "exit($status === 200 ? 0 : 1);",
    ];
    return { code: `${lines.join("\n")}\n` };
  },
});
