import type { Comparison } from "../../lib/diagnose/compare.ts";
import type { Weight } from "../../lib/diagnose/difference.ts";
import type { IconName } from "../ui/icon.tsx";
import type { VerdictWords } from "../verdict/verdict.tsx";

/** What a weight is called, with its sign. */
export const WEIGHT_SIGNS: Readonly<Record<Weight, { icon: IconName; word: string; tone: string }>> = {
  error: { icon: "error", word: "Error", tone: "error" },
  request: { icon: "warning", word: "Matters", tone: "warning" },
  untold: { icon: "info", word: "Not told", tone: "info" },
  header: { icon: "info", word: "May matter", tone: "info" },
  cosmetic: { icon: "info", word: "No matter", tone: "info" },
};

/** What the page says of two requests in one sentence. Null: at least one text is empty. */
export function wordsForComparison(comparison: Comparison | null): VerdictWords {
  if (!comparison) {
    return {
      tone: "info",
      title: "Paste one that works and one that fails.",
      evidence: "In any formats: curl in any shell, a Postman export, raw HTTP, fetch, code. Both stay in this tab.",
    };
  }
  const { outcome, differences, works, fails } = comparison;
  const [first] = differences;
  if (outcome === "unread") {
    const which = works.hasRequest ? "the one that fails" : fails.hasRequest ? "the one that works" : "either text";
    const title = `No request can be read from ${which}.`;
    return { tone: "warning", title, evidence: first ? first.why : "A curl command or an HTTP request is read best." };
  }
  if (outcome === "same" || !first) return wordsForSame(comparison);
  const evidence = count(comparison);
  if (first.weight === "error")
    return { tone: "error", title: first.rule ? endSentence(first.why) : first.label, evidence };
  if (first.weight === "request")
    return { tone: "warning", title: `${first.label} differs.`, evidence: `${first.why} ${evidence}` };
  const title = "No difference that decides is to be seen.";
  return { tone: "info", title, evidence: `${first.label}: ${first.why} ${evidence}` };
}

function wordsForSame({ differences, shared }: Comparison): VerdictWords {
  const rest = differences.length > 0 ? "What differs is spelling, order, or what each client adds. " : "";
  if (shared.length > 0) {
    const evidence = `${rest}Both have the same fault: ${shared.map((rule) => `\`${rule}\``).join(", ")}.`;
    return { tone: "warning", title: "The same to a token server.", evidence };
  }
  const evidence = `${rest}If the one that works was sent first and the server rotates, it has used the refresh token up.`;
  return { tone: "ok", title: "The same to a token server.", evidence };
}

function count({ differences }: Comparison): string {
  const of = (...weights: Weight[]) => differences.filter(({ weight }) => weights.includes(weight)).length;
  const [sure, perhaps, harmless] = [of("error", "request"), of("untold", "header"), of("cosmetic")];
  const parts = [
    ...(sure > 0 ? [`${sure} ${sure === 1 ? "matters" : "matter"}`] : []),
    ...(perhaps > 0 ? [`${perhaps} may matter`] : []),
    ...(harmless > 0 ? [`${harmless} ${harmless === 1 ? "does" : "do"} not`] : []),
  ];
  const list = parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts[0];
  return `Of ${differences.length} ${differences.length === 1 ? "difference" : "differences"} ${list}.`;
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
