import type { Span } from "../../text/span.ts";
import type { ShellProblem } from "../reading.ts";
import type { Unit } from "../unit.ts";
import { DELIMITERS, isChar, isDelimiter, type LineContext, type Operator } from "./syntax.ts";

/** The line that is being read, and what is common to all that is read of it. */
export class LineSource {
  problem: ShellProblem | null = null;
  /** How many blocks are open. */
  depth = 0;
  /** How many bodies of `if` and `for` this is in. */
  nesting = 0;
  at = 0;
  private units: Unit[];
  private readonly context: LineContext;

  constructor(units: Unit[], context: LineContext) {
    this.units = units;
    this.context = context;
  }

  get current(): Unit | undefined {
    return this.units[this.at];
  }

  peek(offset: number): Unit | undefined {
    return this.units[this.at + offset];
  }

  get last(): Unit | undefined {
    return this.units[this.at - 1];
  }

  /** The next characters as text, for a look at keywords. */
  ahead(length: number): string {
    return this.units
      .slice(this.at, this.at + length)
      .map((unit) => (unit.unknown === undefined ? unit.text : "\0"))
      .join("");
  }

  fail(kind: string, span: Span, message: string): void {
    this.problem ??= { kind, span, message };
  }

  failHere(): void {
    const unit = this.current ?? this.last;
    const span = unit?.span ?? { start: 0, end: 0 };
    const word = this.current ? this.ahead(60).split(/[ \t]/, 1)[0] : undefined;
    this.fail(
      "syntax",
      span,
      word ? `${word} was unexpected at this time.` : "The syntax of the command is incorrect.",
    );
  }

  /** Only what is still to be read is kept, so that a thousand lines are not copied a thousand times. */
  continueLine(): boolean {
    const next = this.context.nextLine();
    if (!next) return false;
    this.units = next;
    this.at = 0;
    return true;
  }

  skipDelimiters(delimiters = DELIMITERS): void {
    for (;;) {
      const unit = this.current;
      if (unit && isDelimiter(unit) && delimiters.includes(unit.text)) this.at++;
      else if (isChar(unit, "^") && this.at + 1 === this.units.length && this.continueLine()) continue;
      else return;
    }
  }

  /** `&`, `&&`, `|`, `||`. */
  takeOperator(): Operator | null {
    const unit = this.current;
    if (!unit || unit.unknown !== undefined || (unit.text !== "&" && unit.text !== "|")) return null;
    const next = this.peek(1);
    const isDouble = isChar(next, unit.text);
    this.at += isDouble ? 2 : 1;
    const end = isDouble ? (next?.span.end ?? unit.span.end) : unit.span.end;
    return { operator: isDouble ? unit.text + unit.text : unit.text, span: { start: unit.span.start, end } };
  }

  /** The character that a caret makes ordinary; at the line's end the next line follows on. */
  readCaret(): Unit | undefined {
    const caret = this.current;
    this.at++;
    if (!this.current && !this.continueLine()) return undefined;
    const next = this.current;
    if (!caret || !next) return undefined;
    if (this.isBlankAhead(80)) {
      const last = this.units.at(-1) ?? next;
      this.context.notes.push({ kind: "broken-continuation", span: { start: caret.span.start, end: last.span.end } });
    }
    this.at++;
    if (next.unknown !== undefined) return next;
    const isNeighbour = next.span.start === caret.span.end;
    return { text: next.text, span: isNeighbour ? { start: caret.span.start, end: next.span.end } : next.span };
  }

  /** True if blanks follow and nothing else, in the next `length` characters. */
  private isBlankAhead(length: number): boolean {
    const end = Math.min(this.at + length, this.units.length);
    for (let at = this.at; at < end; at++) if (!/^[ \t]+$/.test(this.units[at]?.text ?? "")) return false;
    return end > this.at;
  }

  /** Takes `>`, `>>`, `<`, `2>&1` and the file's name; a digit in front of it has been read as text and is taken back. */
  readRedirection(before: Unit[]): readonly Unit[] {
    const operator = this.current;
    const digit = before.at(-1);
    if (digit && /^[0-9]$/.test(digit.text) && (before.length < 2 || isDelimiter(before.at(-2)))) before.pop();
    this.at++;
    if (isChar(operator, ">") && isChar(this.current, ">")) this.at++;
    const span = operator?.span ?? { start: 0, end: 0 };
    if (isChar(this.current, "&")) {
      this.at++;
      const handle = this.current;
      if (handle && /^[0-9]$/.test(handle.text)) {
        this.at++;
        return [handle];
      }
      this.fail("syntax", span, "The syntax of the command is incorrect.");
      return [];
    }
    this.skipDelimiters();
    const target = this.readToken("&|<>");
    if (target.length === 0) this.fail("syntax", span, "The syntax of the command is incorrect.");
    return target.filter((unit) => !isChar(unit, '"'));
  }

  /** A word up to a delimiter, quotes kept, carets gone. */
  readToken(stops: string): Unit[] {
    const token: Unit[] = [];
    let quoted = false;
    for (let unit = this.current; unit; unit = this.current) {
      if (unit.unknown === undefined && !quoted) {
        if (isDelimiter(unit) || (unit.text !== "" && stops.includes(unit.text))) break;
        if (unit.text === ")" && this.depth > 0) break;
        if (unit.text === "^") {
          const escaped = this.readCaret();
          if (escaped) token.push(escaped);
          continue;
        }
      }
      if (isChar(unit, '"')) quoted = !quoted;
      token.push(unit);
      this.at++;
    }
    return token;
  }
}
