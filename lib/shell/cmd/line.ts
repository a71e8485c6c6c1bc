import type { Span } from "../../text/span.ts";
import type { ShellNote, ShellProblem } from "../reading.ts";
import { textOf, type Unit } from "../unit.ts";

/** A command of a line: what is handed over, its redirections taken out, and the operator behind it. */
export interface CmdCommand {
  readonly units: readonly Unit[];
  readonly input: readonly Unit[] | null;
  readonly span: Span;
  readonly endedBy: { readonly operator: string; readonly span: Span } | null;
}

export interface LineContext {
  readonly notes: ShellNote[];
  /** The units of the next line, for a caret at the end of this one; undefined behind the last. */
  readonly nextLine: () => Unit[] | undefined;
}

const DELIMITERS = " \t,;=";

/**
 * Takes a line apart as cmd.exe does after its percent signs: `"` begins and ends text in which nothing is special, a caret
 * outside makes the next character ordinary, and & | < > ( ) are operators.
 */
export class LineParser {
  readonly commands: CmdCommand[] = [];
  problem: ShellProblem | null = null;
  private units: Unit[];
  private readonly context: LineContext;
  private at = 0;
  private depth = 0;

  constructor(units: Unit[], context: LineContext) {
    this.units = units;
    this.context = context;
  }

  parse(): void {
    let needsCommand: { operator: string; span: Span } | null = null;
    for (;;) {
      this.skipToCommand();
      const unit = this.units[this.at];
      if (!unit) break;
      const operator = this.takeOperator();
      if (operator) {
        if (operator.operator === ")" && this.depth > 0) this.depth--;
        else {
          this.fail(operator.span, `${operator.operator} was unexpected at this time.`);
          return;
        }
        needsCommand = this.takeOperator();
        continue;
      }
      const command = this.readCommand();
      if (this.problem) return;
      this.commands.push(command);
      const { endedBy } = command;
      if (endedBy?.operator === ")") this.depth--;
      needsCommand = endedBy && endedBy.operator !== "&" && endedBy.operator !== ")" ? endedBy : null;
    }
    if (needsCommand && needsCommand.operator !== "&")
      this.fail(needsCommand.span, "The syntax of the command is incorrect.");
  }

  private fail(span: Span, message: string): void {
    this.problem ??= { kind: "syntax", span, message };
  }

  private skipToCommand(): void {
    for (;;) {
      const unit = this.units[this.at];
      if (!unit || unit.unknown !== undefined) return;
      if (unit.text === "(") {
        this.depth++;
        this.at++;
      } else if (DELIMITERS.includes(unit.text) || unit.text === "@") this.at++;
      else if (unit.text === "^" && this.at + 1 === this.units.length && this.continueLine()) this.at++;
      else return;
    }
  }

  /** `&`, `&&`, `|`, `||`, and `)` inside of a block. */
  private takeOperator(): { operator: string; span: Span } | null {
    const unit = this.units[this.at];
    if (!unit || unit.unknown !== undefined) return null;
    if (unit.text === ")" && this.depth > 0) {
      this.at++;
      return { operator: ")", span: unit.span };
    }
    if (unit.text !== "&" && unit.text !== "|") return null;
    const next = this.units[this.at + 1];
    const isDouble = next?.text === unit.text;
    this.at += isDouble ? 2 : 1;
    const end = isDouble ? (next?.span.end ?? unit.span.end) : unit.span.end;
    return { operator: isDouble ? unit.text + unit.text : unit.text, span: { start: unit.span.start, end } };
  }

  private readCommand(): CmdCommand {
    const units: Unit[] = [];
    let input: readonly Unit[] | null = null;
    let quoted = false;
    const start = this.units[this.at]?.span.start ?? 0;
    let end = start;
    let endedBy: CmdCommand["endedBy"] = null;
    for (;;) {
      const unit = this.units[this.at];
      if (!unit) break;
      const isPlain = unit.unknown !== undefined;
      if (!quoted && !isPlain) {
        endedBy = this.takeOperator();
        if (endedBy) break;
        if (unit.text === "<" || unit.text === ">") {
          const target = this.readRedirection(units);
          if (this.problem) break;
          if (unit.text === "<") input = target;
          end = this.units[this.at - 1]?.span.end ?? end;
          continue;
        }
        if (unit.text === "^") {
          const escaped = this.readCaret();
          if (escaped) {
            units.push(escaped);
            end = escaped.span.end;
          }
          continue;
        }
      }
      if (unit.text === '"' && !isPlain) quoted = !quoted;
      units.push(unit);
      end = unit.span.end;
      this.at++;
      // rem takes the rest of the line, operators included.
      if (units.length === 4 && /^rem[ \t]$/i.test(textOf(units))) this.at = this.units.length;
    }
    return { units, input, span: { start, end }, endedBy };
  }

  /** The character that a caret makes ordinary; at the line's end the next line follows on. */
  private readCaret(): Unit | undefined {
    const caret = this.units[this.at];
    this.at++;
    if (!this.units[this.at] && !this.continueLine()) return undefined;
    const next = this.units[this.at];
    if (!caret || !next) return undefined;
    const rest = /^[ \t]+$/.test(textOf(this.units.slice(this.at, this.at + 80)));
    if (rest) {
      const last = this.units.at(-1) ?? next;
      this.context.notes.push({ kind: "broken-continuation", span: { start: caret.span.start, end: last.span.end } });
    }
    this.at++;
    if (next.unknown !== undefined) return next;
    const isNeighbour = next.span.start === caret.span.end;
    return { text: next.text, span: isNeighbour ? { start: caret.span.start, end: next.span.end } : next.span };
  }

  private continueLine(): boolean {
    const next = this.context.nextLine();
    if (!next) return false;
    // Only what is still to be read is kept, so that a thousand lines are not copied a thousand times.
    this.units = next;
    this.at = 0;
    return true;
  }

  /** Takes `>`, `>>`, `<`, `2>&1` and the file's name; a digit in front of it has been read as text and is taken back. */
  private readRedirection(units: Unit[]): Unit[] {
    const operator = this.units[this.at];
    const digit = units.at(-1);
    const before = units.at(-2);
    if (digit && /^[0-9]$/.test(digit.text) && (!before || DELIMITERS.includes(before.text))) units.pop();
    this.at++;
    if (operator?.text === ">" && this.units[this.at]?.text === ">") this.at++;
    const target: Unit[] = [];
    if (this.units[this.at]?.text === "&") {
      this.at++;
      const handle = this.units[this.at];
      if (handle && /^[0-9]$/.test(handle.text)) {
        this.at++;
        return [handle];
      }
      this.fail(operator?.span ?? { start: 0, end: 0 }, "The syntax of the command is incorrect.");
      return target;
    }
    while (DELIMITERS.includes(this.units[this.at]?.text ?? "x")) this.at++;
    let quoted = false;
    for (;;) {
      const unit = this.units[this.at];
      if (!unit || (!quoted && (DELIMITERS.includes(unit.text) || "&|<>".includes(unit.text)))) break;
      if (unit.text === '"') quoted = !quoted;
      else target.push(unit);
      this.at++;
    }
    if (target.length === 0 && operator) this.fail(operator.span, "The syntax of the command is incorrect.");
    return target;
  }
}
