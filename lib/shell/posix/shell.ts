import type { Given } from "../../text/given.ts";
import type { Span } from "../../text/span.ts";
import type { Traced } from "../../text/traced.ts";
import type { ShellCommand, ShellNote, ShellProblem } from "../reading.ts";
import type { Scope } from "./scope.ts";
import type { Command, Script } from "./syntax.ts";

/** What the commands of a text do to the shell, apart from its variables. */
export class Shell {
  readonly commands: ShellCommand[] = [];
  readonly functions = new Map<string, Command>();
  readonly notes: ShellNote[];
  readonly capture: (shell: Shell, script: Script, scope: Scope) => Traced | null;
  readonly given: Given;
  problem: ShellProblem | null = null;
  /** True behind `exit`, `exec` and a problem: nothing more runs. */
  stopped = false;
  depth = 0;
  private readonly noted = new Map<number, ShellNote[]>();
  private budget: number;

  /** `capture` runs a script for its output; `size` is the text's length. */
  constructor(notes: ShellNote[], size: number, capture: Shell["capture"], given: Given) {
    this.notes = notes;
    this.capture = capture;
    this.given = given;
    this.budget = 4 * size + 1_000_000;
  }

  /** A note about a place, once, however often a loop comes by. */
  note(kind: string, span: Span, data?: Readonly<Record<string, string>>): void {
    const here = this.noted.get(span.start);
    if (here?.some((note) => note.kind === kind && note.span.end === span.end)) return;
    const note = data ? { kind, span, data } : { kind, span };
    if (here) here.push(note);
    else this.noted.set(span.start, [note]);
    this.notes.push(note);
  }

  fail(kind: string, span: Span, message: string): void {
    this.problem ??= { kind, span, message };
    this.stopped = true;
  }

  /** Counts work; fails where a short text would make an endless one. */
  spend(amount: number, span: Span): void {
    this.budget -= amount;
    if (this.budget < 0) this.fail("too-large", span, "What this expands to is too large to follow.");
  }
}
