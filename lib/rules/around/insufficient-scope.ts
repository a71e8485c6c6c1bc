import { rfc6750 } from "../../oauth/spec.ts";
import { replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";
import { readChallenge } from "./challenge.ts";

/** The token is good and may not do this. RFC 6750 section 3.1. */
export default defineRule({
  id: "insufficient-scope",
  severity: "error",
  title: "The access token may not do this",
  summary: "The resource accepts the token and refuses the call: a scope, a role or a right is missing.",
  spec: rfc6750("3.1"),
  messages: {
    scope: {
      title: "The token is accepted, but its scope does not allow this call",
      detail:
        "The refresh worked; asking again gives the same scopes. {wanted}More scopes come from a new consent only, not from a refresh.",
    },
    forbidden: {
      title: "The token is accepted, but this call is forbidden",
      detail:
        "Status 403 without a word on the token: the user or the app lacks a right, or a plan, a firewall or an IP list stands in between. Refreshing does not change that.",
    },
  },
  cleared: null,
  noFix: "More scope needs a new consent.",
  example: {
    reports: {
      task: "resource",
      response: {
        status: 403,
        headers: [["WWW-Authenticate", 'Bearer error="insufficient_scope", scope="contacts.read"']],
      },
    },
    ignores: { task: "resource", response: { status: 401 } },
    more: [{ task: "resource", response: { status: 403, body: '{"message":"Forbidden"}' } }],
  },
  page: {
    why: "A token carries what the user agreed to. A call beyond that is refused with 403, whatever is done about the token.",
  },
  check(evidence, { report, found }) {
    const { reply, task } = evidence;
    if (task !== "resource" || !reply || found.some(({ severity }) => severity === "error")) return;
    const { error, scope } = readChallenge(reply);
    const code = error ?? replyOf(evidence)?.error ?? "";
    if (/insufficient.?(?:scope|permission)/i.test(`${code} ${replyOf(evidence)?.words ?? ""}`)) {
      const wanted = scope ? `The server wants: ${scope.slice(0, 200)}. ` : "";
      return report("scope", null, { data: { wanted } });
    }
    if (reply.status === 403 && replyOf(evidence)?.kind !== "html") report("forbidden", null);
  },
});
