import type { TextFormat } from "../http/format.ts";
import type { HttpRequest } from "../http/request.ts";
import type { RefreshRequest } from "../oauth/refresh-request.ts";
import { toRefreshRequest } from "../oauth/to-refresh-request.ts";
import type { Understood } from "../oauth/understood.ts";
import type { Evidence } from "../rules/evidence.ts";
import type { Cleared, Finding } from "../rules/finding.ts";
import type { Outcome } from "../rules/run.ts";
import type { ShellName } from "../shell/reading.ts";
import { applyEdits } from "../text/edit.ts";
import { judge } from "./judge.ts";
import { type InspectInput, readText } from "./read-text.ts";
import { findUnknowns, type NamedUnknown } from "./unknowns.ts";

/** The verdict on a pasted text. */
export interface Inspection {
  readonly format: TextFormat;
  readonly shell: ShellName | null;
  readonly argv: readonly string[] | null;
  readonly request: HttpRequest | null;
  readonly understood: Understood | null;
  readonly findings: readonly Finding[];
  readonly cleared: readonly Cleared[];
  /**
   * The text with every safe fix applied, and what a form would hold then; null where nothing is to be fixed. Several
   * readings: worked out for whoever asks, and not at each keystroke.
   */
  readonly fixed: { readonly text: string; readonly request: RefreshRequest | null } | null;
  /** The readings of the text as it was run: shell, client, request. */
  readonly evidence: Evidence;
  /** The readings of the paste itself, where the reply proves that it was run otherwise; else null. */
  readonly pasted: Evidence | null;
  /** What the text does not tell and `values` may: those that are filled in stay on the list. */
  readonly unknowns: readonly NamedUnknown[];
  /** The host as it stands in the text, variables as they are written: values are filled in for one host. */
  readonly writtenHost: string | null;
}

/** Reads a pasted text and judges it. Pure: sends nothing, reads no file. Never throws, whatever the text. */
export function inspect(input: InspectInput): Inspection {
  const asWritten = readText({ ...input, values: undefined });
  const plain = judge(asWritten.judged);
  const isFilled = Object.values(input.values ?? {}).some((value) => value !== "");
  const { run, judged, pasted } = isFilled ? readText(input) : asWritten;
  const { findings, cleared } = isFilled ? withFixesOf(judge(judged), plain.findings) : plain;
  let fixed: { readonly answer: Inspection["fixed"] } | undefined;
  return {
    format: run.format ?? "unknown",
    shell: run.shell?.shell ?? null,
    argv: run.command?.words.map(({ value }) => value.text) ?? null,
    request: run.request,
    understood: run.understood,
    findings,
    cleared,
    get fixed() {
      fixed ??= { answer: fix(input, plain.findings) };
      return fixed.answer;
    },
    evidence: run,
    pasted,
    unknowns: findUnknowns(asWritten.run),
    writtenHost: asWritten.run.request?.host.text ?? null,
  };
}

/** A fix writes into the text what the text says: never a value that was filled in beside it. */
function withFixesOf({ findings, cleared }: Outcome, plain: readonly Finding[]): Outcome {
  const fixOf = ({ rule, title }: Finding) =>
    plain.find((one) => one.rule === rule && one.title === title)?.fix ?? null;
  return { findings: findings.map((finding) => ({ ...finding, fix: fixOf(finding) })), cleared };
}

/** Fixes may uncover what the next ones apply to. */
const MOST_ROUNDS = 6;

function fix(input: InspectInput, first: readonly Finding[]): Inspection["fixed"] {
  let { text } = input;
  let findings = first;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const edits = findings.flatMap((finding) => finding.fix?.edits ?? []);
    if (edits.length === 0) break;
    const next = applyEdits(text, edits);
    if (next === text) break;
    text = next;
    // The reply was one to the text before.
    findings = judge(readText({ ...input, text, response: undefined, values: undefined }).judged).findings;
  }
  if (text === input.text) return null;
  const { request, meant, authorization } = readText({ ...input, text, response: undefined }).run;
  return { text, request: request && toRefreshRequest(request, meant, authorization) };
}
