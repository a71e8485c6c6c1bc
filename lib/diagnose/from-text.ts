import type { Reply } from "../http/exchange.ts";
import type { TextFormat } from "../http/format.ts";
import type { HttpRequest } from "../http/request.ts";
import { detectFormat } from "../import/detect.ts";
import { parseHttp } from "../import/http.ts";
import type { RefreshRequest } from "../oauth/refresh-request.ts";
import type { Understood } from "../oauth/understood.ts";
import { findProvider } from "../providers/find-provider.ts";
import { type Evidence, NO_EVIDENCE } from "../rules/evidence.ts";
import type { Cleared, Finding } from "../rules/finding.ts";
import type { ShellName } from "../shell/reading.ts";
import { withRequest } from "./evidence.ts";
import { judge } from "./judge.ts";

/** A pasted text and what is known beside it. */
export interface InspectInput {
  readonly text: string;
  readonly shell?: ShellName | "auto" | undefined;
  /** The curl version to imitate, as `curl --version` prints it. */
  readonly curl?: string | undefined;
  readonly provider?: string | undefined;
  /** Status 0: no HTTP reply came, and `body` is what the client printed. */
  readonly response?: Partial<Reply> | undefined;
}

export interface Inspection {
  readonly format: TextFormat;
  readonly shell: ShellName | null;
  readonly argv: readonly string[] | null;
  readonly request: HttpRequest | null;
  readonly understood: Understood | null;
  readonly findings: readonly Finding[];
  readonly cleared: readonly Cleared[];
  readonly fixed: { readonly text: string; readonly request: RefreshRequest | null } | null;
  /** What the rules saw. */
  readonly evidence: Evidence;
}

/** Reads a pasted text and judges it. Pure: sends nothing, reads no file. Never throws, whatever the text. */
export function inspect(input: InspectInput): Inspection {
  const evidence = readText(input);
  const { findings, cleared } = judge(evidence);
  return {
    format: evidence.format ?? "unknown",
    shell: evidence.shell?.shell ?? null,
    argv: evidence.command?.words.map(({ value }) => value.text) ?? null,
    request: evidence.request,
    understood: evidence.understood,
    findings,
    cleared,
    fixed: null,
    evidence,
  };
}

/** All that the text and the reply show. */
export function readText(input: InspectInput): Evidence {
  const format = detectFormat(input.text);
  const { response } = input;
  const reply: Reply | null = response
    ? { status: response.status ?? 0, headers: response.headers ?? [], body: response.body ?? "" }
    : null;
  const provider = (input.provider && findProvider(input.provider)) || null;
  const base: Evidence = { ...NO_EVIDENCE, text: input.text, format, reply, provider };
  if (format !== "http") return base;
  const { request, notes } = parseHttp(input.text);
  return request ? withRequest({ ...base, notes }, request) : { ...base, notes };
}
