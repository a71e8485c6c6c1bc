import { type Given, NOTHING_GIVEN } from "../text/given.ts";
import { noteCmdText } from "./cmd/notes.ts";
import { CmdRun } from "./cmd/run.ts";
import { CMD_LINE_LIMIT } from "./quote.ts";
import type { ShellNote, ShellReading } from "./reading.ts";

/** `batch`: the text stands in a .bat or .cmd file; else it is pasted at the prompt. */
export interface CmdOptions {
  readonly batch?: boolean;
  /** Values for what the text does not tell. */
  readonly given?: Given;
}

/**
 * What cmd.exe makes of a text, and the C runtime of the lines that it hands to programs: percent signs, carets, blocks,
 * `if`, `for`, `call`, `start` and delayed expansion. At the prompt each line is read whatever became of the one before, a
 * batch file ends at its first error. What the text does not tell is a named unknown. Linear; never throws.
 */
export function parseCmd(source: string, { batch = false, given = NOTHING_GIVEN }: CmdOptions = {}): ShellReading {
  const run = new CmdRun(source, batch, CMD_LINE_LIMIT, given);
  run.runLines();
  const { commands, problem } = run;
  const notes = distinct(run.notes);
  noteCmdText(source, notes);
  notes.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { shell: "cmd", commands, problem, notes };
}

/** What is read again, in a loop or a subroutine, is told once. */
function distinct(notes: readonly ShellNote[]): ShellNote[] {
  const seen = new Set<string>();
  return notes.filter(({ kind, span }) => {
    const key = `${kind} ${span.start} ${span.end}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
