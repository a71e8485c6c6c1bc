import { Icon } from "../../components/ui/icon.tsx";
import type { Severity } from "../../lib/rules/finding.ts";

const WORDS: Readonly<Record<Severity, string>> = { error: "Error", warning: "Warning", info: "Info" };

/** A severity as icon and word. */
export function SeverityTag({ severity }: { severity: Severity }) {
  return (
    <span className={`tag s-${severity}`}>
      <Icon name={severity} />
      {WORDS[severity]}
    </span>
  );
}
