import { rfc6749 } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { atMethod } from "../place.ts";
import { replacePart } from "../rewrite.ts";
import { isTokenRequest } from "../token-request.ts";

/** "The client MUST use the HTTP "POST" method when making access token requests." RFC 6749 section 3.2. */
export default defineRule({
  id: "method-not-post",
  severity: "error",
  title: "The method is not POST",
  summary: "A token request is a POST, in capitals; other methods are refused.",
  spec: rfc6749("3.2"),
  messages: {
    other: {
      title: "The method is {method}, not POST",
      detail: "Token endpoints take POST only.",
    },
    letters: {
      title: "The method is written {method}",
      detail: "Methods are compared to the letter, in capitals: {method} is not POST.",
    },
  },
  cleared: "The method is POST",
  example: {
    reports: "curl -X PUT https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: ["curl -X post https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1"],
  },
  page: {
    why: "Servers route by method and path. Under PUT, PATCH or post in small letters there is no token endpoint.",
    wrong: "curl -X PUT …",
    right: "curl -X POST … (or no -X at all: -d makes it a POST)",
  },
  check(evidence, { report, clear }) {
    const { request } = evidence;
    if (!request || !isTokenRequest(evidence)) return;
    const method = request.method.text;
    if (method === "POST") return clear();
    if (method === "GET" || method === "HEAD" || method === "") return;
    const edits = replacePart(evidence, request.method, "POST");
    const fix = edits && { title: "Use POST", edits };
    const message = method.toUpperCase() === "POST" ? "letters" : "other";
    report(message, atMethod(request), { data: { method }, fix });
  },
});
