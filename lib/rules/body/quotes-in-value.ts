import { TOKEN_PARAMETERS } from "../../oauth/params.ts";
import { rfc6749 } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { atValue, partOf } from "../place.ts";
import { replaceValues, type ValueChange } from "../replace-value.ts";
import { isLiteral } from "../token-request.ts";

const QUOTED = /^(["'‘’“”`])(.+)(["'‘’“”`])$/s;

/** Quotes that reach the server are part of the value. RFC 6749 appendix A. */
export default defineRule({
  id: "quotes-in-value",
  severity: "error",
  title: "A value holds its own quotes",
  summary: "The quotes around the value are sent along and are part of it.",
  spec: rfc6749("A"),
  messages: {
    quoted: {
      title: "{name} is sent with its quotes",
      detail: "The quotes around the value reach the server and belong to the value there, so it matches nothing.",
    },
  },
  cleared: null,
  example: {
    reports: "curl https://auth.example.com/token -u id1:s3cret -d 'grant_type=refresh_token&refresh_token=\"r1\"'",
    ignores: "curl https://auth.example.com/token -u id1:s3cret -d 'grant_type=refresh_token&refresh_token=r1'",
    more: [
      "curl https://auth.example.com/token -u '\"id1\":\"s3cret\"' -d grant_type=refresh_token -d 'refresh_token=%22r%2B1%22'",
    ],
  },
  page: {
    why: "In a shell one pair of quotes is taken away; a second pair inside the first is not. In Postman, in .env files of some programs and in form fields no quotes are taken away at all.",
    wrong: `-d 'refresh_token="8xL"'`,
    right: "-d refresh_token=8xL",
  },
  check(evidence, { report }) {
    if (evidence.shell?.shell === "cmd") return;
    const changes = evidence.meant.flatMap((parameter): ValueChange[] => {
      if (!TOKEN_PARAMETERS.includes(parameter.name.text) || !isLiteral(parameter)) return [];
      const text = QUOTED.exec(parameter.value.text)?.[2];
      return text === undefined ? [] : [{ parameter, text }];
    });
    // One habit, one finding; apart only where the edits of all cannot be made together.
    const groups = replaceValues(evidence, changes) ? [changes] : changes.map((change) => [change]);
    for (const group of groups) {
      const [first] = group;
      if (!first) continue;
      const edits = replaceValues(evidence, group);
      const fix = edits && { title: "Take the quotes away", edits };
      const name = [...new Set(group.map(({ parameter }) => parameter.name.text))].join(", ");
      const values = group.map(({ parameter }) => parameter.value);
      report("quoted", atValue(partOf(first.parameter), values), { data: { name }, fix });
    }
  },
});
