import { rfc6749 } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { atValue } from "../place.ts";
import { isCredential, isLiteral } from "../token-request.ts";

/** What programs write where a variable holds nothing. */
const NOTHING_WORDS = /^(?:undefined|null|none|nil|nan|\[object Object\]|\(null\)|false|System\.\w+)$/i;

/** A variable held nothing, and its name for nothing was sent. */
export default defineRule({
  id: "undefined-credentials",
  severity: "error",
  title: "undefined, null or None instead of a value",
  summary: "An id, secret or token is the word undefined, null or None: the program's variable held nothing.",
  spec: rfc6749("2.3.1"),
  messages: {
    undefined: {
      title: "{names} is the word {value}",
      detail:
        "The program's variable held nothing, and the word for nothing was sent as the value. Look at where the variable is filled: a name in the environment, a key of the stored answer.",
    },
  },
  cleared: null,
  noFix: "The real values are in the program that should have filled them in.",
  example: {
    reports:
      "curl https://auth.example.com/token -u undefined:undefined -d grant_type=refresh_token -d refresh_token=r1",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
  },
  page: {
    why: "JavaScript joins undefined into a text as the word undefined, Python writes None, others null. The request looks complete, and the server knows no such client or token.",
    wrong: "client_id=undefined",
    right: "client_id=kx9Tq2LmVb7",
  },
  check({ meant }, { report }) {
    const words = meant.filter(
      (parameter) => isCredential(parameter) && isLiteral(parameter) && NOTHING_WORDS.test(parameter.value.text.trim()),
    );
    const [first] = words;
    if (!first) return;
    const names = [...new Set(words.map(({ name }) => name.text))].join(" and ");
    const part = first.from === "authorization" ? "headers.Authorization" : `${first.from}.${first.name.text}`;
    const place = atValue(
      part,
      words.map(({ value }) => value),
    );
    report("undefined", place, { data: { names, value: first.value.text.trim() } });
  },
});
