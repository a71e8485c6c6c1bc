import type { Reply } from "../http/exchange.ts";
import { detectFormat } from "../import/detect.ts";
import { readImport } from "../import/read-import.ts";
import { parseReplyText } from "../import/reply-text.ts";
import { findProvider } from "../providers/find-provider.ts";
import { type Evidence, NO_EVIDENCE } from "../rules/evidence.ts";
import { detectShell } from "../shell/detect.ts";
import type { ShellName } from "../shell/reading.ts";
import type { Given } from "../text/given.ts";
import { findOrnaments } from "../text/ornament.ts";
import { withRequest } from "./evidence.ts";
import { type CommandReading, readClosed, readCommand, readStraightened } from "./read-command.ts";

/** A pasted text and what is known beside it. */
export interface InspectInput {
  readonly text: string;
  readonly shell?: ShellName | "auto" | undefined;
  /** The curl version to imitate, as `curl --version` prints it. */
  readonly curl?: string | undefined;
  /** A preset's id, name or alias; unknown ones are ignored. */
  readonly provider?: string | undefined;
  /** Status 0: no HTTP reply came, and `body` is what the client printed. */
  readonly response?: Partial<Reply> | undefined;
  /** Values of variables and the like that the text does not tell, by the names that its unknowns go by. */
  readonly values?: Readonly<Record<string, string>> | undefined;
}

/** `run` is what the text does as it was run: what is shown. `judged` is what the rules see. */
export interface TextReading {
  readonly run: Evidence;
  readonly judged: Evidence;
  /** What the paste itself would do, where the reply proves that it was run otherwise; else null. */
  readonly pasted: Evidence | null;
}

/** Reads a pasted text by its format, its shell and its client. Never throws, whatever the text. */
export function readText(input: InspectInput): TextReading {
  const format = detectFormat(input.text);
  const { response } = input;
  const reply: Reply | null = response
    ? { status: response.status ?? 0, headers: response.headers ?? [], body: response.body ?? "" }
    : format === "error-reply"
      ? parseReplyText(input.text)
      : null;
  const provider = (input.provider && findProvider(input.provider)) || null;
  const asked = input.shell && input.shell !== "auto" ? input.shell : null;
  const base: Evidence = { ...NO_EVIDENCE, text: input.text, format, asked, reply, provider };
  if (format === "curl" || format === "wget" || format === "httpie" || format === "powershell") {
    return readTyped({ ...base, ornaments: findOrnaments(input.text) }, input);
  }
  const reading = readImport(input.text, format, toGiven(input));
  if (!reading) return { run: base, judged: base, pasted: null };
  const evidence = { ...base, notes: reading.notes };
  const judged = reading.request ? withRequest(evidence, reading.request) : evidence;
  return { run: judged, judged, pasted: null };
}

/**
 * A command. Curly quotes and an open quote that a server has answered were not there when it ran, so it was run as it
 * would be without them. Without an answer it is shown as it stands; the rules see behind the typography all the same.
 */
function readTyped(base: Evidence, input: InspectInput): TextReading {
  const { text, curl: version } = input;
  const given = toGiven(input);
  const found = input.shell && input.shell !== "auto" ? input.shell : findShell(text, base.reply);
  // Its cmdlets run in no other shell, and its curly quotes are quotes.
  const shell = base.format === "powershell" && (found === "posix" || found === "cmd") ? "powershell" : found;
  const pasted = readCommand(text, shell, version, given);
  const isPowershell = shell === "powershell" || shell === "pwsh";
  const ornaments = isPowershell ? base.ornaments.filter(({ kind }) => kind !== "quote") : base.ornaments;
  const wasAnswered = (base.reply?.status ?? 0) >= 100;
  const plain = ornaments.length > 0 ? readStraightened(text, ornaments, shell, version, given) : null;
  // Made plain it may be worse than before: an apostrophe is no quote.
  let best = plain && (plain.shell.problem === null || pasted.shell.problem !== null) ? plain : pasted;
  if (wasAnswered && best.shell.problem && !best.request) {
    best = readClosed(text, best.shell, shell, version, given) ?? best;
  }
  const judged = toEvidence(base, best, pasted);
  const asPasted = best === pasted ? judged : toEvidence(base, pasted, pasted);
  return wasAnswered
    ? { run: judged, judged, pasted: best === pasted ? null : asPasted }
    : { run: asPasted, judged, pasted: null };
}

function toGiven({ values }: InspectInput): Given {
  return new Map(Object.entries(values ?? {}));
}

/** What a shell printed tells best which one it was; else the marks in the text do. */
function findShell(text: string, reply: Reply | null): ShellName {
  const printed = reply?.status === 0 ? reply.body : "";
  if (/^-?(?:ba|z|da|k)?sh: |event not found|command not found/m.test(printed)) return "posix";
  if (/is not recognized as an internal or external command/.test(printed)) return "cmd";
  if (/Invoke-(?:WebRequest|RestMethod)|The term '.*' is not recognized/.test(printed)) return "powershell";
  return detectShell(text).shell;
}

function toEvidence(base: Evidence, reading: CommandReading, pasted: CommandReading): Evidence {
  const { shell, command, curl, request, notes } = reading;
  const evidence: Evidence = { ...base, shell, pasted: pasted.shell, command, curl, notes };
  return request ? withRequest(evidence, request) : evidence;
}
