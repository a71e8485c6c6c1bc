import type { Evidence } from "../rules/evidence.ts";
import { type Finding, SEVERITIES } from "../rules/finding.ts";

/** Findings by severity; within one severity in the order of the catalog, which is cause before symptom. */
export function rankFindings(findings: readonly Finding[], _evidence: Evidence): Finding[] {
  return [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
