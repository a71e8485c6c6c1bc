import { judgeExample } from "../../../lib/diagnose/judge-example.ts";
import type { Example, Rule } from "../../../lib/rules/define-rule.ts";

/** The request of an example alone, to copy; undefined for a case that has no text. */
export function requestOf(example: Example): string | undefined {
  return typeof example === "string" ? example : example.text;
}

/** An example as text to show: the request, and what came back; undefined for a case that has no text. */
export function exampleOf(example: Example): string | undefined {
  if (typeof example === "string") return example;
  const { text, response, form } = example;
  if (text === undefined) return form && `POST to ${form.tokenEndpoint}`;
  if (!response) return text;
  const status = response.status ? `status ${response.status}` : "no HTTP reply";
  const headers = (response.headers ?? []).map(([name, value]) => `\n${name}: ${value}`).join("");
  return `${text}\n\n→ ${status}${headers}${response.body ? `\n${response.body}` : ""}`;
}

/** What the fixes of a rule's examples are called, each once. */
export function fixTitlesOf({ id, example }: Rule): readonly string[] {
  const findings = [example.reports, ...(example.more ?? [])].flatMap((each) => judgeExample(each).findings);
  return [...new Set(findings.flatMap(({ rule, fix }) => (rule === id && fix ? [fix.title] : [])))];
}
