import { rulesFor } from "../rules/catalog.ts";
import type { Rule } from "../rules/define-rule.ts";
import type { Evidence } from "../rules/evidence.ts";
import { type Outcome, runRules } from "../rules/run.ts";
import { acquit } from "./acquit.ts";
import { rankFindings } from "./rank.ts";

/** The verdict on one piece of evidence: findings, the root cause first, and what is cleared. */
export function judge(evidence: Evidence, rules: readonly Rule[] = rulesFor(evidence.task)): Outcome {
  const { findings, cleared } = runRules(rules, evidence);
  return { findings: rankFindings(findings, evidence), cleared: acquit(cleared, findings, evidence) };
}
