import { findHeader } from "../../http/request.ts";
import { rfc9110 } from "../../oauth/spec.ts";
import { knownReplyOf, replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { atHeaderValue } from "../place.ts";
import { answered, RIGHT_REQUEST } from "../right-request.ts";

/** The names that clients give themselves where nobody chose one. */
const DEFAULT_AGENT =
  /^(?:curl|Wget|python-requests|python-httpx|Python-urllib|aiohttp|axios|node|node-fetch|undici|Go-http-client|Java|okhttp|Apache-HttpClient|GuzzleHttp|PostmanRuntime|Ruby|Faraday|libwww-perl|Mozilla\/5\.0 \(Windows NT; [^)]*\) WindowsPowerShell)\b/i;

/** Some providers refuse requests whose User-Agent is missing or a library's own. RFC 9110 section 10.1.5. */
export default defineRule({
  id: "missing-user-agent",
  severity: "error",
  title: "The User-Agent is missing or a default",
  summary: "This provider refuses requests without a User-Agent of their own, or counts them all together.",
  spec: rfc9110("10.1.5"),
  messages: {
    agent: {
      title: "{provider} wants a User-Agent of your own",
      detail:
        "The request says {agent}. The status {status} is for everybody who sends that, not for your own traffic. Send a User-Agent that names your program and its version.",
    },
  },
  cleared: null,
  noFix: "The name of your program is yours to choose.",
  example: {
    reports: answered(429, '{"message":"Too Many Requests","error":429}', "reddit"),
    ignores: {
      text: RIGHT_REQUEST.replace("Authorization", "User-Agent: my-app/1.0 (by example)\nAuthorization"),
      response: { status: 429, body: "" },
      provider: "reddit",
    },
  },
  page: {
    why: "A provider with many anonymous callers puts those without a name of their own into one bucket. The bucket is always full, so the answer is 429 at the first request, or 403 with a page.",
  },
  check(evidence, { report }) {
    const { request, provider } = evidence;
    const reply = replyOf(evidence);
    if (!reply || !request || !provider) return;
    const wants = provider.requiredHeaders.some(({ name }) => name.toLowerCase() === "user-agent");
    const refused =
      reply.status === 429 || reply.status === 403 || knownReplyOf(evidence)?.rule === "missing-user-agent";
    const agent = findHeader(request, "User-Agent");
    if (!wants || !refused || (agent && !DEFAULT_AGENT.test(agent.value.text))) return;
    report("agent", agent ? atHeaderValue(agent) : null, {
      data: {
        provider: provider.name,
        agent: agent ? agent.value.text.slice(0, 60) : "nothing about itself",
        status: String(reply.status),
      },
    });
  },
});
