import { printedOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { atUrl } from "../place.ts";
import { printed } from "../right-request.ts";

/** Nothing listens there, curl exit code 7. */
export default defineRule({
  id: "connection-refused",
  severity: "error",
  title: "The connection was refused",
  summary: "The host answers, but nothing listens at that port.",
  spec: null,
  messages: {
    failed: {
      title: "{host} refuses the connection",
      detail:
        "Nothing was sent. The host is there, and no program listens at this port: a wrong port, a server that is not started, localhost from inside a container, or a firewall.",
    },
  },
  cleared: null,
  noFix: "Nothing listens at that address; the server or the port is at fault, not the text.",
  example: {
    reports: printed("curl: (7) Failed to connect to localhost port 8080 after 0 ms: Connection refused"),
    ignores: printed("curl: (23) Failure writing output to destination"),
  },
  page: {
    why: "A refused connection is an answer of the host\u2019s network, not of the token server. Inside a container localhost is the container itself.",
  },
  check(evidence, { report }) {
    const { request, failure } = evidence;
    const message = printedOf(evidence);
    if (evidence.proxy) return;
    if (failure?.kind !== "refused" && message?.rule !== "connection-refused") return;
    report("failed", request ? atUrl(request) : null, { data: { host: request?.host.text ?? "the host" } });
  },
});
