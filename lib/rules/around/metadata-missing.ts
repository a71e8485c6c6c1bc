import { defineRule } from "../define-rule.ts";

/** No metadata document was found. RFC 8414 section 3. */
export default defineRule({
  id: "metadata-missing",
  severity: "error",
  title: "The issuer has no metadata",
  summary: "Neither of the two well-known addresses gives a metadata document.",
  spec: { name: "RFC 8414 §3", url: "https://www.rfc-editor.org/rfc/rfc8414#section-3" },
  messages: {
    missing: {
      title: "No metadata document was found",
      detail:
        "Asked for: {tried}. Many providers have none: look for the token endpoint in their documentation. Otherwise the issuer is written differently (a tenant, a realm, a path such as /oauth2/default).",
    },
  },
  cleared: null,
  noFix: "The address of the document is in the provider's documentation, if there is one.",
  example: {
    reports: { task: "discover", issuer: null, response: { status: 404 } },
    ignores: {
      task: "discover",
      issuer: { asked: "https://a.example", found: "https://a.example" },
      response: { status: 200, body: "{}" },
    },
  },
  page: {
    why: "An authorization server may publish where its endpoints are and what it supports. RFC 8414 puts the document between host and path, OpenID Connect behind the path.",
  },
  check({ task, issuer, reply, triedUrls }, { report }) {
    if (task !== "discover" || issuer || !reply) return;
    report("missing", null, { data: { tried: triedUrls.join(" and ") || "the well-known addresses" } });
  },
});
