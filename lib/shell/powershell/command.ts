import { fromPieces, type Piece, type Traced } from "../../text/traced.ts";
import type { ShellCommand, Word } from "../reading.ts";
import { convertToJson, isWebCmdlet, toCmdletCall } from "./cmdlet.ts";
import { readExpression, readPostfix, readSubexpression } from "./expression.ts";
import { toNativeWords } from "./native.ts";
import { makeObject } from "./object.ts";
import { asText, type Reader, type Value } from "./reader.ts";
import { DOUBLE, readBacktick, readDouble, readExpansion, readHereString, readSingle, SINGLE } from "./strings.ts";

/** One argument of a command. `parameter` is the name of `-Name`, `value` what follows `-Name:` or the argument itself. */
export interface Argument {
  readonly parameter: string | null;
  readonly value: Value | null;
  /** As a program is handed it; null for tables and blocks. */
  readonly text: Traced | null;
  readonly splat: boolean;
  /** A whole line for the program to split. */
  readonly verbatim?: boolean;
  readonly span: { readonly start: number; readonly end: number };
}

/** Blanks, comments and continued lines; with `lines`, line ends too. */
export function skipSpace(reader: Reader, lines = false): void {
  for (;;) {
    reader.take(/(?:[ \t\u00A0\u0085\f\v]|`\r?\n)+/y);
    if (reader.peek(/<#/y) !== "") {
      const end = reader.text.indexOf("#>", reader.pos);
      if (end < 0) reader.fail("open-comment", reader.pos, reader.pos + 2, "This comment is never closed.");
      else reader.pos = end + 2;
    } else if (reader.char === "#") {
      reader.take(/[^\r\n]+/y);
    } else if (lines && (reader.char === "\n" || reader.char === "\r")) reader.pos++;
    else return;
  }
}

const EXPRESSION = /[$@("'[{0-9+!\u2018-\u201E]|-(?:not|join|split)\b/iy;
const ASSIGNMENT = /\$(?:\{[^}\r\n]{1,200}\}|(?:[A-Za-z_]\w*:)?[A-Za-z_]\w*)[ \t]*\+?=(?!=)/y;

/** An expression or a command and what it is piped into; the value that comes out at the end. */
export function readPipeline(reader: Reader): Value {
  const start = reader.pos;
  if (reader.peek(ASSIGNMENT) !== "") return readAssignment(reader);
  let value = reader.peek(EXPRESSION) !== "" ? readExpression(reader) : readCommand(reader, null);
  for (;;) {
    skipSpace(reader);
    if (reader.problem || reader.char !== "|" || reader.text[reader.pos + 1] === "|") return value;
    reader.pos++;
    skipSpace(reader, true);
    if (reader.done) {
      reader.fail("unfinished-command", start, reader.pos, "The text ends in the middle of a pipeline.");
      return value;
    }
    value = readCommand(reader, value);
  }
}

function readAssignment(reader: Reader): Value {
  const start = reader.pos;
  const written = reader.take(ASSIGNMENT);
  const name = written.replace(/^\$\{?|\}?[ \t]*\+?=$/g, "").toLowerCase();
  const key = name.replace(/^(?:global|local|script|private):/, "");
  skipSpace(reader, true);
  let value = reader.nest(start, reader.unknown(key, start), () => readPipeline(reader));
  if (written.endsWith("+=")) value = append(reader, reader.variables.get(key), value, start);
  if (value.kind === "text") value = { ...value, value: named(value.value, key) };
  reader.variables.set(key, value);
  return reader.textValue(fromPieces([]), start);
}

/** The output of a command is better known by the variable's name than by the command. */
function named(value: Traced, name: string): Traced {
  const [piece] = value.pieces;
  if (value.pieces.length !== 1 || !piece?.unknown || /^[\w:]+$/.test(piece.unknown)) return value;
  return fromPieces([{ ...piece, unknown: name }]);
}

function append(reader: Reader, before: Value | undefined, value: Value, start: number): Value {
  const a = before && asText(before);
  const b = asText(value);
  if (!a || !b) return reader.unknown(reader.text.slice(start, reader.pos), start);
  const joined = fromPieces([...a.pieces, ...b.pieces]);
  reader.spend(joined, start);
  return { kind: "text", value: joined, span: value.span };
}

/** A command with its arguments, listed; the value that it puts out. */
function readCommand(reader: Reader, input: Value | null): Value {
  const start = reader.pos;
  const called = reader.take(/[&.](?=[ \t"'$])[ \t]*/y) !== "";
  const name = readArgument(reader);
  if (!name) {
    if (!reader.problem) {
      const token = reader.peek(/&&|\|\||[^\s]/y) || " ";
      reader.fail("syntax", reader.pos, reader.pos + token.length, `PowerShell does not expect ${token} here.`);
    }
    return reader.textValue(fromPieces([]), start);
  }
  const args: Argument[] = [];
  for (;;) {
    skipSpace(reader);
    if (readRedirection(reader)) continue;
    if (reader.peek(/--%(?=\s)/y) !== "") {
      for (const argument of readVerbatim(reader)) args.push(argument);
      continue;
    }
    const argument = readArgument(reader);
    if (!argument) break;
    args.push(argument);
  }
  if (reader.problem) return reader.textValue(fromPieces([]), start);
  return runCommand(reader, name, args, input, start, called);
}

function runCommand(
  reader: Reader,
  name: Argument,
  args: readonly Argument[],
  input: Value | null,
  start: number,
  called: boolean,
): Value {
  const program = name.text?.text ?? "";
  const end = args.at(-1)?.span.end ?? name.span.end;
  const span = { start, end: Math.max(end, start) };
  if (/^convertto-json$/i.test(program)) return convertToJson(reader, args, input, start);
  const made = makeObject(reader, program, args);
  if (made) return made;
  const first: Word = { value: name.text ?? fromPieces([]), span: name.span };
  const base = { assignments: [], span, endedBy: endOf(reader), stdin: stdinOf(input) } as const;
  if (isWebCmdlet(program, reader.version) && !reader.removedAliases.has(program.toLowerCase())) {
    if (/^(?:curl|wget)$/i.test(program)) reader.note("curl-alias", name.span.start, name.span.end, { name: program });
    const words = [first, ...args.flatMap((argument) => (argument.text ? [wordOf(argument)] : []))];
    reader.commands.push({ ...base, words, cmdlet: toCmdletCall(program, args, input, reader.version) });
  } else {
    const isProgram = called || !/^[A-Z][a-z]+-[A-Z]/.test(program);
    const words = isProgram
      ? toNativeWords(reader, args)
      : args.flatMap((argument) => (argument.text ? [wordOf(argument)] : []));
    reader.commands.push({ ...base, words: [first, ...words] });
  }
  return reader.unknown(reader.text.slice(start, reader.pos).trim(), start);
}

function wordOf(argument: Argument): Word {
  return { value: argument.text ?? fromPieces([]), span: argument.span };
}

function stdinOf(input: Value | null): Traced | null {
  const text = input && asText(input);
  if (!text) return null;
  return fromPieces([...text.pieces, { text: "\r\n", origin: { door: "added", by: "PowerShell" } }]);
}

function endOf(reader: Reader): ShellCommand["endedBy"] {
  skipSpace(reader);
  const operator = reader.peek(/&&|\|\||[;&|]/y);
  return operator === "" ? null : { operator, span: { start: reader.pos, end: reader.pos + operator.length } };
}

function readRedirection(reader: Reader): boolean {
  const written = reader.take(/(?:[1-6*])?>>?(?:&[12])?/y);
  if (written === "") {
    if (reader.char !== "<") return false;
    reader.fail("syntax", reader.pos, reader.pos + 1, "PowerShell keeps `<' for later versions.");
    return true;
  }
  if (written.includes("&")) return true;
  skipSpace(reader);
  if (!readArgument(reader)) reader.fail("syntax", reader.pos, reader.pos + 1, "A redirection needs a file.");
  return true;
}

/** What follows `--%`, up to a pipe or the line's end: handed over as it stands, but for `%X%`, which the environment fills in. */
function readVerbatim(reader: Reader): Argument[] {
  const at = reader.pos;
  reader.pos += 3;
  reader.note("stop-parsing", at, reader.pos);
  const start = reader.pos;
  const line = reader.take(/[^|\r\n]*/y);
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of line.matchAll(/%([A-Za-z_]\w*)%/g)) {
    pieces.push(reader.piece(line.slice(done, match.index), start + done, start + match.index));
    done = match.index + match[0].length;
    const span = reader.span(start + match.index, start + done);
    const set = reader.variables.get(`env:${match[1]?.toLowerCase()}`);
    const value = set && asText(set);
    const unknown = reader.piece(match[0], span.start, span.end);
    for (const piece of value?.pieces ?? [{ ...unknown, unknown: match[1] ?? "" }]) pieces.push(piece);
  }
  pieces.push(reader.piece(line.slice(done), start + done, start + line.length));
  const value = fromPieces(pieces);
  const span = reader.span(start);
  return [{ parameter: null, value: { kind: "text", value, span }, text: value, splat: false, verbatim: true, span }];
}

/** One argument; undefined where the command ends. */
function readArgument(reader: Reader): Argument | undefined {
  const start = reader.pos;
  const parameter = reader.take(/[-\u2013-\u2015][A-Za-z_?][\w?-]*(?::|(?=[\s;|&(){},.'"$@]|$))/y);
  if (parameter !== "") return readParameter(reader, parameter, start);
  if (reader.peek(/@(?:[A-Za-z_]\w*)/y) !== "") return readSplat(reader);
  const value = readList(reader);
  if (!value) return undefined;
  return { parameter: null, value, text: asText(value) ?? null, splat: false, span: reader.span(start) };
}

function readParameter(reader: Reader, written: string, start: number): Argument {
  const name = written.slice(1).replace(/:$/, "");
  if (!written.endsWith(":")) {
    const span = reader.span(start);
    return { parameter: name, value: null, text: reader.traced(written, start), splat: false, span };
  }
  skipSpace(reader);
  const value = readList(reader) ?? null;
  const head = reader.piece(written, start, start + written.length);
  const tail = value ? (asText(value)?.pieces ?? []) : [];
  return { parameter: name, value, text: fromPieces([head, ...tail]), splat: false, span: reader.span(start) };
}

function readSplat(reader: Reader): Argument {
  const start = reader.pos;
  const name = reader.take(/@[A-Za-z_]\w*/y).slice(1);
  const value = reader.variables.get(name.toLowerCase());
  reader.note("splatting", start, reader.pos, { name, known: String(value !== undefined) });
  return {
    parameter: null,
    value: value ?? reader.unknown(name, start),
    text: null,
    splat: true,
    span: reader.span(start),
  };
}

/** `a, b` is a list for a cmdlet; `a,b` in one piece is one text for a program. */
function readList(reader: Reader): Value | undefined {
  const start = reader.pos;
  const first = readSimple(reader);
  if (!first) return undefined;
  const items = [first];
  for (;;) {
    const comma = reader.peek(/[ \t]*,[ \t]*(?:`?\r?\n[ \t]*)*/y);
    if (comma === "") break;
    reader.pos += comma.length;
    const next = readSimple(reader);
    if (!next) {
      reader.fail("syntax", reader.pos, reader.pos + 1, "Something is missing behind the comma.");
      break;
    }
    items.push(next);
  }
  const plain = items.filter((item) => item.kind !== "bytes" && item.kind !== "encoding");
  return items.length === 1 ? first : { kind: "list", items: plain, span: reader.span(start) };
}

/** A word, a quoted text, a variable, or whatever parentheses and braces hold. */
function readSimple(reader: Reader): Value | undefined {
  const start = reader.pos;
  const { char } = reader;
  if (char === "" || /[\s;|&)}<>,]/.test(char)) return undefined;
  if (char === "(" || char === "{" || reader.peek(/@[{("'\u2018-\u201E]/y) !== "") return readPrimaryArgument(reader);
  if (SINGLE.includes(char)) return reader.textValue(readSingle(reader), start);
  if (DOUBLE.includes(char)) return reader.textValue(readDouble(reader), start);
  if (char === "$" && reader.peek(/\$(?:\(|[\w{])/y) !== "") return readVariableArgument(reader);
  if (char === "@") {
    reader.fail("syntax", start, start + 1, "`@' begins a table, a list or a splatted variable in PowerShell.");
    return undefined;
  }
  return readBareword(reader);
}

function readPrimaryArgument(reader: Reader): Value {
  const start = reader.pos;
  const text = reader.char === "@" ? readHereString(reader) : undefined;
  if (text) return reader.textValue(text, start);
  if (reader.peek(/@\(/y) !== "") return readSubexpression(reader);
  return readPostfix(reader);
}

/** `$x`, `$x.y` and `$x["y"]` are values; with more behind it, it is the beginning of a word. */
function readVariableArgument(reader: Reader): Value {
  const start = reader.pos;
  const isWhole = reader.peek(
    /\$(?:\{[^}\r\n]{1,200}\}|[A-Za-z_][\w:]*)(?:\.[A-Za-z_]\w*(?:\([^()\r\n]{0,200}\))?|\[[^\]\r\n]{1,80}\])*(?=[\s;|&)},]|$)/y,
  );
  if (reader.peek(/\$\(/y) === "" && isWhole === "") return readBareword(reader);
  if (isWhole === "") {
    const value = readSubexpression(reader);
    reader.note("substitution", start, reader.pos, { written: reader.text.slice(start, reader.pos), quotes: "none" });
    return reader.peek(/[\s;|&)},]|$/y) !== "" || reader.done
      ? value
      : continueWord(reader, asText(value)?.pieces ?? [], start);
  }
  const inner = new Set([".", "["]);
  const value = inner.has(isWhole.replace(/^\$\{?[\w:]+\}?/, "")[0] ?? "")
    ? readMembers(reader)
    : readExpansionValue(reader);
  return value;
}

function readMembers(reader: Reader): Value {
  return readPostfix(reader);
}

function readExpansionValue(reader: Reader): Value {
  const start = reader.pos;
  const name = reader
    .peek(/\$\{?([A-Za-z_][\w:]*)/y)
    .replace(/^\$\{?/, "")
    .toLowerCase();
  const value = reader.variables.get(name);
  const pieces: Piece[] = [];
  readExpansion(reader, pieces);
  // A table or a list stays what it is; a text is as readExpansion has written it.
  if (value && value.kind !== "text") return value;
  if (name === "true" || name === "false") return { kind: "flag", on: name === "true", span: reader.span(start) };
  return reader.textValue(fromPieces(pieces), start);
}

function readBareword(reader: Reader): Value {
  return continueWord(reader, [], reader.pos);
}

function addPieces(pieces: Piece[], value: Traced): void {
  for (const piece of value.pieces) pieces.push(piece);
}

/** A word without quotes in front: quotes inside of it are taken off, variables expand. */
function continueWord(reader: Reader, before: readonly Piece[], start: number): Value {
  const pieces: Piece[] = [...before];
  for (;;) {
    const at = reader.pos;
    const run = reader.take(/[^\s`$'"\u2018-\u201E;|&(){},<>]+/y);
    if (run !== "") pieces.push(reader.piece(run, at));
    else if (reader.char === "`" && reader.peek(/`\r?\n/y) === "" && at + 1 < reader.text.length)
      readBacktick(reader, pieces);
    else if (reader.char === "$") readExpansion(reader, pieces);
    else if (reader.char !== "" && SINGLE.includes(reader.char)) addPieces(pieces, readSingle(reader));
    else if (reader.char !== "" && DOUBLE.includes(reader.char)) addPieces(pieces, readDouble(reader));
    else if ("<>".includes(reader.char) && pieces.length > 0 && reader.char === "<") {
      reader.fail("syntax", at, at + 1, "PowerShell keeps `<' for later versions.");
    } else break;
  }
  if (reader.pos === start && !reader.problem) {
    reader.pos++;
    pieces.push(reader.piece(reader.text.slice(start, reader.pos), start));
  }
  return reader.textValue(fromPieces(pieces), start);
}
