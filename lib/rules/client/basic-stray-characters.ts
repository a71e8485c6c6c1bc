import { rfc7617 } from "../../oauth/spec.ts";
import { checkFact } from "../basic-fact.ts";
import { defineRule } from "../define-rule.ts";

/** Nothing but base64 follows the scheme. RFC 7617 section 2. */
export default defineRule({
  id: "basic-stray-characters",
  severity: "error",
  title: "Something stands around the Basic credentials",
  summary: "Brackets, quotes or letters stand before or behind the base64.",
  spec: rfc7617("2"),
  messages: {
    around: {
      title: "Something stands before or behind the base64",
      detail: "Within {token} the credentials are {right}; what stands around them spoils the decoding.",
    },
    inside: {
      title: "A character stands within the base64 that does not belong there",
      detail: "{token} holds a character outside of base64's alphabet. Encode the credentials again.",
    },
    scheme: {
      title: "The word Basic was encoded along with the credentials",
      detail:
        "They decode to {decoded}. Only id:secret is encoded; the word Basic stands in front of the base64. It should read Basic {right}.",
    },
    bytes: {
      title: "The header holds Python's b'…' around the base64",
      detail:
        "b64encode gives bytes, and bytes that are put into a string are written b'…', quotes and all. Add .decode() behind it.",
    },
  },
  cleared: null,
  example: {
    reports:
      "curl https://auth.example.com/token -H 'Authorization: Basic {aWQxOnMzY3JldA==}' -d grant_type=refresh_token -d refresh_token=r1",
    ignores:
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      "curl https://auth.example.com/token -H 'Authorization: Basic aWQx,OnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
      "curl https://auth.example.com/token -H 'Authorization: Basic QmFzaWMgaWQxOnMzY3JldA==' -d grant_type=refresh_token -d refresh_token=r1",
      'auth = base64.b64encode(f"{cid}:{cs}".encode())\nrequests.post("https://auth.example.com/token", headers={"Authorization": f"Basic {auth}"}, data={"grant_type": "refresh_token", "refresh_token": rt})',
    ],
  },
  page: {
    why: "Brackets of a sample that were left in, a semicolon, quotes, or letters that were pasted twice: the server decodes all of it and gets nonsense.",
    wrong: "Authorization: Basic {aWQxOnMzY3JldA==}",
    right: "Authorization: Basic aWQxOnMzY3JldA==",
  },
  check: checkFact(
    "stray-characters",
    { around: "around", scheme: "scheme", inside: "inside" },
    { note: "bytes-in-text", message: "bytes" },
  ),
});
