import type { Span } from "../../text/span.ts";
import type { ShellProblem } from "../reading.ts";
import { textOf, type Unit } from "../unit.ts";
import { LineSource } from "./source.ts";
import {
  type BlockNode,
  type CmdItem,
  type CmdNode,
  type CmdTest,
  type ForNode,
  type IfNode,
  isChar,
  isDelimiter,
  type LineContext,
  type Operator,
  type SimpleNode,
} from "./syntax.ts";

/** Blocks in blocks beyond this are not followed. */
const DEEPEST = 100;
const TOO_DEEP = "The nesting is deeper than can be followed.";

/**
 * Takes a line apart as cmd.exe does after its percent signs, with the lines that a caret or an open block adds to it:
 * `"` begins and ends text in which nothing is special, a caret outside makes the next character ordinary, and & | < > ( )
 * are operators. `if` and `for` take the rest of the line as their body.
 */
export function parseLine(units: Unit[], context: LineContext): { items: CmdItem[]; problem: ShellProblem | null } {
  const source = new LineSource(units, context);
  const items = readItems(source, "line");
  return { items: source.problem ? [] : items, problem: source.problem };
}

/** `line` and `body` end with the line, `block` at its parenthesis. */
type Extent = "line" | "block" | "body";

function readItems(source: LineSource, extent: Extent): CmdItem[] {
  const items: CmdItem[] = [];
  let needs: Operator | null = null;
  while (!source.problem) {
    skipToCommand(source, extent === "block" && !needs);
    const unit = source.current;
    if (!unit || (isChar(unit, ")") && source.depth > 0)) break;
    if (unit.unknown === undefined && /^[&|)]$/.test(unit.text)) {
      const operator = source.takeOperator();
      const { span, name } = operator
        ? { span: operator.span, name: operator.operator }
        : { span: unit.span, name: ")" };
      source.fail("syntax", span, `${name} was unexpected at this time.`);
      break;
    }
    const node = readCommand(source);
    if (source.problem) break;
    const endedBy = source.takeOperator();
    items.push({ node, endedBy });
    needs = endedBy && endedBy.operator !== "&" ? endedBy : null;
    if (endedBy) continue;
    source.skipDelimiters();
    if (!source.current && extent === "block") continue;
    if (!source.current || (isChar(source.current, ")") && source.depth > 0)) break;
    if (extent === "body" && isKeyword(source, "else")) break;
    source.failHere();
  }
  if (needs && !source.problem) source.fail("syntax", needs.span, "The syntax of the command is incorrect.");
  return items;
}

/** To the next command; inside of a block it may stand on a further line. */
function skipToCommand(source: LineSource, lines: boolean): void {
  for (;;) {
    source.skipDelimiters();
    if (isChar(source.current, "@")) source.at++;
    else if (source.current || !lines || !source.continueLine()) return;
    else {
      source.skipDelimiters();
      // A label, or a comment that is written like one.
      if (isChar(source.current, ":")) while (source.current) source.at++;
    }
  }
}

const KEYWORDS = /^(?:if|for|else|in|do)(?=[ \t,;=("/%]|$)/i;

function isKeyword(source: LineSource, keyword: string): boolean {
  return KEYWORDS.exec(source.ahead(keyword.length + 1))?.[0].toLowerCase() === keyword;
}

function readCommand(source: LineSource): CmdNode {
  if (isChar(source.current, "(")) return readBlock(source);
  if (isKeyword(source, "if")) return readIf(source);
  return isKeyword(source, "for") ? readFor(source) : readSimple(source);
}

function readBlock(source: LineSource): BlockNode {
  const open = source.current?.span ?? { start: 0, end: 0 };
  source.at++;
  source.depth++;
  if (source.depth > DEEPEST) source.fail("too-deep", open, TOO_DEEP);
  const items = readItems(source, "block");
  if (!source.problem && !source.current) source.fail("open-parenthesis", open, "This parenthesis is never closed.");
  const close = source.current?.span ?? open;
  source.depth--;
  source.at++;
  let input: readonly Unit[] | null = null;
  for (;;) {
    source.skipDelimiters(" \t");
    const digits = /^[0-9]?([<>])/.exec(source.ahead(2));
    if (!digits || source.problem) break;
    if (digits[0].length === 2) source.at++;
    const target = source.readRedirection([]);
    if (digits[1] === "<") input = target;
  }
  return { kind: "block", items, input, span: { start: open.start, end: Math.max(open.end, close.end) } };
}

function readSimple(source: LineSource): SimpleNode {
  const units: Unit[] = [];
  let input: readonly Unit[] | null = null;
  let quoted = false;
  const start = source.current?.span.start ?? 0;
  let end = start;
  for (let unit = source.current; unit && !source.problem; unit = source.current) {
    const isPlain = unit.unknown !== undefined;
    if (!quoted && !isPlain) {
      if (unit.text === "&" || unit.text === "|" || (unit.text === ")" && source.depth > 0)) break;
      if (unit.text === "<" || unit.text === ">") {
        const target = source.readRedirection(units);
        if (unit.text === "<") input = target;
        end = source.last?.span.end ?? end;
        continue;
      }
      if (unit.text === "^") {
        const escaped = source.readCaret();
        if (escaped) units.push(escaped);
        end = escaped?.span.end ?? end;
        continue;
      }
    }
    if (unit.text === '"' && !isPlain) quoted = !quoted;
    // A redirection may stand in front of the command.
    if (units.length > 0 || !isDelimiter(unit)) units.push(unit);
    end = unit.span.end;
    source.at++;
    // rem takes the rest of the line, operators included.
    if (units.length === 4 && /^rem[ \t]$/i.test(textOf(units))) while (source.current) source.at++;
  }
  return { kind: "simple", units, input, span: { start, end: Math.max(start, end) } };
}

const COMPARISON = /^(?:equ|neq|lss|leq|gtr|geq)$/i;

function readIf(source: LineSource): IfNode {
  const start = source.current?.span.start ?? 0;
  source.at += "if".length;
  const test = readTest(source);
  const body = source.problem ? [] : readBody(source);
  let otherwise: CmdItem[] = [];
  if (!source.problem && isKeyword(source, "else")) {
    source.at += "else".length;
    otherwise = readBody(source);
  }
  return { kind: "if", test, body, otherwise, span: spanFrom(source, start) };
}

function readBody(source: LineSource): CmdItem[] {
  source.nesting++;
  if (source.nesting > DEEPEST) source.fail("too-deep", spanFrom(source, source.last?.span.start ?? 0), TOO_DEEP);
  const items = readItems(source, "body");
  source.nesting--;
  if (items.length === 0)
    source.fail("syntax", spanFrom(source, source.last?.span.start ?? 0), "The syntax of the command is incorrect.");
  return items;
}

function readTest(source: LineSource): CmdTest {
  let ignoreCase = false;
  let negated = false;
  for (;;) {
    source.skipDelimiters();
    const left = source.readToken("=&|<>");
    const word = textOf(left).toLowerCase();
    if (word === "/i") ignoreCase = true;
    else if (word === "not") negated = true;
    else if (/^(?:defined|exist|errorlevel|cmdextversion)$/.test(word)) {
      return { operator: word, left: [], right: readOperand(source), ignoreCase, negated };
    } else {
      source.skipDelimiters(" \t,;");
      const isEqual = /^==/.test(source.ahead(2));
      const operator = isEqual ? "==" : textOf(source.readToken("=&|<>")).toLowerCase();
      if (left.length === 0 || (!isEqual && !COMPARISON.test(operator))) source.failHere();
      return { operator, left, right: readOperand(source), ignoreCase, negated };
    }
  }
}

function readOperand(source: LineSource): Unit[] {
  source.skipDelimiters();
  const operand = source.readToken("&|<>");
  if (operand.length === 0) source.failHere();
  return operand;
}

function readFor(source: LineSource): ForNode {
  const start = source.current?.span.start ?? 0;
  source.at += "for".length;
  source.skipDelimiters();
  const mode = /^\/([a-z])/i.exec(source.ahead(2))?.[1]?.toLowerCase() ?? "";
  if (mode !== "") source.at += 2;
  source.skipDelimiters();
  let options = "";
  if (mode !== "" && !isChar(source.current, "%")) {
    options = textOf(source.readToken("&|<>%"));
    source.skipDelimiters();
  }
  const variable = /^%([^%\s])$/.exec(source.ahead(2))?.[1] ?? "";
  if (variable === "") source.failHere();
  source.at += 2;
  takeKeyword(source, "in");
  source.skipDelimiters();
  if (!isChar(source.current, "(")) source.failHere();
  source.at++;
  const set = source.problem ? [] : readSet(source);
  takeKeyword(source, "do");
  const body = source.problem ? [] : readBody(source);
  return {
    kind: "for",
    mode,
    options: options.replaceAll('"', ""),
    variable,
    set,
    body,
    span: spanFrom(source, start),
  };
}

function takeKeyword(source: LineSource, keyword: string): void {
  source.skipDelimiters();
  if (!isKeyword(source, keyword)) source.failHere();
  source.at += keyword.length;
}

/** What a loop runs over, up to its parenthesis; further lines are further items. */
function readSet(source: LineSource): Unit[] {
  const set: Unit[] = [];
  let quoted = false;
  while (!source.problem) {
    const unit = source.current;
    if (!unit) {
      const at = source.last?.span ?? { start: 0, end: 0 };
      if (!source.continueLine()) source.fail("open-parenthesis", at, "This parenthesis is never closed.");
      else set.push({ text: " ", span: at });
      quoted = false;
      continue;
    }
    if (unit.unknown === undefined && !quoted) {
      if (unit.text === ")") break;
      if (unit.text === "^") {
        const escaped = source.readCaret();
        if (escaped) set.push(escaped);
        continue;
      }
      if (/^[&|<>]$/.test(unit.text)) source.failHere();
    }
    if (isChar(unit, '"')) quoted = !quoted;
    set.push(unit);
    source.at++;
  }
  source.at++;
  return set;
}

function spanFrom(source: LineSource, start: number): Span {
  return { start, end: Math.max(start, source.last?.span.end ?? start) };
}
