import { FORM_TYPE } from "../http/request.ts";
import { isWrittenPlainly } from "./credentials.ts";
import { defineSnippet } from "./define-snippet.ts";
import { quoteRuby } from "./escape/ruby.ts";
import { hasForbiddenCharacter } from "./target-problem.ts";
import { type CallValue, hasRepeatedHeader, type TokenCall, variableOf } from "./token-call.ts";

/** Ruby's standard library. */
export default defineSnippet({
  id: "ruby-net-http",
  label: "Ruby (net/http)",
  language: "ruby",
  write(call) {
    if (hasRepeatedHeader(call)) return { declined: "Two headers share a name; the later would replace the earlier." };
    if (hasForbiddenCharacter(call)) return { declined: "Ruby's URI takes no such character as the endpoint holds." };
    const lines = [
      'require "net/http"',
      "",
      `uri = URI(${quoteRuby(call.address)})`,
      "request = Net::HTTP::Post.new(uri)",
      ...call.headers.map(([name, value]) => `request[${quoteRuby(name)}] = ${quoteRuby(value)}`),
      ...basicLines(call),
      "request.set_form_data(",
      ...call.form.map(([name, value]) => `  ${quoteRuby(name)} => ${valueSource(value)},`),
      ")",
      ...(call.contentType === FORM_TYPE ? [] : [`request["Content-Type"] = ${quoteRuby(call.contentType)}`]),
      "",
      'response = Net::HTTP.start(uri.hostname, uri.port, use_ssl: uri.scheme == "https") do |http|',
      "  http.request(request)",
      "end",
      'puts "#{response.code} #{response.message}", response.body',
      "exit response.is_a?(Net::HTTPSuccess)",
    ];
    return { code: `${lines.join("\n")}\n` };
  },
});

function valueSource({ text, role }: CallValue): string {
  return role ? `ENV.fetch("${variableOf(role)}")` : quoteRuby(text);
}

function basicLines(call: TokenCall): string[] {
  if (!call.basic) return [];
  const { id, secret, encoding } = call.basic;
  const write = (value: CallValue) =>
    encoding === "raw" || isWrittenPlainly(value, encoding)
      ? valueSource(value)
      : `URI.encode_www_form_component(${valueSource(value)})`;
  const line = `request.basic_auth(${write(id)}, ${write(secret)})`;
  return line.length <= 80 ? [line] : ["request.basic_auth(", `  ${write(id)},`, `  ${write(secret)},`, ")"];
}
