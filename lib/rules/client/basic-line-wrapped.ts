import { rfc9110 } from "../../oauth/spec.ts";
import { checkFact } from "../basic-fact.ts";
import { defineRule } from "../define-rule.ts";

/** The credentials are one line. RFC 9110 section 5.5. */
export default defineRule({
  id: "basic-line-wrapped",
  severity: "error",
  title: "The Basic credentials are wrapped over lines",
  summary: "A line break stands within the base64, mostly from base64 that wraps at 76 letters.",
  spec: rfc9110("5.5"),
  messages: {
    newline: {
      title: "The Basic credentials are broken by a blank or a line break",
      detail:
        "A header's value is one line. base64 wraps its output at 76 letters unless told not to (-w0). It should read Basic {right}.",
    },
    encoder: {
      title: "The program wraps the base64 of the credentials",
      detail:
        "{written} breaks its output into lines and ends it with one. A header's value is one line: use the encoder that does not wrap.",
    },
  },
  cleared: null,
  example: {
    reports: [
      "POST /token HTTP/1.1",
      "Host: auth.example.com",
      "Authorization: Basic aWQxOnMz",
      " Y3JldA==",
      "Content-Type: application/x-www-form-urlencoded",
      "",
      "grant_type=refresh_token&refresh_token=r1",
    ].join("\n"),
    ignores:
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      "require 'net/http'\nreq = Net::HTTP::Post.new(URI('https://auth.example.com/token'))\nreq['Authorization'] = \"Basic #{Base64.encode64(id + ':' + secret)}\"\nreq.set_form_data(grant_type: 'refresh_token', refresh_token: rt)",
    ],
  },
  page: {
    why: "The base64 program wraps long output. In a header the line break ends the line: the rest is taken for another header, or the request is refused as malformed.",
    wrong: `echo -n "$PAIR" | base64`,
    right: `echo -n "$PAIR" | base64 -w0`,
  },
  check: checkFact("line-wrapped", { newline: "newline" }, { note: "base64-wrapped", message: "encoder" }),
});
