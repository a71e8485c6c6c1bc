import { rfc7617 } from "../../oauth/spec.ts";
import { checkFact } from "../basic-fact.ts";
import { defineRule } from "../define-rule.ts";

/** The credentials are encoded once. RFC 7617 section 2. */
export default defineRule({
  id: "basic-double-encoded",
  severity: "error",
  title: "The Basic credentials are encoded twice",
  summary: "The decoded credentials are base64 again: they were encoded twice.",
  spec: rfc7617("2"),
  messages: {
    twice: {
      title: "The credentials were put into base64 twice",
      detail: "Decoded once they are {decoded}, which is base64 again, of {meant}. It should read Basic {right}.",
    },
    encoder: {
      title: "The program puts the credentials into base64 twice",
      detail:
        "{written} encodes what is base64 already. The server decodes once and finds base64 where it expects id:secret.",
    },
  },
  cleared: null,
  example: {
    reports:
      "curl https://auth.example.com/token -H 'Authorization: Basic YVdReE9uTXpZM0psZEE9PQ==' -d grant_type=refresh_token -d refresh_token=r1",
    ignores:
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      "curl https://auth.example.com/token -u aWQxOnMzY3JldA==: -d grant_type=refresh_token -d refresh_token=r1",
      'pair = base64.b64encode(base64.b64encode(f"{cid}:{cs}".encode())).decode()\nrequests.post("https://auth.example.com/token", headers={"Authorization": "Basic " + pair}, data={"grant_type": "refresh_token", "refresh_token": rt})',
    ],
  },
  page: {
    why: "A client such as curl -u or a Basic helper encodes by itself. If the value was encoded before, it is encoded twice, and the server finds base64 where it expects the id.",
    wrong: "curl -u 'aWQxOnMzY3JldA=='",
    right: "curl -u id1:s3cret",
  },
  check: checkFact("double-encoded", { twice: "twice" }, { note: "base64-twice", message: "encoder" }),
});
