import { rfc7617 } from "../../oauth/spec.ts";
import { checkFact } from "../basic-fact.ts";
import { defineRule } from "../define-rule.ts";

/** A line break at the end of the secret belongs to the secret. RFC 7617 section 2. */
export default defineRule({
  id: "basic-trailing-newline",
  severity: "error",
  title: "A line break is encoded along with the secret",
  summary: "The decoded credentials end in a line break, mostly from echo without -n.",
  spec: rfc7617("2"),
  messages: {
    newline: {
      title: "A line break is encoded along with the credentials",
      detail:
        "They decode to {decoded}. The line break (from echo without -n, or from a file) is part of the secret now. It should read Basic {right}.",
    },
  },
  cleared: "No line break is encoded along with the secret",
  example: {
    reports:
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzY3JldAo=' -d grant_type=refresh_token -d refresh_token=r1",
    ignores:
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
  },
  page: {
    why: "echo ends its output with a line break, and base64 encodes that as well. The server compares a secret that is one character longer than the real one.",
    wrong: `echo "$ID:$SECRET" | base64`,
    right: `printf '%s' "$ID:$SECRET" | base64`,
  },
  check: checkFact("trailing-newline", { newline: "newline" }),
});
