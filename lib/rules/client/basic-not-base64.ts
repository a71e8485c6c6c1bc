import { rfc7617 } from "../../oauth/spec.ts";
import { checkFact } from "../basic-fact.ts";
import { defineRule } from "../define-rule.ts";

/** The credentials of Basic are base64 of id:secret. RFC 7617 section 2. */
export default defineRule({
  id: "basic-not-base64",
  severity: "error",
  title: "The Basic credentials are not base64",
  summary: "What stands behind Basic is no base64 of a text; it must be base64(client_id:client_secret).",
  spec: rfc7617("2"),
  messages: {
    pair: {
      title: "The id and the secret stand behind Basic as they are, not in base64",
      detail: "The server decodes {token} from base64 and gets nonsense. It should read Basic {right}.",
    },
    other: {
      title: "What stands behind Basic is no base64 of id:secret",
      detail:
        "The server decodes {token} and finds no text of the form id:secret. It must be base64 of the client id, a colon and the client secret.",
    },
  },
  cleared: "The Authorization value is sound base64",
  example: {
    reports:
      "curl https://auth.example.com/token -H 'Authorization: Basic id1:s3cret' -d grant_type=refresh_token -d refresh_token=r1",
    ignores:
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      "curl https://auth.example.com/token -H 'Authorization: Basic 0123456789abcdef0123456789abcdef' -d grant_type=refresh_token -d refresh_token=r1",
    ],
  },
  page: {
    why: "Basic does not encrypt, it only packs: id, colon and secret, written in base64. A server unpacks whatever stands there. If that is the plain pair or another token, it gets bytes that are no id and no secret.",
    wrong: "Authorization: Basic id1:s3cret",
    right: "Authorization: Basic aWQxOnMzY3JldA==",
  },
  check: checkFact("not-base64", { "raw-pair": "pair", other: "other" }),
});
