import { BACKSLASH, HASH, isEnd, isQuote, LINE_FEED, SPACE, TAB } from "./characters.ts";
import { readCompound } from "./compound.ts";
import type { Cursor } from "./cursor.ts";
import { readDocuments } from "./here-document.ts";
import { readSimple } from "./simple.ts";
import type { AndOr, Command, Operator, Pipeline, Script } from "./syntax.ts";

/** Words that only stand where another one has opened a compound command. */
const CLOSERS = new Set(["then", "else", "elif", "fi", "do", "done", "esac", "}"]);
/** The length of the longest reserved word. */
const LONGEST = "function".length;
const NO_WORDS: ReadonlySet<string> = new Set();

/** Blanks and line ends that a backslash takes away. */
export function skipBlanks(cursor: Cursor): void {
  const { text } = cursor;
  let at = cursor.pos;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === SPACE || code === TAB) at++;
    else if (code === BACKSLASH && text.charCodeAt(at + 1) === LINE_FEED) at += 2;
    else break;
  }
  cursor.pos = at;
}

/** The word in front of the cursor if it could be a reserved one: short, and nothing of it quoted or expanded. */
export function peekReserved(cursor: Cursor): string {
  const { text, pos } = cursor;
  const last = pos + LONGEST;
  let at = pos;
  while (at <= last && !isEnd(text.charCodeAt(at))) at++;
  if (at > last || at === pos || isQuote(text.charCodeAt(at))) return "";
  return text.slice(pos, at);
}

/** A comment, up to the end of its line. */
export function skipComment(cursor: Cursor): void {
  const end = cursor.text.indexOf("\n", cursor.pos);
  cursor.pos = end < 0 ? cursor.text.length : end;
}

/** Blanks, comments and line ends; here-documents are read where their line ends. True if a line has ended. */
export function skipLines(cursor: Cursor): boolean {
  let ended = false;
  for (;;) {
    skipBlanks(cursor);
    const { code } = cursor;
    if (code === HASH) skipComment(cursor);
    else if (code === LINE_FEED) {
      endLine(cursor);
      ended = true;
    } else return ended;
  }
}

export function endLine(cursor: Cursor): void {
  cursor.pos++;
  readDocuments(cursor);
}

/** Fails on what stands in front of the cursor, as bash does: "syntax error near unexpected token". */
export function failUnexpected(cursor: Cursor): void {
  if (cursor.done) {
    cursor.fail("unfinished-command", cursor.pos, cursor.pos, "The text ends in the middle of a command.");
    return;
  }
  const token = cursor.peek(/\n|&&|\|\||;;&?|;&|<<<|<<-?|>>|[<>]&|&>>?|[|&;()<>]|[^ \t\n|&;()<>]+/y);
  const shown = token === "\n" ? "the end of the line" : `\`${token}'`;
  cursor.fail("syntax", cursor.pos, cursor.pos + token.length, `The shell does not expect ${shown} here.`);
}

/**
 * A list of commands up to `closer` or one of the reserved words in `until`, which stay in front of the cursor.
 * `onLine` is told how many commands were complete each time a line ends.
 */
export function readList(
  cursor: Cursor,
  closer: ")" | null,
  until: ReadonlySet<string> = NO_WORDS,
  onLine?: (count: number) => void,
): Script {
  const items: AndOr[] = [];
  for (;;) {
    const ended = skipLines(cursor);
    if (cursor.problem) break;
    if (ended) onLine?.(items.length);
    if (cursor.done || (closer !== null && cursor.char === closer)) break;
    if (until.size > 0 && (until.has(peekReserved(cursor)) || (until.has(";;") && cursor.startsWith(";;")))) break;
    const links = readLinks(cursor);
    skipBlanks(cursor);
    if (cursor.code === HASH) skipComment(cursor);
    const endedBy = readSeparator(cursor);
    items.push({ links, endedBy });
    if (endedBy || cursor.done || cursor.char === "\n") continue;
    if (closer !== null && cursor.char === closer) continue;
    if (until.has(";;") && (cursor.startsWith(";;") || cursor.startsWith(";&"))) continue;
    failUnexpected(cursor);
  }
  // What is announced on a last line without an end has no body.
  if (cursor.done && !cursor.problem) readDocuments(cursor);
  return { items };
}

function readSeparator(cursor: Cursor): Operator | null {
  const { char } = cursor;
  if (char !== ";" && char !== "&") return null;
  const next = cursor.text[cursor.pos + 1];
  if (next === "&" || (char === ";" && next === ";")) return null;
  return takeOperator(cursor, char);
}

function takeOperator(cursor: Cursor, operator: string): Operator {
  const start = cursor.pos;
  cursor.pos += operator.length;
  return { operator, span: cursor.span(start) };
}

function readLinks(cursor: Cursor): AndOr["links"] {
  const links: { pipeline: Pipeline; operator: Operator | null }[] = [];
  for (;;) {
    const pipeline = readPipeline(cursor);
    skipBlanks(cursor);
    const written = cursor.startsWith("&&") ? "&&" : cursor.startsWith("||") ? "||" : null;
    const operator = written && takeOperator(cursor, written);
    links.push({ pipeline, operator });
    if (!operator) return links;
    skipLines(cursor);
  }
}

function readPipeline(cursor: Cursor): Pipeline {
  let negated = false;
  let prefixed = false;
  for (;;) {
    const word = peekReserved(cursor);
    if (word !== "!" && word !== "time") break;
    cursor.pos += word.length;
    prefixed = true;
    if (word === "!") negated = !negated;
    skipBlanks(cursor);
    if (word === "time" && peekReserved(cursor) === "-p") {
      cursor.pos += 2;
      skipBlanks(cursor);
    }
  }
  const stages: { command: Command; pipe: Operator | null }[] = [];
  if (prefixed && (cursor.done || ";\n".includes(cursor.char))) return { negated, stages };
  for (;;) {
    const command = readCommand(cursor);
    if (!command) return { negated, stages };
    skipBlanks(cursor);
    const isPipe = cursor.char === "|" && !cursor.startsWith("||");
    const pipe = isPipe ? takeOperator(cursor, cursor.startsWith("|&") ? "|&" : "|") : null;
    stages.push({ command, pipe });
    if (!pipe) return { negated, stages };
    skipLines(cursor);
  }
}

/** One command; undefined, with a problem, where none begins. */
export function readCommand(cursor: Cursor): Command | undefined {
  cursor.count(cursor.pos);
  const word = peekReserved(cursor);
  // A negation begins a pipeline, not a command inside of one.
  const command = CLOSERS.has(word) || word === "!" ? undefined : (readCompound(cursor, word) ?? readSimple(cursor));
  if (!command) failUnexpected(cursor);
  return command;
}
