import { rfc9110 } from "../../oauth/spec.ts";
import { checkFact } from "../basic-fact.ts";
import { defineRule } from "../define-rule.ts";

/** The value is the scheme, a blank, the credentials. RFC 9110 section 11.6.2. */
export default defineRule({
  id: "basic-malformed-scheme",
  severity: "error",
  title: "The word Basic is missing or malformed",
  summary: "The Authorization value does not begin with Basic and a blank.",
  spec: rfc9110("11.6.2"),
  messages: {
    glued: {
      title: "There is no blank behind Basic",
      detail:
        "The server reads the scheme up to the first blank and finds none that it knows. It should read Basic {right}.",
    },
    scheme: {
      title: "The Authorization value has no scheme",
      detail: "The word Basic and a blank must stand before the base64: Basic {right}.",
    },
    punctuation: {
      title: "Something else than a blank stands behind Basic",
      detail: "Only a blank may separate the scheme from the credentials. It should read Basic {right}.",
    },
    empty: {
      title: "Nothing stands behind Basic",
      detail: "The header names the scheme and no credentials. Often a variable was empty when it was put together.",
    },
    twice: {
      title: "The word Basic stands there twice",
      detail: "The second Basic is taken for the credentials. It should read Basic {right}.",
    },
    misspelled: {
      title: "The scheme is misspelled",
      detail: "The server knows the scheme Basic. It should read Basic {right}.",
    },
  },
  cleared: null,
  example: {
    reports:
      "curl https://auth.example.com/token -H 'Authorization: BasicaWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
    ignores:
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      "curl https://auth.example.com/token -H 'Authorization: Basic' -d grant_type=refresh_token -d refresh_token=r1",
      "curl https://auth.example.com/token -H 'Authorization: aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
      "curl https://auth.example.com/token -H 'Authorization: Basic: aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
      "curl https://auth.example.com/token -H 'Authorization: Basic Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
      "curl https://auth.example.com/token -H 'Authorization: Bsic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
    ],
  },
  page: {
    why: "A server reads the word up to the first blank as the scheme, and what follows as the credentials. Without the word, without the blank or with a colon it does not know what it is looking at.",
    wrong: "Authorization: aWQxOnMzY3JldA==",
    right: "Authorization: Basic aWQxOnMzY3JldA==",
  },
  check: checkFact("malformed-scheme", {
    glued: "glued",
    "no-scheme": "scheme",
    punctuation: "punctuation",
    "odd-blank": "punctuation",
    twice: "twice",
    empty: "empty",
    misspelled: "misspelled",
  }),
});
