import type { Finding } from "../../lib/rules/finding.ts";
import type { Mark } from "../editor/paint.ts";

/** Past this many a finding's further places are not drawn one by one. */
const DRAWN = 400;

/**
 * Where findings touch the text: the root cause as a washed region, others underlined, single wrong characters dotted.
 * What is only worth knowing is not marked. Spans beyond the text (it was edited since) are left out.
 */
export function toMarks(findings: readonly Finding[], text: string): Mark[] {
  return findings.flatMap((finding, i) => {
    if (finding.severity === "info") return [];
    const inText = finding.spans.filter(({ start, end }) => start < end && end <= text.length).slice(0, DRAWN);
    return inText.map((span, k): Mark => {
      const className = `u ${toClass(finding, i === 0, span.end - span.start)}`;
      return k === 0 ? { ...span, className, anchor: `${finding.severity}-${i}` } : { ...span, className };
    });
  });
}

function toClass({ severity }: Finding, isFirst: boolean, length: number): string {
  if (severity === "warning") return "u-warn";
  if (length <= 2) return "u-q";
  return isFirst ? "u-body" : "u-err";
}
