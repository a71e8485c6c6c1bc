import type { Failure, Reply, UsedProxy } from "../http/exchange.ts";
import type { RefreshRequest } from "../oauth/refresh-request.ts";
import type { SpecLink } from "../oauth/spec.ts";
import type { Evidence, Task } from "./evidence.ts";
import type { Finding, Fix, Severity } from "./finding.ts";
import type { Place } from "./place.ts";

/** What stands in a message for `{name}`. */
export type MessageData = Readonly<Record<string, string>>;

/** The words of a finding. `{name}` is filled in from the report's data. */
export interface Message {
  readonly title: string;
  readonly detail: string;
}

/** A case as a person would bring it: a pasted text with what is known beside it, or a filled form. */
export interface ExampleCase {
  readonly text?: string;
  readonly form?: RefreshRequest;
  readonly shell?: "posix" | "cmd" | "powershell" | "pwsh";
  readonly curl?: string;
  readonly provider?: string;
  readonly response?: Partial<Reply>;
  /** With `form`: what came of sending it. */
  readonly failure?: Failure;
  /** With `form`: how far the server's clock was ahead. */
  readonly skewSeconds?: number;
  readonly proxy?: UsedProxy;
  /** Something other than a refresh was asked for; `issuer` as in the evidence. */
  readonly task?: Exclude<Task, "refresh">;
  readonly issuer?: Evidence["issuer"];
}
export type Example = string | ExampleCase;

export interface ReportOptions {
  readonly data?: MessageData;
  /** Instead of the rule's own, where provider or reply decide. */
  readonly severity?: Severity;
  readonly fix?: Fix | undefined;
}

export interface RuleTools<M extends string> {
  /** `place` null: the request as a whole. */
  report(message: M, place: Place | null, options?: ReportOptions): void;
  /** Says that the condition was checked and does not hold; `data` fills the rule's `cleared` sentence. */
  clear(data?: MessageData): void;
  /** What the rules before this one in the catalog have found: causes, of which this rule may see the symptom. */
  readonly found: readonly Finding[];
}

/** What the rule's page says beyond its messages. */
export interface RulePage {
  /** Why it fails, and what the server sees. */
  readonly why: string;
  readonly wrong?: string;
  readonly right?: string;
}

/** One condition. See lib/README.md for the manner of rules. */
export interface RuleDefinition<M extends string> {
  /** The file's name, the page's address and the name in every answer. */
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** One sentence for lists. */
  readonly summary: string;
  readonly spec: SpecLink | null;
  readonly messages: Readonly<Record<M, Message>>;
  /** What an acquittal says, with its evidence; null for a rule that never clears. */
  readonly cleared: string | null;
  /** Why no edit is offered, in one sentence; left out where a message carries a fix, and there alone. */
  readonly noFix?: string;
  /** `more` are further cases in which the rule reports, so that every message is shown somewhere. */
  readonly example: { readonly reports: Example; readonly ignores: Example; readonly more?: readonly Example[] };
  readonly page?: RulePage;
  check(evidence: Evidence, tools: RuleTools<M>): void;
}
export type Rule = RuleDefinition<string>;

/** Types a rule's messages. Rules are pure: the same evidence gives the same reports in the same order. */
export function defineRule<const M extends string>(rule: RuleDefinition<M>): Rule {
  return rule;
}
