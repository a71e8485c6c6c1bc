import { rfc4648 } from "../../oauth/spec.ts";
import { checkFact } from "../basic-fact.ts";
import { defineRule } from "../define-rule.ts";

/** Basic uses the base64 alphabet, not the URL-safe one. RFC 4648 section 4. */
export default defineRule({
  id: "basic-base64url",
  severity: "error",
  title: "The Basic credentials are base64url",
  summary: "The credentials use - and _ instead of + and /: the URL-safe alphabet, which Basic does not use.",
  spec: rfc4648("5"),
  messages: {
    alphabet: {
      title: "The credentials are written in base64url",
      detail:
        "- and _ stand where base64 has + and /, so servers refuse the value or read it wrong. It should read Basic {right}.",
    },
    encoder: {
      title: "The program encodes the credentials as base64url",
      detail: "{written} writes - and _ where Basic needs + and /, and leaves the = away. Use the ordinary base64.",
    },
  },
  cleared: null,
  example: {
    reports:
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzPj9-fj4-fj9ldA==' -d grant_type=refresh_token -d refresh_token=r1",
    ignores:
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      "const auth = Buffer.from(`${id}:${secret}`).toString('base64url');\nawait fetch('https://auth.example.com/token', { method: 'POST', headers: { Authorization: `Basic ${auth}` }, body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: rt }) });",
    ],
  },
  page: {
    why: "There are two base64 alphabets. JWTs and URLs use the one with - and _; Basic uses the one with + and /. The two differ only when those letters happen to occur, so it fails for some secrets and works for others.",
    wrong: "Buffer.from(pair).toString('base64url')",
    right: "Buffer.from(pair).toString('base64')",
  },
  check: checkFact("base64url", { alphabet: "alphabet" }, { note: "base64url", message: "encoder" }),
});
