import { curlManual } from "../../oauth/spec.ts";
import { defineRule } from "../define-rule.ts";
import { atSpan } from "../place.ts";
import { PRINTED } from "../printed.ts";
import { printed } from "../right-request.ts";

/** -x names a proxy, -X the method. */
export default defineRule({
  id: "proxy-flag-x",
  severity: "error",
  title: "-x is the proxy, -X the method",
  summary: "The small -x takes a proxy's address, so curl looks for a proxy named POST.",
  spec: curlManual("-x"),
  messages: {
    printed: PRINTED,
    proxy: {
      title: "-x {method} names a proxy, not the method",
      detail:
        "curl looks for a proxy of that name and finds none. The method is the capital -X; with -d it is not needed.",
    },
  },
  cleared: null,
  example: {
    reports:
      "curl -x POST https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    ignores:
      "curl -X POST https://auth.example.com/token -u id1:s3cret -d grant_type=refresh_token -d refresh_token=r1",
    more: [printed("curl: (5) Could not resolve proxy: POST")],
  },
  page: {
    why: "curl tells capital and small letters apart. -x POST sends everything to a proxy called POST, which does not exist: Could not resolve proxy.",
    wrong: "curl -x POST",
    right: "curl -X POST",
  },
  check({ curl, text }, { report }) {
    for (const { name, written, value, span } of curl?.options ?? []) {
      if (name !== "proxy" || !written.startsWith("-x") || !/^(?:GET|POST|PUT|PATCH|DELETE)$/i.test(value?.text ?? ""))
        continue;
      const fix =
        text[span.start + 1] === "x"
          ? { title: "Use -X", edits: [{ start: span.start + 1, end: span.start + 2, text: "X" }] }
          : undefined;
      report("proxy", atSpan(span), { data: { method: value?.text ?? "" }, fix });
    }
  },
});
