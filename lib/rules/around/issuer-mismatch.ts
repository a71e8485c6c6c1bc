import { defineRule } from "../define-rule.ts";

/** The issuer in the document must be the one that was asked for. RFC 8414 section 3.3. */
export default defineRule({
  id: "issuer-mismatch",
  severity: "error",
  title: "The metadata names another issuer",
  summary: "The document that was found says that it belongs to another issuer than the one asked for.",
  spec: { name: "RFC 8414 §3.3", url: "https://www.rfc-editor.org/rfc/rfc8414#section-3.3" },
  messages: {
    other: {
      title: "The document names another issuer than the one asked for",
      detail:
        "It says {found}. Clients must not use such a document: its endpoints could be somebody else\u2019s. Ask for the issuer as it is written there, if you trust it.",
    },
    slash: {
      title: "The issuer differs by the slash at its end",
      detail:
        "The document says {found}. Issuers are compared letter by letter, also in the iss and aud of signed tokens: write it as the document does.",
    },
    absent: {
      title: "The document names no issuer",
      detail: "issuer is required. Without it nobody can tell whose endpoints these are.",
    },
  },
  cleared: null,
  noFix: "Which issuer to trust is yours to decide.",
  example: {
    reports: { task: "discover", issuer: { asked: "https://a.example", found: "https://b.example" } },
    ignores: { task: "discover", issuer: { asked: "https://a.example", found: "https://a.example" } },
    more: [
      { task: "discover", issuer: { asked: "https://a.example", found: "https://a.example/" } },
      { task: "discover", issuer: { asked: "https://a.example", found: null } },
    ],
  },
  page: {
    why: "The metadata says where secrets are to be sent. If it could speak for another issuer, whoever can place a file under one name could draw the secrets of another.",
  },
  check({ task, issuer }, { report }) {
    if (task !== "discover" || !issuer || issuer.asked === issuer.found) return;
    const { asked, found } = issuer;
    if (found === null) return report("absent", null);
    const isSlash = asked.replace(/\/$/, "") === found.replace(/\/$/, "");
    const data = { found: found.slice(0, 200) };
    report(isSlash ? "slash" : "other", null, { data, ...(isSlash && { severity: "warning" as const }) });
  },
});
