import { type Sent, tokensOf } from "../exchange/sent.ts";
import type { Diagnosis } from "../workbench/engine.ts";
import { type FieldProblem, findHost } from "../workbench/fields.ts";
import type { VerdictWords } from "./verdict.tsx";

/** The verdict on a pasted text. `diagnosis` null: it is being read. */
export function wordsForText(text: string, diagnosis: Diagnosis | null): VerdictWords {
  if (text.trim() === "") {
    return {
      tone: "info",
      title: "Paste the command that fails.",
      evidence: "curl, HTTP, fetch, PowerShell, a HAR entry, or only the error reply. It stays in this tab.",
    };
  }
  if (!diagnosis) return { tone: "info", title: "Reading …", evidence: "In this tab; nothing is sent." };
  return wordsForFindings(diagnosis) ?? wordsForSilence(diagnosis);
}

function wordsForSilence({ hasRequest, cleared }: Diagnosis): VerdictWords {
  if (hasRequest) {
    const evidence =
      cleared.length > 0 ? "What was checked stands beside; Send shows what the server makes of it." : "";
    return { tone: "ok", title: "Nothing wrong is to be seen in this request.", evidence };
  }
  return {
    tone: "info",
    title: "No request can be read from this text.",
    evidence: "A curl command, an HTTP request or a fetch call is read best. The form takes the values one by one.",
  };
}

/** What is wrong first, in words; undefined where nothing louder than a hint was found. */
export function wordsForFindings({
  findings,
  cleared,
}: Pick<Diagnosis, "findings" | "cleared">): VerdictWords | undefined {
  const first = findings.find(({ severity }) => severity !== "info");
  if (!first) return undefined;
  // What the reply acquits is the strongest evidence there is.
  const acquitted = cleared.find(({ title }) => /\breply\b/.test(title))?.title;
  const evidence = acquitted
    ? `${firstSentences(first.detail, 1)} ${endSentence(acquitted)}`
    : firstSentences(first.detail, 2);
  return { tone: first.severity, title: endSentence(first.title), evidence };
}

/** The verdict on a filled form that was not sent yet. */
export function wordsForForm(
  endpoint: string,
  problems: readonly FieldProblem[],
  diagnosis: Diagnosis | null,
): VerdictWords {
  const missing = problems.find(({ severity }) => severity === "error");
  if (missing) return { tone: "info", title: "Not ready to send.", evidence: missing.message };
  const found = diagnosis && wordsForFindings(diagnosis);
  if (found) return found;
  return {
    tone: "ok",
    title: "Ready to send.",
    evidence: `One POST to ${findHost(endpoint) ?? endpoint}: the bytes, the answer and the time it took will stand here.`,
  };
}

/** The verdict on a finished exchange. */
export function wordsForExchange(sent: Sent, providerName: string | null): VerdictWords {
  const { exchange } = sent;
  const who = providerName ?? "The server";
  const tokens = tokensOf(sent);
  if (tokens) {
    if (tokens.rotated) {
      return {
        tone: "ok",
        title: "The refresh worked. The old refresh token is dead.",
        evidence: `${who} rotates: store the new one before you close this tab.`,
      };
    }
    const evidence = tokens.refreshToken
      ? `${who} sent the same refresh token again: it stays good.`
      : `${who} sent no new refresh token: the old one stays good.`;
    return { tone: "ok", title: "The refresh worked.", evidence };
  }
  const found = wordsForFindings({ findings: exchange.findings, cleared: [] });
  if (found) return found;
  const { failure, response } = exchange;
  if (failure) return wordsForFailure(failure.kind, failure.message);
  return {
    tone: "warning",
    title: `The server answered ${response?.status ?? "nothing"}, without tokens.`,
    evidence: "No rule knows this answer. It stands below, byte for byte.",
  };
}

function wordsForFailure(kind: string, message: string): VerdictWords {
  if (kind === "cancelled") {
    const evidence = "If the bytes were out by then, the token may have been used: look before you send it again.";
    return { tone: "info", title: "Cancelled.", evidence };
  }
  return {
    tone: kind === "blocked" ? "warning" : "error",
    title: endSentence(message),
    evidence: FAILURES[kind] ?? "",
  };
}

const FAILURES: Record<string, string> = {
  blocked: "Nothing was sent.",
  dns: "Nothing was sent: the name leads to no address.",
  refused: "Nothing was sent: nobody listens at that address.",
  tls: "Nothing was sent: no trusted connection came about.",
  reset: "The token may have been used: look before you send it again.",
  timeout: "The token may have been used: look before you send it again.",
  protocol: "What came back is no HTTP. It stands below, byte for byte.",
  "too-large": "The answer went beyond the cap and was cut.",
};

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function firstSentences(text: string, count: number): string {
  return text
    .split(/(?<=[.!?])\s+(?=[A-Z“])/)
    .slice(0, count)
    .join(" ");
}
