import { rfc6749 } from "../../oauth/spec.ts";
import type { UnderstoodParameter } from "../../oauth/understood.ts";
import { defineRule } from "../define-rule.ts";
import type { Evidence } from "../evidence.ts";
import { atValue } from "../place.ts";
import { isClientRefused, replyError } from "../token-request.ts";

const NEEDED =
  /^(?:grant_type|refresh_token|client_id|client_secret|code|client_assertion|client_assertion_type|username|password)$/;

/** "Parameters sent without a value MUST be treated as if they were omitted from the request." RFC 6749 section 3.2. */
export default defineRule({
  id: "empty-value",
  severity: "error",
  title: "A value is empty",
  summary: "A parameter that is needed is sent without a value; servers treat it as missing.",
  spec: rfc6749("3.2"),
  messages: {
    empty: {
      title: "{names} has no value",
      detail: "A parameter without a value counts as missing. Often a variable was empty when the request was made.",
    },
    secret: {
      title: "The client secret is empty",
      detail:
        "The credentials end at the colon: there is an id and no secret. A confidential client needs its secret; a public one sends client_id in the body instead.",
    },
  },
  cleared: null,
  noFix: "The value that belongs there is not in the text.",
  example: {
    reports: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [
      {
        text: "curl https://auth.example.com/token -u id1: -d grant_type=refresh_token -d refresh_token=r1",
        response: { status: 401, body: '{"error":"invalid_client"}' },
      },
    ],
  },
  page: {
    why: "An unset variable leaves the name and the equals sign and nothing behind it. The server reads that as if the parameter were not there at all.",
    wrong: "refresh_token=",
    right: "refresh_token=8xLOxBtZp8",
  },
  check(evidence, { report }) {
    const empty = evidence.meant.filter((parameter) => isEmpty(parameter) && parameter.from !== "authorization");
    if (empty.length > 0) {
      const names = [...new Set(empty.map(({ name }) => name.text))].join(", ");
      const places = empty.map(({ name }) => name);
      report("empty", atValue(`${empty[0]?.from}.${empty[0]?.name.text}`, places), { data: { names } });
    }
    const secret = evidence.meant.find(({ name, from }) => from === "authorization" && name.text === "client_secret");
    if (secret && isEmpty(secret) && isSecretMissed(evidence))
      report("secret", atValue("headers.Authorization", secret.name));
  },
});

function isEmpty({ name, value }: UnderstoodParameter): boolean {
  return NEEDED.test(name.text) && value.text === "" && value.pieces.length === 0;
}

/** An empty secret is right for some clients, so the reply must speak against it. */
function isSecretMissed(evidence: Evidence): boolean {
  if (evidence.provider?.emptySecret) return false;
  return isClientRefused(evidence) || replyError(evidence) === "invalid_request";
}
