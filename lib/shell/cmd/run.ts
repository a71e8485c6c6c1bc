import type { Given } from "../../text/given.ts";
import { type Traced, unknownValue } from "../../text/traced.ts";
import type { ShellCommand, ShellNote, ShellProblem } from "../reading.ts";
import { textOf, toUnits, type Unit } from "../unit.ts";
import { decide } from "./condition.ts";
import { expandDelayed } from "./delayed.ts";
import { countSet, expandLoops, type LoopValues, parseLineFormat, splitLines, splitSet } from "./loop.ts";
import { parseLine } from "./parse.ts";
import { expandPercent } from "./percent.ts";
import { setVariable } from "./set.ts";
import {
  type CmdItem,
  type ForNode,
  hullOfUnits,
  type IfNode,
  isChar,
  isDelimiter,
  type SimpleNode,
  unknownUnits,
} from "./syntax.ts";
import type { Variables } from "./variable.ts";
import { LINE_END, nameLength, toInput, toWords } from "./words.ts";

/** What is handed from one command to the next in a pipe; null where the text does not tell. */
type Output = readonly Unit[] | null;

interface Surroundings {
  readonly loops: LoopValues;
  /** Of the command before it in a pipe; undefined outside of one. */
  readonly input: Traced | undefined;
  /** One side of a pipe, which a command shell of its own reads once more. */
  readonly piped: boolean;
}

const ALONE: Surroundings = { loops: new Map(), input: undefined, piped: false };
/** Command lines within command lines beyond this are not followed. */
const DEEPEST = 8;
/** What running one command counts, whatever its length. */
const COST = 20;
/** More characters of lines than any script that sends a request has: cmd.exe takes a line of 8,191 at most. */
const MOST_TAKEN = 100_000;

/** Where a jump leads: a line's start, or the end of the file or subroutine. */
type Jump = number | "end" | null;

/** Runs a text as far as it can be told: both branches of a condition that nobody knows, each loop as often as it says. */
export class CmdRun {
  readonly commands: ShellCommand[] = [];
  readonly notes: ShellNote[] = [];
  problem: ShellProblem | null = null;
  variables: Variables = new Map();
  private readonly saved: Variables[] = [];
  private batch: boolean;
  private delayed = false;
  private parameters: readonly (readonly Unit[])[] | null = null;
  private at = 0;
  private jump: Jump = null;
  /** Above zero behind a condition that nobody knows. */
  private maybe = 0;
  private depth = 0;
  private budget: number;
  private readonly lineLimit: number;
  /** How many characters of lines were taken, those of lines that are read again included. */
  private taken = 0;
  private readonly source: string;
  readonly given: Given;

  constructor(source: string, batch: boolean, lineLimit: number, given: Given) {
    this.given = given;
    this.source = source;
    this.batch = batch;
    this.lineLimit = lineLimit;
    this.budget = 24 * source.length + 200_000;
  }

  /** Line by line to the end, or to where a jump ends it. A batch file ends at its first error, the prompt goes on. */
  runLines(): void {
    for (let line = this.nextLine(); line; line = this.nextLine()) {
      if (this.batch && /^[ \t,;=]*:/.test(textOf(line.slice(0, 200)))) continue;
      const { items, problem } = parseLine(line, { notes: this.notes, nextLine: () => this.nextLine() });
      this.problem ??= problem;
      if (problem && this.batch) return;
      this.runItems(items, ALONE);
      if (this.problem?.kind === "too-large" || this.jump === "end") return;
      // Back to an earlier line is a loop; once round is enough to see what it does.
      if (this.jump !== null && this.jump < this.at) return;
      if (this.jump !== null) this.at = this.jump;
      this.jump = null;
    }
  }

  private nextLine(): Unit[] | undefined {
    if (this.at >= this.source.length) return undefined;
    const start = this.at;
    const newline = this.source.indexOf("\n", start);
    const stop = newline < 0 ? this.source.length : newline;
    const end = this.source[stop - 1] === "\r" && stop > start ? stop - 1 : stop;
    this.at = stop + 1;
    if (end - start > this.lineLimit) this.notes.push({ kind: "line-too-long", span: { start, end } });
    this.taken += end - start;
    if (this.taken > MOST_TAKEN) {
      this.problem ??= {
        kind: "too-large",
        span: { start, end: start + 1 },
        message: "There are more lines here than can be followed.",
      };
      return undefined;
    }
    const line = this.expand(toUnits(this.source, start, end), this.batch);
    this.taken += line.length;
    return line;
  }

  private expand(units: readonly Unit[], batch: boolean): Unit[] {
    const { variables, notes, parameters, given } = this;
    return expandPercent(units, { batch, variables, notes, parameters, given });
  }

  private get isOver(): boolean {
    return this.jump !== null || this.problem?.kind === "too-large";
  }

  private runItems(items: readonly CmdItem[], around: Surroundings): Output {
    let output: Output = [];
    let { input } = around;
    let before: CmdItem | undefined;
    for (const item of items) {
      if (this.isOver) break;
      const isPiped = before?.endedBy?.operator === "|";
      const isConditional = /^(?:&&|\|\|)$/.test(before?.endedBy?.operator ?? "");
      if (isConditional) this.maybe++;
      const piped = around.piped || isPiped || item.endedBy?.operator === "|";
      const printed = this.runItem(item, { ...around, input, piped });
      if (isConditional) this.maybe--;
      if (item.endedBy?.operator === "|") {
        const span = item.node.span;
        input = printed
          ? toInput(printed)
          : unknownValue("output of the command before", "", { door: "text", ...span });
      } else {
        input = around.input;
        output = output && printed && [...output, ...printed];
      }
      before = item;
    }
    return output;
  }

  private runItem({ node, endedBy }: CmdItem, around: Surroundings): Output {
    switch (node.kind) {
      case "simple":
        return this.runSimple(node, endedBy, around);
      case "if":
        return this.runIf(node, around);
      case "for":
        return this.runFor(node, around);
      default:
        return this.runItems(node.items, { ...around, input: node.input ? contentsOf(node.input) : around.input });
    }
  }

  private runIf({ test, body, otherwise }: IfNode, around: Surroundings): Output {
    const resolve = (units: readonly Unit[]) => this.resolve(units, around.loops);
    const holds = decide({ ...test, left: resolve(test.left), right: resolve(test.right) }, this.variables);
    if (holds !== null) return this.runItems(holds ? body : otherwise, around);
    this.maybe++;
    const before = new Map(this.variables);
    this.runItems(body, around);
    const then = this.variables;
    this.variables = before;
    this.runItems(otherwise, around);
    for (const [name, value] of then) {
      if (this.variables.get(name) === value) continue;
      const span = hullOfUnits(value ?? this.variables.get(name) ?? []);
      this.variables.set(name, unknownUnits(this.given, name, `%${name}%`, span));
    }
    this.maybe--;
    return null;
  }

  /** Loop variables, then exclamation marks. */
  private resolve(units: readonly Unit[], loops: LoopValues): readonly Unit[] {
    const expanded = expandLoops(units, loops);
    const resolved = this.delayed ? expandDelayed(expanded, this) : expanded;
    this.budget -= resolved.length + COST;
    if (this.budget < 0) {
      const span = { start: this.source.length, end: this.source.length };
      this.problem = { kind: "too-large", span, message: "What this expands to is too large to follow." };
    }
    return resolved;
  }

  private runFor(node: ForNode, around: Surroundings): Output {
    const { variable, body } = node;
    const set = expandLoops(node.set, around.loops);
    let output: Output = [];
    const round = (values: LoopValues) => {
      const printed = this.runItems(body, { ...around, loops: new Map([...around.loops, ...values]) });
      output = output && printed && [...output, ...printed];
    };
    for (const values of this.loopValues(node, set, around)) {
      if (this.isOver) break;
      round(values);
    }
    return variable === "" ? null : output;
  }

  private loopValues(
    { mode, options, variable, span }: ForNode,
    set: readonly Unit[],
    around: Surroundings,
  ): LoopValues[] {
    const one = (value: readonly Unit[]): LoopValues => new Map([[variable, value]]);
    const unknown = (name: string) =>
      one([{ text: textOf(set), span: set.length > 0 ? hullOfUnits(set) : span, unknown: name }]);
    if (mode === "") return splitSet(set).map(one);
    if (mode === "l") return countSet(set)?.map(one) ?? [unknown("number")];
    if (mode !== "f") return [unknown(`file ${textOf(set).trim()}`)];
    const format = parseLineFormat(options);
    const text = trimUnits(set);
    const quote = text[0]?.text ?? "";
    const isWhole = text.length > 1 && isChar(text.at(-1), quote);
    const command = format.usesBackquotes ? "`" : "'";
    const string = format.usesBackquotes ? "'" : '"';
    if (isWhole && quote === string) return splitLines(text.slice(1, -1), variable, format);
    const output = isWhole && quote === command ? this.runInner(text.slice(1, -1), around.loops) : null;
    if (output) return splitLines(output, variable, format);
    const count = format.tokens.length + (format.rest ? 1 : 0);
    const name = `output of ${textOf(text).slice(1, -1)}`;
    const short = name.length > 80 ? `${name.slice(0, 79)}…` : name;
    const value = unknownUnits(this.given, short, textOf(text), hullOfUnits(text));
    const first = variable.charCodeAt(0);
    return [new Map(Array.from({ length: count }, (_, i) => [String.fromCharCode(first + i), value] as const))];
  }

  /** A command line of a command shell of its own: it reads percent signs and carets as at the prompt. */
  private runInner(line: readonly Unit[], loops: LoopValues, delayed = false): Output {
    return this.scoped(() => {
      this.batch = false;
      this.delayed = delayed;
      return this.runAgain(line, { ...ALONE, loops }, true);
    });
  }

  private scoped(run: () => Output): Output {
    const { variables, batch, delayed } = this;
    this.variables = new Map(variables);
    const output = run();
    this.variables = variables;
    this.batch = batch;
    this.delayed = delayed;
    return output;
  }

  private runAgain(line: readonly Unit[], around: Surroundings, expands: boolean): Output {
    if (this.depth >= DEEPEST) return null;
    this.depth++;
    const units = expands ? this.expand(line, this.batch) : [...line];
    const { items, problem } = parseLine(units, { notes: this.notes, nextLine: () => undefined });
    const output = problem ? null : this.runItems(items, around);
    this.depth--;
    return output;
  }

  private runSimple(node: SimpleNode, endedBy: CmdItem["endedBy"], around: Surroundings): Output {
    const units = this.resolve(node.units, around.loops);
    const name = textOf(units.slice(0, nameLength(units))).toLowerCase();
    const stdin = node.input ? contentsOf(node.input) : (around.input ?? null);
    const builtin = /^(?:echo(?![\w-])|set$|call$|type$)/.test(name);
    if (builtin && around.piped) {
      // The other shell reads the line anew, and what it sets is gone with it.
      return this.scoped(() => {
        this.batch = false;
        return this.runAgain(units, { ...around, loops: new Map(), piped: false }, true);
      });
    }
    const rest = () => trimUnits(units.slice(nameLength(units)));
    switch (name.replace(/\.exe$/, "")) {
      case "set":
        return setVariable(units, node.input && unknownInput(node), this.variables, this.given);
      case "rem":
      case "title":
        return [];
      case "setlocal":
        this.setLocal(textOf(units).toLowerCase());
        return [];
      case "endlocal":
        this.variables = (this.batch && this.saved.pop()) || this.variables;
        return [];
      case "goto":
      case "exit":
        this.leave(name, textOf(rest()));
        return [];
      case "call":
        return this.call(rest(), around);
      case "start":
        return this.emit(withoutStart(rest()), node, stdin, endedBy);
      case "cmd":
      case "%comspec%":
        return this.runShell(rest(), around.loops) ?? this.emit(units, node, stdin, endedBy);
      default:
    }
    this.emit(units, node, stdin, endedBy);
    if (/^echo(?![\w-])/.test(name)) return echoed(units);
    return name === "" ? [] : null;
  }

  private emit(units: readonly Unit[], { span }: SimpleNode, stdin: Traced | null, endedBy: CmdItem["endedBy"]): null {
    const words = toWords(units);
    if (words.length > 0) this.commands.push({ words, assignments: [], span, stdin, endedBy });
    return null;
  }

  private setLocal(line: string): void {
    if (!this.batch) return;
    if (this.saved.length < 32) this.saved.push(new Map(this.variables));
    if (line.includes("enabledelayedexpansion")) this.delayed = true;
    if (line.includes("disabledelayedexpansion")) this.delayed = false;
  }

  /** At the prompt `exit` closes the window and `goto` does nothing. Behind an unknown condition the text goes on. */
  private leave(name: string, target: string): void {
    if (this.maybe > 0 || (name === "goto" && !this.batch)) return;
    const label = /^:?([^\s:+,;=]+)/.exec(target)?.[1]?.toLowerCase();
    this.jump = name === "exit" || label === "eof" ? "end" : (this.findLabel(label ?? "") ?? "end");
  }

  private findLabel(label: string): number | undefined {
    const found = new RegExp(`^[ \\t,;=]*:[ \\t]*${label.replace(/[^\w]/g, "\\$&")}(?![^\\s:+,;=])`, "im").exec(
      this.source,
    );
    return found?.index;
  }

  /** A subroutine of the file, or a command that is read once more, its carets doubled. */
  private call(rest: readonly Unit[], around: Surroundings): Output {
    if (!isChar(rest[0], ":")) {
      const doubled = rest.flatMap((unit) => (isChar(unit, "^") ? [unit, unit] : [unit]));
      return this.runAgain(doubled, { ...around, loops: new Map() }, true);
    }
    const [label, ...values] = splitSet(rest);
    const start = this.findLabel(
      textOf(label ?? [])
        .slice(1)
        .toLowerCase(),
    );
    if (!this.batch || start === undefined || this.depth >= DEEPEST) return [];
    const { at, parameters } = this;
    this.depth++;
    this.at = start;
    this.parameters = [label ?? [], ...values];
    this.runLines();
    this.jump = null;
    this.parameters = parameters;
    this.at = at;
    this.depth--;
    return null;
  }

  /** `cmd /c …`: its line without the quotes around the whole. Null without such a line. */
  private runShell(rest: readonly Unit[], loops: LoopValues): Output {
    const text = textOf(rest);
    const option = /^(?:\/[a-z](?::\w+)?\s*)*?\/[ck]\s*/i.exec(text);
    if (!option) return null;
    let line = rest.slice(option[0].length);
    if (isChar(line[0], '"')) {
      const close = line.findLastIndex((unit) => isChar(unit, '"'));
      const isProgram =
        line.filter((unit) => isChar(unit, '"')).length === 2 && /\.exe$/i.test(textOf(line.slice(1, close)));
      if (close > 0 && !isProgram) line = [...line.slice(1, close), ...line.slice(close + 1)];
    }
    const count = this.commands.length;
    const output = this.runInner(line, loops, /\/v(?::on)?(?=\s|\/)/i.test(option[0]));
    return output ?? (this.commands.length > count ? [unknownUnit(rest)] : []);
  }
}

function unknownUnit(units: readonly Unit[]): Unit {
  return { text: "", span: hullOfUnits(units), unknown: "output of the command before" };
}

function unknownInput({ input, span }: SimpleNode): readonly Unit[] | null {
  const file = textOf(input ?? []);
  return file.toLowerCase() === "nul" ? null : [{ text: file, span, unknown: `contents of ${file}` }];
}

function contentsOf(file: readonly Unit[]): Traced {
  const name = textOf(file);
  return unknownValue(`contents of ${name}`, "", { door: "text", ...hullOfUnits(file) });
}

function trimUnits(units: readonly Unit[]): readonly Unit[] {
  let start = 0;
  let end = units.length;
  while (start < end && isDelimiter(units[start])) start++;
  while (end > start && isDelimiter(units[end - 1])) end--;
  return units.slice(start, end);
}

/** What `start` runs: behind its title and its switches. */
function withoutStart(rest: readonly Unit[]): readonly Unit[] {
  let units = rest;
  if (isChar(units[0], '"')) {
    const close = units.findIndex((unit, i) => i > 0 && isChar(unit, '"'));
    units = trimUnits(units.slice(close < 0 ? units.length : close + 1));
  }
  for (;;) {
    const option = /^\/(?:(?:d|affinity|node)\s+(?:"[^"]*"|\S+)|\w+)\s*/i.exec(textOf(units.slice(0, 300)))?.[0];
    if (option === undefined) return units;
    units = units.slice(option.length);
  }
}

/** `echo text`, `echo.text`, `echo(text`: the text, and a line's end. */
function echoed(units: readonly Unit[]): readonly Unit[] {
  const text = units.slice("echo ".length);
  if (/^(?:on|off)?\s*$/i.test(textOf(text)) && units.length < 12 && text.length > 0) return [];
  const end = units.at(-1)?.span.end ?? 0;
  return [...text, { text: LINE_END, span: { start: end, end } }];
}
