import { inspect } from "../../lib/diagnose/from-text.ts";
import type { Case } from "../../lib/report/case.ts";
import { findLeaks, type Leak, toPieces, withoutLeaks } from "../../lib/report/leaks.ts";
import { formatProviderQuestion, formatReport, type ReplacedLine, toReplacedLines } from "../../lib/report/markdown.ts";
import { redactCase } from "../../lib/report/redact.ts";
import type { StandIns } from "../../lib/report/stand-in.ts";
import { parseReply } from "../workbench/reply-text.ts";

/** Longer texts are cut: nobody reads them in a forum. */
const LONGEST = 20_000;

/** A report in all its forms, and what the check found left in it. */
export interface Report {
  readonly markdown: string;
  readonly question: string;
  /** The redacted case, for the link. */
  readonly shared: Case;
  readonly replaced: readonly ReplacedLine[];
  readonly leaks: readonly Leak[];
  readonly isCut: boolean;
}

/** Makes the report of a case. All that it says is read from the redacted texts; the originals are only looked for. */
export function makeReport(given: Case, standIns: StandIns, keepIds: boolean): Report {
  const isCut = given.text.length > LONGEST || given.reply.length > LONGEST;
  const one = { ...given, text: given.text.slice(0, LONGEST), reply: given.reply.slice(0, LONGEST) };
  const { evidence } = read(one).result;
  const redaction = withoutLeaks(redactCase({ ...one, evidence }, { standIns, keepIds }));
  const shared = { ...one, text: redaction.text, reply: redaction.reply };
  const { result, response } = read(shared);
  const parts = {
    redaction,
    requestTitle: requestTitle(result.format, result.shell),
    reply: response ?? null,
    providerName: result.evidence.provider?.name ?? null,
    host: result.request?.host.text ?? null,
    findings: result.findings,
    cleared: result.cleared,
  };
  const [markdown, question] = [formatReport(parts), formatProviderQuestion(parts)];
  const pieces = toPieces(redaction.replaced, redaction.publicWords);
  // Words of the explanations may be a piece of a secret by chance; what is no word may not.
  const noWords = new Map([...pieces].filter(([piece]) => /[^a-z .,]/.test(piece)));
  const leaks = [
    ...findLeaks(redaction.text, pieces),
    ...findLeaks(redaction.reply, pieces),
    ...findLeaks(markdown, noWords),
    ...findLeaks(question, noWords),
  ];
  return { markdown, question, shared, replaced: toReplacedLines(redaction), leaks, isCut };
}

function read({ text, reply, shell, provider }: Case) {
  const response = reply.trim() === "" ? undefined : parseReply(reply);
  const asked = { text, shell: shell as "auto", provider: provider || undefined, response };
  return { result: inspect(asked), response };
}

const SHELL_NAMES: Readonly<Record<string, string>> = {
  posix: "bash",
  cmd: "cmd.exe",
  powershell: "Windows PowerShell",
  pwsh: "PowerShell 7",
};

function requestTitle(format: string, shell: string | null): string {
  if (shell !== null) return `Command, in ${SHELL_NAMES[shell] ?? shell}`;
  return format === "unknown" || format === "error-reply" ? "What was pasted" : "Request";
}

/** Stand-ins from the browser's own source of randomness. */
export function randomFraction(): number {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}
