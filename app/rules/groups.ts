import { RULES } from "../../lib/rules/catalog.ts";
import type { Rule } from "../../lib/rules/define-rule.ts";

export interface RuleGroup {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** The first group that an id fits is its own; what fits none is about the body. */
const GROUPS: readonly { readonly title: string; readonly ids: RegExp }[] = [
  {
    title: "Shell and curl",
    ids: /^(?:smart-|invisible-|unbalanced-|windows-|broken-line|unquoted-|variable-|powershell-|data-from-file|proxy-flag|unknown-option|url-|header-missing|secret-on-command)/,
  },
  {
    title: "Client authentication",
    ids: /^(?:basic-|bearer-|undefined-credentials|credentials-|secret-|hashed-|two-client|missing-client|wrong-header-name|wrong-auth-method|wrong-secret|wrong-client|unauthorized-client|assertion-|client-certificate-|dpop-)/,
  },
  {
    title: "The token itself",
    ids: /^(?:refresh-token-|access-token-as-|authorization-code-|malformed-refresh|spa-token|scope-widened)/,
  },
  {
    title: "Endpoint, connection and answer",
    ids: /^(?:wrong-endpoint|cleartext|redirected|tls-|dns-|certificate-|connection-|timeout|cors|proxy-or|rate-|server-error|html-|error-in|token-response|missing-user-agent|broken-reply|reply-too|target-|send-|known-error|clock-skew|media-type-)/,
  },
  {
    title: "Around the refresh",
    ids: /^(?:access-token-expired|wrong-access-token|wrong-token-scheme|insufficient-scope|token-inactive|revocation-|issuer-|metadata-)/,
  },
  { title: "Body and parameters", ids: /^/ },
];

/** All rules by what they are about, each once, in the order of the catalog. */
export function groupRules(): readonly RuleGroup[] {
  return GROUPS.map(({ title }) => ({ title, rules: RULES.filter((rule) => groupOf(rule.id) === title) }));
}

/** The title of the group that a rule belongs to. */
export function groupOf(id: string): string {
  return GROUPS.find(({ ids }) => ids.test(id))?.title ?? "";
}
