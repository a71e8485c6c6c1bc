import { mergeSpans, type Span } from "../text/span.ts";
import { textSpans } from "../text/traced.ts";
import { answeredOf, printedOf } from "./conclusion.ts";
import type { MessageData, ReportOptions, Rule, RuleTools } from "./define-rule.ts";
import type { Evidence } from "./evidence.ts";
import type { Cleared, Finding } from "./finding.ts";
import type { Place } from "./place.ts";

/** What rules say of one piece of evidence, in the order of the rules. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly cleared: readonly Cleared[];
}

/** Runs rules over evidence and turns the places that they report into spans of the text or names of parts. */
export function runRules(rules: readonly Rule[], evidence: Evidence): Outcome {
  const findings: Finding[] = [];
  const cleared: Cleared[] = [];
  let rule: Rule | undefined;
  let before = 0;
  // One for all rules: a hundred sets of closures would cost more than most rules do.
  const tools: RuleTools<string> = {
    get found() {
      return findings.slice(0, before);
    },
    report(message, place, options = {}) {
      if (rule) findings.push(toFinding(rule, message, place, options, evidence));
    },
    clear(data = {}) {
      if (rule && rule.cleared !== null) cleared.push({ rule: rule.id, title: fill(rule.cleared, data) });
    },
  };
  for (rule of rules) {
    before = findings.length;
    rule.check(evidence, tools);
  }
  const told = findPrinted(rules, evidence, findings);
  if (told) findings.push(told);
  return { findings, cleared: cleared.filter(({ rule }) => !findings.some((finding) => finding.rule === rule)) };
}

/** What was printed or answered tells a fault that nothing in the text shows, or there is no text. */
function findPrinted(rules: readonly Rule[], evidence: Evidence, findings: readonly Finding[]): Finding | undefined {
  const message = printedOf(evidence) ?? answeredOf(evidence);
  if (!message) return undefined;
  const rule = rules.find(({ id, messages }) => id === message.rule && "printed" in messages);
  if (!rule || findings.some((finding) => finding.rule === rule.id)) return undefined;
  // What curl complains of may be the consequence of a slip that was found; what a shell says is so.
  const isShell = /^(?:bash|zsh|cmd|Windows)/.test(message.from);
  const isTyped = ({ messages }: Rule) => "printed" in messages;
  const isExplained = findings.some(
    (finding) => finding.severity === "error" && rules.some((each) => each.id === finding.rule && isTyped(each)),
  );
  if (isExplained && !isShell) return undefined;
  const data = { from: message.from, meaning: message.meaning.replace(/\.$/, "") };
  return toFinding(rule, "printed", null, { data }, evidence);
}

function toFinding(
  rule: Rule,
  name: string,
  place: Place | null,
  { data = {}, severity, fix }: ReportOptions,
  evidence: Evidence,
): Finding {
  const message = rule.messages[name];
  if (!message) throw new Error(`${rule.id} has no message ${name}`);
  return {
    rule: rule.id,
    severity: severity ?? rule.severity,
    title: fill(message.title, data),
    detail: fill(message.detail, data),
    spans: evidence.door === "text" ? spansOf(place, evidence) : [],
    part: partOf(place, evidence),
    spec: rule.spec,
    fix: fix && (fix.edits.length > 0 || fix.set) ? fix : null,
  };
}

/** So many places show where the fault is; a reader of more would learn nothing new. */
const MOST_PLACES = 1_000;

function spansOf(place: Place | null, evidence: Evidence): Span[] {
  const spans = place
    ? mergeSpans([...place.spans.slice(0, MOST_PLACES), ...place.values.slice(0, MOST_PLACES).flatMap(textSpans)])
    : [];
  return spans.length > 0 ? spans : wholeRequest(evidence);
}

/** Where a finding about something absent stands: the program's name, or the first line of the request. */
function wholeRequest({ command, text }: Evidence): Span[] {
  const program = command?.words[0]?.span;
  if (program) return [program];
  const line = /\S[^\r\n]*/.exec(text);
  return line ? [{ start: line.index, end: line.index + line[0].length }] : [];
}

/** At the form, the field that the value was typed into; otherwise the part of the request. */
function partOf(place: Place | null, evidence: Evidence): string | null {
  if (evidence.door === "form" && place) {
    for (const value of place.values) {
      for (const { origin } of value.pieces) if (origin.door === "field") return origin.field;
    }
  }
  return place?.part ?? null;
}

/** A blank that is filled with nothing takes the space behind it along. */
function fill(template: string, data: MessageData): string {
  if (!template.includes("{")) return template;
  return template.replace(/\{(\w+)\}( ?)/g, (whole, name: string, space: string) => {
    const value = data[name];
    return value === undefined ? whole : value === "" ? "" : value + space;
  });
}
