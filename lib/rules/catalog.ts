import jsonBody from "./body/json-body.ts";
import missingGrantType from "./body/missing-grant-type.ts";
import type { Rule } from "./define-rule.ts";

/**
 * Every rule. Where nothing else decides, findings come in this order: what is wrong with the text before what is wrong
 * with the request, the cause before its symptom, the specific before the general.
 */
export const RULES: readonly Rule[] = [jsonBody, missingGrantType];

/** The rule of that id. */
export function findRule(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}
