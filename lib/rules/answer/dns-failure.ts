import { printedOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { atUrl } from "../place.ts";
import { printed } from "../right-request.ts";

/** The name was not resolved, curl exit code 6. */
export default defineRule({
  id: "dns-failure",
  severity: "error",
  title: "The host name has no address",
  summary: "The name of the host could not be resolved, so nothing was sent.",
  spec: null,
  messages: {
    failed: {
      title: "No address was found for {host}",
      detail:
        "Nothing was sent. Look for a slip in the name; a name that only resolves inside a company network or a VPN; or a machine without network. A word of a header here (application, Bearer) means that the shell split the command.",
    },
  },
  cleared: null,
  noFix: "Which host was meant, or which resolver is at fault, the text does not tell.",
  example: {
    reports: printed("curl: (6) Could not resolve host: auth.example.com"),
    ignores: printed("curl: (23) Failure writing output to destination"),
  },
  page: {
    why: "Before a client can connect it asks for the address of the name. A slip of one letter, a placeholder, or a region that does not exist end there.",
  },
  check(evidence, { report }) {
    const { request, failure } = evidence;
    const message = printedOf(evidence);
    if (failure?.kind !== "dns" && message?.rule !== "dns-failure") return;
    report("failed", request ? atUrl(request) : null, { data: { host: request?.host.text ?? "the host" } });
  },
});
