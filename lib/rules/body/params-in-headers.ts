import { rfc6749 } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { atValue } from "../place.ts";

const NAMES = /^(?:grant[_-]?type|refresh[_-]?token|client[_-]?id|client[_-]?secret|body|data)$/i;

/** Parameters travel in the body. RFC 6749 sections 2.3.1 and 3.2. */
export default defineRule({
  id: "params-in-headers",
  severity: "error",
  title: "Parameters sent as headers",
  summary: "Grant parameters are sent as headers of their own; a token server looks for them in the form body.",
  spec: rfc6749("3.2"),
  messages: {
    headers: {
      title: "{names} is sent as a header",
      detail:
        "A token server reads its parameters from the form in the body. Headers of these names are not looked at.",
    },
  },
  cleared: null,
  noFix:
    "It would mean rebuilding the request: headers would go, and a body would come; the form makes one from the same values.",
  example: {
    reports:
      "curl -X POST https://auth.example.com/token -u id1:s3cret -H 'grant_type: refresh_token' -H 'refresh_token: r1'",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
  },
  page: {
    why: "In many tools headers and body fields are entered side by side, and the parameters land in the wrong list. The body is then empty, and the server says that grant_type is missing.",
    wrong: "-H 'grant_type: refresh_token'",
    right: "-d grant_type=refresh_token",
  },
  check({ request }, { report }) {
    const wrong = (request?.headers ?? []).filter(({ name }) => NAMES.test(name.text));
    const [first] = wrong;
    if (!first) return;
    const names = [...new Set(wrong.map(({ name }) => name.text))].join(", ");
    const values = wrong.flatMap(({ name, value }) => [name, value]);
    report("headers", atValue(`headers.${first.name.text}`, values), { data: { names } });
  },
});
