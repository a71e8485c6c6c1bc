import { type Given, NOTHING_GIVEN } from "../text/given.ts";
import { addedBy, concat, NOTHING, type Traced, unknownValue } from "../text/traced.ts";
import { splitArguments } from "./c-runtime.ts";
import { type CmdCommand, LineParser } from "./cmd/line.ts";
import { noteCmdText } from "./cmd/notes.ts";
import { expandPercent, type Variables } from "./cmd/percent.ts";
import { CMD_LINE_LIMIT } from "./quote.ts";
import type { ShellCommand, ShellNote, ShellProblem, ShellReading, Word } from "./reading.ts";
import { fromUnits, textOf, type Unit } from "./unit.ts";

/** `batch`: the text stands in a .bat or .cmd file; else it is pasted at the prompt. */
export interface CmdOptions {
  readonly batch?: boolean;
  readonly given?: Given;
}

/**
 * What cmd.exe makes of a text, and the C runtime of the lines that it hands to programs. Each line is a command of its
 * own; after one that cmd.exe cannot read, the next is read all the same. Linear; never throws.
 */
export function parseCmd(source: string, { batch = false, given = NOTHING_GIVEN }: CmdOptions = {}): ShellReading {
  const notes: ShellNote[] = [];
  const variables: Variables = new Map();
  const commands: ShellCommand[] = [];
  let problem: ShellProblem | null = null;
  let at = 0;
  const nextLine = (): Unit[] | undefined => {
    if (at >= source.length) return undefined;
    const newline = source.indexOf("\n", at);
    const stop = newline < 0 ? source.length : newline;
    const start = at;
    const end = source[stop - 1] === "\r" && stop > start ? stop - 1 : stop;
    at = stop + 1;
    if (end - start > CMD_LINE_LIMIT) notes.push({ kind: "line-too-long", span: { start, end } });
    return expandPercent(source, start, end, { batch, variables, notes, given });
  };
  for (let line = nextLine(); line; line = nextLine()) {
    if (batch && /^[ \t]*:/.test(textOf(line.slice(0, 200)))) continue;
    const parser = new LineParser(line, { notes, nextLine });
    parser.parse();
    problem ??= parser.problem;
    if (!parser.problem) for (const command of listCommands(parser.commands, variables)) commands.push(command);
  }
  noteCmdText(source, notes);
  notes.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { shell: "cmd", commands, problem, notes };
}

/** The programs of one line; `set` takes effect for the lines after it, as the percent signs of this one are gone. */
function listCommands(line: readonly CmdCommand[], variables: Variables): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let piped: Traced | null = null;
  for (const command of line) {
    const words = wordsOf(command.units);
    const [program] = words;
    if (!program) continue;
    const name = program.value.text.toLowerCase();
    const stdin: Traced | null = command.input
      ? unknownValue(`contents of ${textOf(command.input)}`, "", { door: "text", ...command.span })
      : piped;
    if (name === "set") setVariable(command.units, variables);
    else if (!["rem", "setlocal", "endlocal", "title"].includes(name)) {
      const { span, endedBy } = command;
      commands.push({ words: name === "call" ? words.slice(1) : words, assignments: [], span, stdin, endedBy });
    }
    piped = command.endedBy?.operator === "|" ? outputOf(command, name) : null;
  }
  return commands;
}

/** `echo text | …`; what any other program prints is unknown. */
function outputOf(command: CmdCommand, name: string): Traced {
  if (name !== "echo") return unknownValue("output of the command before", "", { door: "text", ...command.span });
  return concat(fromUnits(command.units.slice("echo ".length)), addedBy("echo", "\r\n"));
}

/** The program's name is cmd.exe's to find, the rest the program's to split. */
function wordsOf(units: readonly Unit[]): Word[] {
  let quoted = false;
  let end = 0;
  for (; end < units.length; end++) {
    const unit = units[end];
    if (unit?.text === '"') quoted = !quoted;
    else if (!quoted && unit?.unknown === undefined && " \t,;=".includes(unit?.text ?? "")) break;
  }
  const name = units.slice(0, end);
  const first = name[0];
  if (!first) return [];
  const value = fromUnits(name.filter(({ text }) => text !== '"'));
  const span = { start: first.span.start, end: Math.max(first.span.end, name.at(-1)?.span.end ?? 0) };
  return [{ value: value.pieces.length > 0 ? value : NOTHING, span }, ...splitArguments(units.slice(end))];
}

/** `set A=b` and `set "A=b"`; blanks at the end belong to the value. */
function setVariable(units: readonly Unit[], variables: Variables): void {
  const first = units.findIndex(({ text }, i) => i >= "set".length && text !== " " && text !== "\t");
  let rest = first < 0 ? [] : units.slice(first);
  if (rest[0]?.text === '"') {
    const close = rest.findLastIndex(({ text }) => text === '"');
    rest = rest.slice(1, close > 0 ? close : undefined);
  }
  const equals = rest.findIndex(({ text }) => text === "=");
  if (equals < 1 || rest[0]?.text === "/") return;
  const value = rest.slice(equals + 1);
  variables.set(textOf(rest.slice(0, equals)).toUpperCase(), value.length > 0 ? value : null);
}
