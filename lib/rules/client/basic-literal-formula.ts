import { rfc7617 } from "../../oauth/spec.ts";
import { checkFact } from "../basic-fact.ts";
import { defineRule } from "../define-rule.ts";

/** The documentation's formula is to be computed, not sent. */
export default defineRule({
  id: "basic-literal-formula",
  severity: "error",
  title: "The formula was sent instead of its result",
  summary: "The header holds base64(id:secret) as text: nothing computed it.",
  spec: rfc7617("2"),
  messages: {
    formula: {
      title: "The header holds the formula, not its result",
      detail: "It is sent to the letter: {header}. The base64 has to be computed first. It should read Basic {right}.",
    },
  },
  cleared: null,
  example: {
    reports: `curl https://auth.example.com/token -H "Authorization: 'Basic ' + base64_encode(id1 + ':' + s3cret)" -d grant_type=refresh_token -d refresh_token=r1`,
    ignores:
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
  },
  page: {
    why: `Documentation writes "Basic " + base64_encode(CLIENT_ID + ':' + CLIENT_SECRET) to say what has to be computed. In a command nothing computes it; curl -u id:secret does.`,
    wrong: `-H "Authorization: 'Basic ' + base64_encode(id + ':' + secret)"`,
    right: "-u id:secret",
  },
  check: checkFact("literal-formula", { formula: "formula" }),
});
