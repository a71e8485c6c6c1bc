import { fromPieces, type Piece, type Traced } from "../../text/traced.ts";
import { readSubexpression } from "./expression.ts";
import { asText, type Reader, type Value } from "./reader.ts";

export const SINGLE = "'\u2018\u2019\u201A\u201B";
export const DOUBLE = '"\u201C\u201D\u201E';

/** `'…'`, with any of PowerShell's single quotes; a doubled one is a character. */
export function readSingle(reader: Reader): Traced {
  const start = reader.pos;
  const pieces: Piece[] = [];
  noteCurly(reader);
  reader.pos++;
  for (;;) {
    const at = reader.pos;
    const run = reader.take(/[^'\u2018-\u201B]+/y);
    if (run !== "") {
      pieces.push(reader.piece(run, at));
      noteDollars(reader, run, at);
    }
    if (reader.done) {
      reader.fail("open-quote", start, start + 1, "This quote is never closed.");
      return fromPieces(pieces);
    }
    const quote = reader.char;
    reader.pos++;
    if (!SINGLE.includes(reader.char || " ")) return fromPieces(pieces);
    reader.pos++;
    pieces.push(reader.piece(quote, reader.pos - 2));
  }
}

function noteDollars(reader: Reader, run: string, at: number): void {
  for (const match of run.matchAll(/\$(?:\{\w+\}|\(|[A-Za-z_]\w*)/g)) {
    const start = at + match.index;
    reader.note("literal-dollar", start, start + match[0].length, { name: match[0].replace(/[${}(]/g, "") });
  }
}

function noteCurly(reader: Reader): void {
  if (/[\u2018-\u201F]/.test(reader.char)) {
    reader.note("smart-quote", reader.pos, reader.pos + 1, { character: reader.char });
  }
}

/** `"…"`, with any of PowerShell's double quotes: variables and subexpressions expand, a backtick escapes. */
export function readDouble(reader: Reader): Traced {
  const start = reader.pos;
  noteCurly(reader);
  reader.pos++;
  const pieces: Piece[] = [];
  for (;;) {
    readExpanded(reader, pieces, /[^"\u201C-\u201E`$]+/y);
    if (reader.done) {
      reader.fail("open-quote", start, start + 1, "This quote is never closed.");
      return fromPieces(pieces);
    }
    const quote = reader.char;
    reader.pos++;
    if (!DOUBLE.includes(reader.char || " ")) return fromPieces(pieces);
    reader.pos++;
    pieces.push(reader.piece(quote, reader.pos - 2));
  }
}

/** Plain text, escapes and expansions up to a character that is none of them. */
function readExpanded(reader: Reader, pieces: Piece[], plain: RegExp): void {
  for (;;) {
    const at = reader.pos;
    const run = reader.take(plain);
    if (run !== "") pieces.push(reader.piece(run, at));
    else if (reader.char === "`") readBacktick(reader, pieces);
    else if (reader.char === "$") readExpansion(reader, pieces);
    else return;
  }
}

const ESCAPES: Readonly<Record<string, string>> = {
  "0": "\0",
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** A backtick and what it makes of the next character; `` `e `` and `` `u{…} `` are newer than 5.1. */
export function readBacktick(reader: Reader, pieces: Piece[]): void {
  const start = reader.pos;
  reader.pos++;
  const code = reader.version === "pwsh" ? reader.take(/u\{[0-9A-Fa-f]{1,6}\}/y) : "";
  const number = Number.parseInt(code.slice(2), 16);
  if (code !== "" && number <= 0x10ffff) {
    pieces.push(reader.piece(String.fromCodePoint(number), start));
    return;
  }
  const blanks = reader.peek(/[ \t]+(?=\r?\n)/y);
  if (blanks !== "") reader.note("broken-continuation", start, reader.pos + blanks.length);
  const char = String.fromCodePoint(reader.text.codePointAt(reader.pos) ?? 0x60);
  reader.pos = Math.min(reader.pos + char.length, reader.text.length);
  const escaped = char === "e" && reader.version === "pwsh" ? "\u001B" : ESCAPES[char];
  pieces.push(reader.piece(escaped ?? char, start));
  reader.note("backtick-escape", start, reader.pos, { character: char });
}

const NAME = /\$(?:\{[^}\r\n]{1,200}\}|[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[?^$_])/y;

/** `$x`, `${x}`, `$env:x` or `$(…)` inside of text; a dollar that begins none of them is one. */
export function readExpansion(reader: Reader, pieces: Piece[]): void {
  const start = reader.pos;
  if (reader.text[start + 1] === "(") {
    const value = readSubexpression(reader);
    reader.note("substitution", start, reader.pos, { written: reader.text.slice(start, reader.pos), quotes: "double" });
    push(reader, pieces, value, start);
    return;
  }
  if (reader.peek(NAME) === "") {
    reader.pos++;
    pieces.push(reader.piece("$", start));
    return;
  }
  push(reader, pieces, readVariable(reader, "double"), start);
}

function push(reader: Reader, pieces: Piece[], value: Value, start: number): void {
  const text = asText(value);
  if (text) reader.spend(text, start);
  if (text) for (const piece of text.pieces) pieces.push(piece);
  // A table shows as its type's name.
  else pieces.push(reader.piece("System.Collections.Hashtable", start));
}

const SCOPES = new Set(["global", "local", "script", "private", "using", "variable"]);

/** The variable in front of the reader, by its value where the text sets it. */
export function readVariable(reader: Reader, quotes: "double" | "none"): Value {
  const start = reader.pos;
  const written = reader.take(NAME);
  let name = written.replace(/^\$\{?|\}$/g, "");
  if (!written.startsWith("${") && reader.char === ":" && reader.text[reader.pos + 1] !== ":") {
    const rest = reader.take(/:[A-Za-z0-9_]+/y);
    if (rest !== "") name += rest;
    else {
      reader.fail("invalid-variable", start, reader.pos + 1, `A colon behind $${name} belongs to the variable's name.`);
      return reader.unknown(name, start);
    }
  }
  const [scope = "", ...local] = name.split(":");
  if (local.length > 0 && SCOPES.has(scope.toLowerCase())) name = local.join(":");
  return findVariable(reader, name, start, quotes);
}

function findVariable(reader: Reader, name: string, start: number, quotes: "double" | "none"): Value {
  const lower = name.toLowerCase();
  const span = reader.span(start);
  if (lower === "true" || lower === "false") return { kind: "flag", on: lower === "true", span };
  if (lower === "null") return { kind: "text", value: fromPieces([]), span };
  const value = reader.variables.get(lower);
  reader.note("expansion", start, reader.pos, { name, quotes, known: String(value !== undefined) });
  if (value) return value;
  return reader.unknown(lower.startsWith("env:") ? name.slice(4) : name, start);
}

/** `@'…'@` and `@"…"@`; undefined, untouched, where no line begins behind the quote. */
export function readHereString(reader: Reader): Traced | undefined {
  const start = reader.pos;
  const head = reader.peek(/@["'\u2018-\u201E][ \t]*\r?\n/y);
  if (head === "") return undefined;
  const isSingle = SINGLE.includes(head[1] ?? " ");
  const terminator = isSingle ? /\r?\n['\u2018-\u201B]@/g : /\r?\n["\u201C-\u201E]@/g;
  // The line break in front of an empty body is the one behind its head.
  terminator.lastIndex = start + head.length - (head.endsWith("\r\n") ? 2 : 1);
  const end = terminator.exec(reader.text);
  if (!end) {
    reader.fail(
      "open-here-string",
      start,
      start + 2,
      "This here-string is never closed: its end stands at a line's start.",
    );
    return fromPieces([]);
  }
  reader.pos = start + head.length;
  const stop = Math.max(end.index, reader.pos);
  const body = reader.text.slice(reader.pos, stop);
  const pieces: Piece[] = [];
  if (isSingle) {
    if (body !== "") pieces.push(reader.piece(body, reader.pos, stop));
  } else readHereBody(reader, pieces, stop);
  if (!reader.problem) reader.pos = end.index + end[0].length;
  return fromPieces(pieces);
}

function readHereBody(reader: Reader, pieces: Piece[], stop: number): void {
  while (reader.pos < stop) {
    const at = reader.pos;
    const run = reader.take(/[^`$]+/y).slice(0, stop - at);
    reader.pos = at + run.length;
    if (run !== "") pieces.push(reader.piece(run, at));
    else if (reader.char === "`") readBacktick(reader, pieces);
    else if (reader.char === "$") readExpansion(reader, pieces);
    if (reader.problem) return;
  }
}
