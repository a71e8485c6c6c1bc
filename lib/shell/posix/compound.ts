import type { Cursor } from "./cursor.ts";
import { failUnexpected, peekReserved, readList, skipBlanks, skipComment, skipLines } from "./script.ts";
import { readRedirects } from "./simple.ts";
import type { Command, CommandWord, Script, WordNode } from "./syntax.ts";
import { readSettled, readWord } from "./word.ts";

const THEN = new Set(["then"]);
const BRANCH = new Set(["elif", "else", "fi"]);
const DO = new Set(["do"]);
const DONE = new Set(["done"]);
const BRACE = new Set(["}"]);
const CASE = new Set(["esac", ";;"]);
const EMPTY: Script = { items: [] };

/** The compound command that `word` begins in front of the cursor; undefined, untouched, for any other word. */
export function readCompound(cursor: Cursor, word: string): Command | undefined {
  const start = cursor.pos;
  if (cursor.startsWith("((")) {
    const test = readTest(cursor, "))");
    if (test) return test;
  }
  if (cursor.char === "(") return nested(cursor, () => readGroup(cursor, ")"));
  switch (word) {
    case "{":
      return nested(cursor, () => readGroup(cursor, "}"));
    case "if":
      return nested(cursor, () => readIf(cursor));
    case "while":
    case "until":
      return nested(cursor, () => readWhile(cursor, word));
    case "for":
    case "select":
      return nested(cursor, () => readFor(cursor, word));
    case "case":
      return nested(cursor, () => readCase(cursor));
    case "[[":
      return readTest(cursor, "]]") ?? openTest(cursor);
    case "function":
      return readNamedFunction(cursor, start);
    default:
      return undefined;
  }
}

/** The body of a function: bash takes any compound command. */
export function readCompoundBody(cursor: Cursor): Command | undefined {
  const body = readCompound(cursor, peekReserved(cursor));
  if (!body && !cursor.problem) failUnexpected(cursor);
  return body;
}

function nested(cursor: Cursor, read: () => Command | undefined): Command | undefined {
  const empty: Command = { kind: "test", redirects: [], span: cursor.span(cursor.pos) };
  return cursor.nest(cursor.pos, empty, read);
}

/** Takes the reserved word that must come now. */
function expectWord(cursor: Cursor, word: string): void {
  if (cursor.problem) return;
  if (peekReserved(cursor) === word) cursor.pos += word.length;
  else failUnexpected(cursor);
}

/** A list that bash wants at least one command in. */
function readBody(cursor: Cursor, closer: ")" | null, until: ReadonlySet<string>): Script {
  const script = readList(cursor, closer, until);
  if (script.items.length === 0 && !cursor.problem) failUnexpected(cursor);
  return script;
}

function readGroup(cursor: Cursor, closer: ")" | "}"): Command {
  const start = cursor.pos;
  cursor.pos++;
  const script = closer === ")" ? readBody(cursor, ")", new Set()) : readBody(cursor, null, BRACE);
  if (cursor.char === closer) cursor.pos++;
  else if (!cursor.problem) failUnexpected(cursor);
  const redirects = readRedirects(cursor);
  return { kind: "group", subshell: closer === ")", script, redirects, span: cursor.span(start) };
}

function readIf(cursor: Cursor): Command {
  const start = cursor.pos;
  const scripts: Script[] = [];
  let word = "if";
  while (word !== "fi" && !cursor.problem) {
    expectWord(cursor, word);
    if (word !== "else") {
      scripts.push(readBody(cursor, null, THEN));
      expectWord(cursor, "then");
    }
    scripts.push(readBody(cursor, null, word === "else" ? new Set(["fi"]) : BRANCH));
    word = peekReserved(cursor);
  }
  expectWord(cursor, "fi");
  return finish(cursor, start, "if", null, scripts);
}

function readWhile(cursor: Cursor, keyword: string): Command {
  const start = cursor.pos;
  expectWord(cursor, keyword);
  const condition = readBody(cursor, null, DO);
  const body = readDo(cursor);
  return finish(cursor, start, keyword, null, [condition, body]);
}

function readDo(cursor: Cursor): Script {
  if (cursor.problem) return EMPTY;
  expectWord(cursor, "do");
  const body = readBody(cursor, null, DONE);
  expectWord(cursor, "done");
  return body;
}

function finish(
  cursor: Cursor,
  start: number,
  keyword: string,
  word: WordNode | null,
  scripts: readonly Script[],
): Command {
  const redirects = readRedirects(cursor);
  return { kind: "branches", keyword, word, scripts, redirects, span: cursor.span(start) };
}

function readFor(cursor: Cursor, keyword: string): Command {
  const start = cursor.pos;
  expectWord(cursor, keyword);
  skipBlanks(cursor);
  if (cursor.startsWith("((")) return readArithmeticFor(cursor, start);
  const name = cursor.take(/[A-Za-z_][A-Za-z0-9_]*(?=[ \t\n;]|$)/y);
  if (name === "") failUnexpected(cursor);
  skipLines(cursor);
  let words: CommandWord[] | null = null;
  if (peekReserved(cursor) === "in") {
    cursor.pos += 2;
    words = readWords(cursor);
  }
  skipBlanks(cursor);
  if (cursor.char === ";") cursor.pos++;
  skipLines(cursor);
  const script = peekReserved(cursor) === "{" ? readBraces(cursor) : readDo(cursor);
  const redirects = readRedirects(cursor);
  return { kind: "for", name, words, script, redirects, span: cursor.span(start) };
}

function readArithmeticFor(cursor: Cursor, start: number): Command {
  if (!readTest(cursor, "))")) failUnexpected(cursor);
  skipBlanks(cursor);
  if (cursor.char === ";") cursor.pos++;
  skipLines(cursor);
  const body = peekReserved(cursor) === "{" ? readBraces(cursor) : readDo(cursor);
  return finish(cursor, start, "for", null, [body]);
}

function readBraces(cursor: Cursor): Script {
  expectWord(cursor, "{");
  const script = readBody(cursor, null, BRACE);
  expectWord(cursor, "}");
  return script;
}

function readWords(cursor: Cursor): CommandWord[] {
  const words: CommandWord[] = [];
  for (;;) {
    skipBlanks(cursor);
    if (cursor.char === "#") skipComment(cursor);
    const at = cursor.pos;
    const word = readSettled(cursor);
    if (cursor.pos === at || cursor.problem) break;
    words.push(word);
  }
  if (!cursor.done && !";\n".includes(cursor.char)) failUnexpected(cursor);
  return words;
}

function readCase(cursor: Cursor): Command {
  const start = cursor.pos;
  expectWord(cursor, "case");
  skipBlanks(cursor);
  const word = readWord(cursor);
  skipLines(cursor);
  expectWord(cursor, "in");
  const scripts: Script[] = [];
  for (;;) {
    skipLines(cursor);
    if (cursor.done || peekReserved(cursor) === "esac") break;
    readPatterns(cursor);
    scripts.push(readList(cursor, null, CASE));
    if (peekReserved(cursor) === "esac") break;
    if (cursor.take(/;;&?|;&/y) === "") failUnexpected(cursor);
  }
  expectWord(cursor, "esac");
  return finish(cursor, start, "case", word, scripts);
}

/** `pattern | pattern )`, with or without a parenthesis before it. */
function readPatterns(cursor: Cursor): void {
  if (cursor.char === "(") cursor.pos++;
  for (;;) {
    skipBlanks(cursor);
    const at = cursor.pos;
    readWord(cursor);
    skipBlanks(cursor);
    if (cursor.problem) return;
    if (cursor.pos === at || !"|)".includes(cursor.char || " ")) {
      failUnexpected(cursor);
      return;
    }
    cursor.pos++;
    if (cursor.text[cursor.pos - 1] === ")") return;
  }
}

/** `[[ … ]]` and `(( … ))` are passed over; undefined, untouched, where the end is missing. */
function readTest(cursor: Cursor, closer: "]]" | "))"): Command | undefined {
  const start = cursor.pos;
  const end = closer === "]]" ? findTestEnd(cursor) : cursor.findDoubleClose(cursor.pos + 2);
  if (end === undefined) return undefined;
  cursor.pos = end;
  return { kind: "test", redirects: readRedirects(cursor), span: cursor.span(start, end) };
}

function openTest(cursor: Cursor): undefined {
  cursor.fail("unfinished-command", cursor.pos, cursor.pos + 2, "The test is never closed.");
}

function findTestEnd(cursor: Cursor): number | undefined {
  const start = cursor.pos;
  cursor.pos += 2;
  for (;;) {
    skipLines(cursor);
    const at = cursor.pos;
    if (peekReserved(cursor) === "]]") return at + 2;
    readWord(cursor);
    if (cursor.problem) return undefined;
    if (cursor.pos > at) continue;
    if (cursor.done) break;
    cursor.pos++;
  }
  cursor.pos = start;
  return undefined;
}

function readNamedFunction(cursor: Cursor, start: number): Command | undefined {
  cursor.pos += "function".length;
  skipBlanks(cursor);
  const name = cursor.take(/[^ \t\n|&;()<>\\'"`$]+/y);
  if (name === "") failUnexpected(cursor);
  cursor.take(/[ \t]*\([ \t]*\)/y);
  skipLines(cursor);
  const body = readCompoundBody(cursor);
  return body && { kind: "function", name, body, span: cursor.span(start) };
}
