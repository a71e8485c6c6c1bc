import { rfc4648 } from "../../oauth/spec.ts";
import { checkFact } from "../basic-fact.ts";
import { defineRule } from "../define-rule.ts";

/** Base64 is padded to a multiple of four letters. RFC 4648 section 4. */
export default defineRule({
  id: "basic-missing-padding",
  severity: "error",
  title: "The Basic credentials lack their padding",
  summary: "The = at the end was cut off, or there is one too many.",
  spec: rfc4648("4"),
  messages: {
    none: {
      title: "The = at the end of the Basic credentials is missing",
      detail: "Many servers refuse base64 whose length is no multiple of four. It should read Basic {right}.",
    },
    wrong: {
      title: "The padding of the Basic credentials is wrong",
      detail: "The number of = at the end does not fit the length. It should read Basic {right}.",
    },
  },
  cleared: null,
  example: {
    reports:
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzY3JldA' -d grant_type=refresh_token -d refresh_token=r1",
    ignores:
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzY3JldA=' -d grant_type=refresh_token -d refresh_token=r1",
    ],
  },
  page: {
    why: "Base64 is written in groups of four letters, and = fills the last one. It is cut off easily: by a program that splits at =, by a selection that stops before it.",
    wrong: "Basic aWQxOnMzY3JldA",
    right: "Basic aWQxOnMzY3JldA==",
  },
  check: checkFact("missing-padding", { none: "none", wrong: "wrong" }),
});
