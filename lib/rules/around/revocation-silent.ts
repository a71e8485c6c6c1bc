import { defineRule } from "../define-rule.ts";

/** Revocation answers 200 whether or not it knew the token. RFC 7009 section 2.2. */
export default defineRule({
  id: "revocation-silent",
  severity: "info",
  title: "Revoked, or never known",
  summary: "A revocation endpoint answers 200 for a token that it ended and for one that it does not know.",
  spec: { name: "RFC 7009 §2.2", url: "https://www.rfc-editor.org/rfc/rfc7009#section-2.2" },
  messages: {
    done: {
      title: "The token is not valid any more, if it ever was",
      detail:
        "The client was accepted. The same answer comes for a token that the server does not know, so it is no proof that this one was good. Revoking a refresh token ends its access tokens on most servers, at once or when they expire.",
    },
  },
  cleared: null,
  noFix: "The answer is right as it is: a server says the same for tokens that it never knew.",
  example: {
    reports: { task: "revoke", response: { status: 200 } },
    ignores: { task: "revoke", response: { status: 400, body: '{"error":"unsupported_token_type"}' } },
  },
  page: {
    why: "After revocation the token must not work. Whether it did before makes no difference to the client, so RFC 7009 lets the server answer 200 to both.",
  },
  check({ task, reply }, { report }) {
    if (task === "revoke" && reply && reply.status >= 200 && reply.status < 300) report("done", null);
  },
});
