import { rfc6749 } from "../../oauth/spec.ts";
import type { UnderstoodParameter } from "../../oauth/understood.ts";
import { isKnown } from "../../text/traced.ts";
import { defineRule } from "../define-rule.ts";
import { atValue } from "../place.ts";

/** Parameters that RFC 8707 and RFC 8693 let appear more than once. */
const REPEATABLE = ["resource", "audience"];

/** "Request and response parameters MUST NOT be included more than once." RFC 6749 section 3.2. */
export default defineRule({
  id: "duplicate-parameter",
  severity: "error",
  title: "A parameter is sent twice",
  summary: "A parameter appears more than once; servers must refuse such a request.",
  spec: rfc6749("3.2"),
  messages: {
    twice: {
      title: "{name} is sent {count} times",
      detail: "A token server must not accept a parameter more than once; leave one of them.",
    },
  },
  cleared: "Every parameter is sent once",
  noFix: "Which of the values is the right one only their author knows.",
  example: {
    reports:
      "curl https://auth.example.com/token -d client_id=id1 -d client_secret=s3cret -d grant_type=refresh_token -d refresh_token=r1 -d client_id=id1",
    ignores:
      "curl https://auth.example.com/token -d client_id=id1 -d client_secret=s3cret -d grant_type=refresh_token -d refresh_token=r1",
  },
  page: {
    why: "With two values a server cannot know which of them is meant, and an attacker could hide one behind the other. The specification therefore forbids repetition, in the body and in the query alike.",
    wrong: "client_id=a&grant_type=refresh_token&refresh_token=r&client_id=a",
    right: "client_id=a&grant_type=refresh_token&refresh_token=r",
  },
  check({ understood }, { report, clear }) {
    const sent = (understood?.parameters ?? []).filter(({ from, name }) => from !== "authorization" && isKnown(name));
    if (sent.length === 0) return;
    const byName = new Map<string, UnderstoodParameter[]>();
    for (const parameter of sent) {
      const all = byName.get(parameter.name.text);
      if (all) all.push(parameter);
      else byName.set(parameter.name.text, [parameter]);
    }
    let wrong = false;
    for (const [name, all] of byName) {
      if (all.length < 2 || REPEATABLE.includes(name)) continue;
      wrong = true;
      const place = atValue(
        `body.${name}`,
        all.slice(1).map((parameter) => parameter.name),
      );
      report("twice", place, { data: { name, count: String(all.length) } });
    }
    if (!wrong) clear();
  },
});
