import type { Evidence } from "../rules/evidence.ts";
import type { Cleared, Finding } from "../rules/finding.ts";
import { isClientRefused, isTokenRequest, replyError } from "../rules/token-request.ts";
import { subjectOf } from "./rank.ts";

/** What the rules cleared, and what the reply proves to be right. Nothing is cleared that a finding speaks against. */
export function acquit(cleared: readonly Cleared[], findings: readonly Finding[], evidence: Evidence): Cleared[] {
  const proved = byReply(evidence);
  const accused = new Set(findings.map(({ rule }) => rule));
  const isClientAccused = findings.some((finding) => finding.severity === "error" && subjectOf(finding) === "client");
  const kept = [...cleared.filter(({ rule }) => !proved.some((one) => one.rule === rule)), ...proved];
  return kept.filter(({ rule }) => !accused.has(rule) && !(isClientAccused && proved.some((one) => one.rule === rule)));
}

/** A server that complains of something else than the client has accepted the client. RFC 6749 section 5.2. */
function byReply(evidence: Evidence): Cleared[] {
  const { reply, authorization, meant } = evidence;
  const error = replyError(evidence);
  if (!reply || reply.status < 400 || reply.status >= 500 || error === undefined || !isTokenRequest(evidence))
    return [];
  if (isClientRefused(evidence) || error === "unauthorized_client" || error === "access_denied") return [];
  const said = `The reply is ${error}, not invalid_client`;
  if (authorization?.scheme === "basic") {
    const facts = authorization.facts.length === 0;
    return [
      { rule: "missing-client-auth", title: `${said}: the server accepted the client` },
      ...(facts ? [{ rule: "basic-not-base64", title: `${said}: the Authorization: Basic header is right` }] : []),
    ];
  }
  const hasSecret = meant.some(({ name, value }) => name.text === "client_secret" && value.text !== "");
  return hasSecret ? [{ rule: "missing-client-auth", title: `${said}: the server accepted the client` }] : [];
}
