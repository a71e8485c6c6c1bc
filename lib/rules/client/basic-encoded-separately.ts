import { rfc7617 } from "../../oauth/spec.ts";
import { checkFact } from "../basic-fact.ts";
import { defineRule } from "../define-rule.ts";

/** Id and secret are encoded together. RFC 7617 section 2. */
export default defineRule({
  id: "basic-encoded-separately",
  severity: "error",
  title: "Id and secret were encoded one by one",
  summary: "The id and the secret were each put into base64 and then joined; they must be joined first.",
  spec: rfc7617("2"),
  messages: {
    halves: {
      title: "Id and secret were encoded one by one",
      detail:
        "Each half is base64 by itself. They must be joined with a colon first and encoded once: {meant} gives {right}.",
    },
  },
  cleared: null,
  example: {
    reports:
      "curl https://auth.example.com/token -H 'Authorization: Basic Y2xpZW50LTE=:czNjcmV0LTI=' -d grant_type=refresh_token -d refresh_token=r1",
    ignores:
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
  },
  page: {
    why: "base64 of two texts is not the two base64s written side by side. The server decodes the whole and gets nonsense, or a pair that it does not know.",
    wrong: "base64(id):base64(secret)",
    right: "base64(id:secret)",
  },
  check: checkFact("encoded-separately", { halves: "halves" }),
});
