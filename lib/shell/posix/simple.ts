import { HASH, OPEN } from "./characters.ts";
import { readCompoundBody } from "./compound.ts";
import type { Cursor } from "./cursor.ts";
import { announceDocument } from "./here-document.ts";
import { failUnexpected, skipBlanks, skipComment, skipLines } from "./script.ts";
import type { AssignmentNode, Command, CommandWord, Part, Redirect, WordNode } from "./syntax.ts";
import { readSettled, readWord, settle } from "./word.ts";

const REDIRECT = /(?:[0-9]+)?(?:<<<|<<-?|<&|<>|<(?!\()|>>|>&|>\||>(?!\())|&>>?/y;
const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)(?:\[([^\]]*)\])?(\+?)=/;

/** Assignments, words and redirections up to an operator; undefined where not one of them stands. */
export function readSimple(cursor: Cursor): Command | undefined {
  const start = cursor.pos;
  const assignments: AssignmentNode[] = [];
  const words: CommandWord[] = [];
  const redirects: Redirect[] = [];
  let first: WordNode | undefined;
  let declares = false;
  let end = start;
  for (;;) {
    skipBlanks(cursor);
    if (cursor.code === HASH && cursor.pos > start) {
      noteComment(cursor);
      break;
    }
    const redirect = readRedirect(cursor);
    if (redirect) redirects.push(redirect);
    else {
      const at = cursor.pos;
      const word = first && !declares ? readSettled(cursor) : readWord(cursor);
      if (cursor.pos === at) break;
      const assignment = first || "value" in word ? undefined : toAssignment(cursor, word);
      if (assignment) assignments.push(assignment);
      else if ("value" in word) words.push(word);
      else if (word.parts.length > 0) {
        // What `export` and its like are given are assignments, of which only the parts tell.
        if (!first) declares = isDeclaration(word);
        words.push(first || declares ? word : settle(cursor, word));
        first ??= word;
      }
      if (words.length === 1 && first && assignments.length + redirects.length === 0 && cursor.code === OPEN) {
        return readFunction(cursor, start, first);
      }
    }
    if (cursor.problem) break;
    end = cursor.pos;
  }
  if (end === start) return undefined;
  if (cursor.char === "(" && !cursor.problem) failUnexpected(cursor);
  return { kind: "simple", assignments, words, redirects, declares, span: cursor.span(start, end) };
}

function noteComment(cursor: Cursor): void {
  const start = cursor.pos;
  skipComment(cursor);
  cursor.note("comment-swallows", start, cursor.pos, { text: cursor.slice(start) });
}

/** The redirections behind a compound command. */
export function readRedirects(cursor: Cursor): Redirect[] {
  const redirects: Redirect[] = [];
  for (;;) {
    skipBlanks(cursor);
    const redirect = readRedirect(cursor);
    if (!redirect) return redirects;
    redirects.push(redirect);
  }
}

function readRedirect(cursor: Cursor): Redirect | undefined {
  const start = cursor.pos;
  const written = mayRedirect(cursor.code) ? cursor.take(REDIRECT) : "";
  if (written === "") return undefined;
  const digits = /^[0-9]*/.exec(written)?.[0] ?? "";
  const operator = written.slice(digits.length);
  skipBlanks(cursor);
  const at = cursor.pos;
  const target = readWord(cursor);
  if (cursor.pos === at) {
    if (!cursor.problem) failUnexpected(cursor);
    return undefined;
  }
  if (operator === "<<<") cursor.note("dash-here-string", start, cursor.pos);
  const document = /^<<-?$/.test(operator) ? announceDocument(cursor, target, at, operator) : null;
  return { operator, fd: digits === "" ? null : Number(digits), target, document, span: cursor.span(start) };
}

/** True for a digit, `&`, `<` and `>`. */
function mayRedirect(code: number): boolean {
  return (code >= 48 && code <= 57) || code === 38 || code === 60 || code === 62;
}

const DECLARATIONS = new Set(["export", "declare", "typeset", "local", "readonly"]);

/** True for the builtins whose words bash reads as assignments. */
export function isDeclaration({ parts }: WordNode): boolean {
  const part = parts[0];
  return parts.length === 1 && part?.kind === "text" && DECLARATIONS.has(part.value.text);
}

/** The word as an assignment, if nothing up to its `=` is quoted. */
function toAssignment(cursor: Cursor, word: WordNode): AssignmentNode | undefined {
  const found = splitAssignment(word);
  if (!found) return undefined;
  const list = found.value.length === 0 && cursor.char === "(" ? readArray(cursor) : null;
  return { ...found, list, span: { start: word.span.start, end: cursor.offset(cursor.pos) } };
}

/** `name=value` taken apart; undefined for any other word. */
export function splitAssignment(
  word: Pick<WordNode, "parts">,
): Pick<AssignmentNode, "name" | "index" | "append" | "value"> | undefined {
  let leading = "";
  for (const part of word.parts) {
    if (part.kind !== "text" || part.quoted) break;
    leading += part.value.text;
    if (part.value.text.includes("=")) break;
  }
  const match = leading.includes("=") ? ASSIGNMENT.exec(leading) : null;
  if (!match) return undefined;
  const name = match[1] ?? "";
  return { name, index: match[2] ?? null, append: match[3] === "+", value: dropLeading(word.parts, match[0].length) };
}

/** The parts without their first `count` characters. */
export function dropLeading(parts: readonly Part[], count: number): Part[] {
  const rest = [...parts];
  let left = count;
  while (left > 0) {
    const first = rest.shift();
    if (first?.kind !== "text") break;
    const { text } = first.value;
    if (text.length > left) rest.unshift(sliceText(first, left));
    left -= text.length;
  }
  return rest;
}

export function sliceText(
  part: Extract<Part, { kind: "text" }>,
  start: number,
  end = part.value.text.length,
): Extract<Part, { kind: "text" }> {
  const text = part.value.text.slice(start, end);
  const isExact = part.span.end - part.span.start === part.value.text.length;
  const span = isExact ? { start: part.span.start + start, end: part.span.start + end } : part.span;
  return { ...part, span, value: { text, pieces: [{ text, origin: { door: "text", ...span } }] } };
}

/** The words of `=( … )`; the cursor stands on the parenthesis. */
function readArray(cursor: Cursor): CommandWord[] {
  const start = cursor.pos;
  const words: CommandWord[] = [];
  cursor.pos++;
  for (;;) {
    skipLines(cursor);
    if (cursor.char === ")") {
      cursor.pos++;
      return words;
    }
    if (cursor.done) cursor.fail("open-substitution", start, start + 1, "This list is never closed.");
    const at = cursor.pos;
    const word = readSettled(cursor);
    if (cursor.problem) return words;
    if (cursor.pos === at) {
      failUnexpected(cursor);
      return words;
    }
    words.push(word);
  }
}

/** `name() command`; the cursor stands on the parenthesis. */
function readFunction(cursor: Cursor, start: number, word: WordNode): Command | undefined {
  const paren = cursor.pos;
  cursor.pos++;
  skipBlanks(cursor);
  if (cursor.char !== ")") {
    cursor.pos = cursor.done ? cursor.pos : paren + (cursor.peek(/[^\s]/y) === "" ? 0 : cursor.pos - paren);
    failUnexpected(cursor);
    return undefined;
  }
  cursor.pos++;
  const name = word.parts.map((part) => (part.kind === "text" ? part.value.text : "")).join("");
  skipLines(cursor);
  const body = readCompoundBody(cursor);
  if (!body) return undefined;
  return { kind: "function", name, body, span: cursor.span(start) };
}
