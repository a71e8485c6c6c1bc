import type { TextFormat } from "../http/format.ts";
import type { Evidence } from "../rules/evidence.ts";
import type { Finding } from "../rules/finding.ts";
import type { ShellName } from "../shell/reading.ts";
import { compareRequests } from "./compare-request.ts";
import { byWeight, type Difference } from "./difference.ts";
import { judge } from "./judge.ts";
import { type InspectInput, readText } from "./read-text.ts";

/** How one of the texts was read. */
export interface ComparedSide {
  readonly format: TextFormat;
  readonly shell: ShellName | null;
  readonly hasRequest: boolean;
}

/** Two requests as a token server sees them. `shared` are rules that call both of them wrong. */
export interface Comparison {
  readonly works: ComparedSide;
  readonly fails: ComparedSide;
  readonly outcome: "different" | "same" | "unread";
  readonly differences: readonly Difference[];
  readonly shared: readonly string[];
}

type ComparedInput = Omit<InspectInput, "response">;

/** Compares a request that works with one that fails, in whatever formats. Pure; never throws, whatever the texts. */
export function compareTexts(works: ComparedInput, fails: ComparedInput): Comparison {
  const a = readText(works).judged;
  const b = readText(fails).judged;
  const findingsOf = (evidence: Evidence) => judge(evidence).findings.filter(({ severity }) => severity !== "info");
  const accepted = new Set(findingsOf(a).map(({ rule }) => rule));
  const findings = findingsOf(b);
  const errors = findings.filter(({ severity }) => severity === "error");
  const sides = {
    works: toSide(a),
    fails: toSide(b),
    shared: [...new Set(errors.map(({ rule }) => rule))].filter((rule) => accepted.has(rule)),
  };
  const own = findings.filter(({ rule }) => !accepted.has(rule));
  const found = a.request && b.request ? compareRequests(a, b, a.request, b.request) : [];
  const differences = byWeight(withFindings(found, own));
  if (!a.request || !b.request) return { ...sides, outcome: "unread", differences };
  const matters = differences.some(({ weight }) => weight !== "cosmetic");
  return { ...sides, outcome: matters ? "different" : "same", differences };
}

function toSide({ format, shell, request }: Evidence): ComparedSide {
  return { format: format ?? "unknown", shell: shell?.shell ?? null, hasRequest: request !== null };
}

/** Which difference an error is about. What a rule says of a value is about the parameter that it names. */
const ABOUT: readonly (readonly [rules: RegExp, key: string])[] = [
  [/^(?:json-|wrong-content|missing-content|empty-body|quotes-in-header)/, "body"],
  [/^(?:get-instead|method-not|proxy-flag)/, "method"],
  [/^(?:wrong-endpoint|cleartext-http|url-)/, "address"],
  [/^(?:basic-|bearer-|missing-client-auth|two-client|wrong-header-name|headers-merged)/, "client"],
  [/^(?:missing|wrong)-grant-type/, "parameter grant_type"],
  [/^missing-refresh-token/, "parameter refresh_token"],
  [/^params-in-query/, "place"],
  [/^missing-client-id/, "parameter client_id"],
];

/** What a rule says of a difference is told with it; an error that no difference shows stands for itself. */
function withFindings(found: readonly Difference[], findings: readonly Finding[]): Difference[] {
  const differences = [...found];
  for (const finding of findings) {
    const { rule, title: label, detail: why, severity } = finding;
    const at = differences.findIndex((difference) => isAbout(finding, difference));
    const difference = differences[at];
    if (!difference) {
      const alone = { key: `rule ${rule}`, label, weight: "error", works: null, fails: null, why, rule } as const;
      if (severity === "error") differences.push(alone);
    } else if (difference.rule === null) {
      const weight = severity === "error" ? "error" : difference.weight;
      differences[at] = { ...difference, weight, rule, why: /[.!?]$/.test(label) ? label : `${label}.` };
    }
  }
  return differences;
}

function isAbout({ rule, title, part }: Finding, { key, weight }: Difference): boolean {
  if (weight === "cosmetic") return false;
  const about = ABOUT.find(([rules]) => rules.test(rule))?.[1];
  if (about)
    return (
      key === about || key.startsWith(`${about} `) || (about === "client" && /^(?:client|parameter client_)/.test(key))
    );
  const name = /^(?:parameter|place) (.+)$/.exec(key)?.[1];
  return name !== undefined && (title.includes(name) || (part ?? "").endsWith(`.${name}`));
}
