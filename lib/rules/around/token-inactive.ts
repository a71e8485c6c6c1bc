import { replyOf } from "../conclusion.ts";
import { defineRule } from "../define-rule.ts";

/** Introspection answers `active: false`. RFC 7662 section 2.2. */
export default defineRule({
  id: "token-inactive",
  severity: "warning",
  title: "The server says that the token is not active",
  summary: "Introspection gives active: false, which stands for expired, revoked, unknown and not yours alike.",
  spec: { name: "RFC 7662 §2.2", url: "https://www.rfc-editor.org/rfc/rfc7662#section-2.2" },
  messages: {
    inactive: {
      title: "The token is not active",
      detail:
        "active: false is all that the server may say: the token has expired, was revoked or used up by rotation, is not known here, or this client may not ask about it. The client itself was accepted.",
    },
    silent: {
      title: "The answer does not say whether the token is active",
      detail:
        "An introspection answer must hold active: true or false. This one does not; the address may be another endpoint.",
    },
  },
  cleared: null,
  noFix: "An inactive token does not come back; a refresh or a new consent gives another.",
  example: {
    reports: { task: "introspect", response: { status: 200, body: '{"active":false}' } },
    ignores: { task: "introspect", response: { status: 200, body: '{"active":true,"exp":2000000000}' } },
    more: [{ task: "introspect", response: { status: 200, body: "{}" } }],
  },
  page: {
    why: "Introspection tells a resource server whether a token is good. To everybody else it must not tell why one is not, so all bad tokens look alike.",
  },
  check(evidence, { report }) {
    const reply = replyOf(evidence);
    if (evidence.task !== "introspect" || reply?.status !== 200) return;
    const active = /"active"\s*:\s*(true|false)/.exec(reply.body)?.[1];
    if (active === "false") report("inactive", null);
    else if (active === undefined) report("silent", null);
  },
});
