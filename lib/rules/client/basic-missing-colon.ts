import { rfc7617 } from "../../oauth/spec.ts";
import { checkFact } from "../basic-fact.ts";
import { defineRule } from "../define-rule.ts";

/** Id and secret are joined by one colon. RFC 7617 section 2. */
export default defineRule({
  id: "basic-missing-colon",
  severity: "error",
  title: "No colon in the Basic credentials",
  summary: "The decoded Basic credentials hold no colon, so there is no secret in them.",
  spec: rfc7617("2"),
  messages: {
    part: {
      title: "Basic decodes to one word without a colon",
      detail: "It decodes to {decoded}. There must be the client id, a colon and the client secret: base64(id:secret).",
    },
    separator: {
      title: "Basic decodes to id and secret with something else than a colon between them",
      detail: "It decodes to {decoded}; it must be {meant}, in base64 {right}.",
    },
  },
  cleared: "Basic decodes to id:secret",
  example: {
    reports:
      "curl https://auth.example.com/token -H 'Authorization: Basic MDEyMzQ1Njc4OWFiY2RlZg==' -d grant_type=refresh_token -d refresh_token=r1",
    ignores:
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxO3MzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
    ],
  },
  page: {
    why: "The server splits the decoded text at the first colon. Without one it has an id and no secret, or refuses the header as malformed. Often only the secret, or only the id, was encoded.",
    wrong: "base64(secret)",
    right: "base64(id:secret)",
  },
  check: checkFact("missing-colon", { "one-part": "part", separator: "separator" }),
});
