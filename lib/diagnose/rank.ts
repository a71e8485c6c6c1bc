import type { Evidence } from "../rules/evidence.ts";
import { type Finding, SEVERITIES } from "../rules/finding.ts";
import { isBodyRead, isClientRefused, replyError } from "../rules/token-request.ts";

/** What a finding, or a reply, is about. */
export type Subject = "typed" | "format" | "client" | "token" | "endpoint";

const TYPED =
  /^(?:smart-|invisible-character|unbalanced-quote|windows-|broken-line|unquoted-|variable-|data-from-file|proxy-flag|unknown-option|url-|header-missing|powershell-(?:curl|quote))/;
const FORMAT =
  /^(?:json-|quotes-in-header|wrong-content|missing-content|get-instead|method-not|params-in|empty-body|missing-grant|wrong-grant|duplicate)/;
const CLIENT =
  /^(?:basic-|missing-client|two-client|bearer-|wrong-header|headers-merged|credentials-|secret-|hashed-|wrong-secret|wrong-client|wrong-auth|unauthorized-client|undefined-|assertion-|client-certificate-|dpop-)/;
const TOKEN = /^(?:refresh-token-|access-token-|authorization-code-|malformed-refresh|missing-refresh|spa-token)/;

/** What a finding is about: by its rule, and where that may be about any value, by the part. */
export function subjectOf({ rule, part }: Pick<Finding, "rule" | "part">): Subject {
  if (TYPED.test(rule)) return "typed";
  if (/client_(?:id|secret)|Authorization|clientSecret|clientId/.test(part ?? "") && !FORMAT.test(rule))
    return "client";
  if (FORMAT.test(rule)) return "format";
  if (TOKEN.test(rule) || /refresh_token|\.code$|refreshToken/.test(part ?? "")) return "token";
  return CLIENT.test(rule) ? "client" : "endpoint";
}

/** What the server complains of; undefined where it does not say, or where no server answered. */
export function topicOf(evidence: Pick<Evidence, "reply">): Subject | undefined {
  const { reply } = evidence;
  if (!reply || reply.status < 400) return undefined;
  if (reply.status === 411 || reply.status === 415 || reply.status === 405) return "format";
  if (/grant.?type/i.test(reply.body) || replyError(evidence) === "unsupported_grant_type") return "format";
  if (isBodyRead(evidence)) return "token";
  return isClientRefused(evidence) ? "client" : undefined;
}

/**
 * The root cause first: errors before warnings before remarks; within these what kept the command from running as it is
 * typed, then what the reply is about, then the rest; otherwise the order of the catalog, which is cause before symptom.
 */
export function rankFindings(findings: readonly Finding[], evidence: Evidence): Finding[] {
  const topic = topicOf(evidence);
  const isLengthMissing = evidence.reply?.status === 411;
  const weight = (finding: Finding): number => {
    // A server's answer proves that the command ran with plain characters: the page made these, and they explain nothing.
    if (finding.rule.startsWith("smart-") && finding.severity !== "error") return SEVERITIES.length * 10;
    const subject = subjectOf(finding);
    const severity = SEVERITIES.indexOf(finding.severity) * 10;
    if (isLengthMissing && finding.rule === "empty-body") return severity;
    if (subject === "typed") return severity + 1;
    // A misspelled name is the cause of whatever is said to be missing.
    const isOnTopic = topic === undefined || subject === topic || finding.rule === "misspelled-parameter";
    return severity + (isOnTopic ? 2 : 3);
  };
  return findings
    .map((finding) => ({ finding, weight: weight(finding) }))
    .sort((a, b) => a.weight - b.weight)
    .map(({ finding }) => finding);
}
