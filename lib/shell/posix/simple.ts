import { readCompoundBody } from "./compound.ts";
import type { Cursor } from "./cursor.ts";
import { announceDocument } from "./here-document.ts";
import { failUnexpected, skipBlanks, skipLines } from "./script.ts";
import type { AssignmentNode, Command, Part, Redirect, WordNode } from "./syntax.ts";
import { readWord } from "./word.ts";

const REDIRECT = /(?:[0-9]+)?(?:<<<|<<-?|<&|<>|<(?!\()|>>|>&|>\||>(?!\())|&>>?/y;
const ASSIGNMENT = /^([A-Za-z_][A-Za-z0-9_]*)(?:\[([^\]]*)\])?(\+?)=/;

/** Assignments, words and redirections up to an operator; undefined where not one of them stands. */
export function readSimple(cursor: Cursor): Command | undefined {
  const start = cursor.pos;
  const assignments: AssignmentNode[] = [];
  const words: WordNode[] = [];
  const redirects: Redirect[] = [];
  let end = start;
  for (;;) {
    skipBlanks(cursor);
    if (cursor.char === "#" && cursor.pos > start) {
      skipComment(cursor);
      break;
    }
    const redirect = readRedirect(cursor);
    if (redirect) redirects.push(redirect);
    else {
      const at = cursor.pos;
      const word = readWord(cursor);
      if (cursor.pos === at) break;
      const assignment = words.length === 0 ? toAssignment(cursor, word) : undefined;
      if (assignment) assignments.push(assignment);
      else if (word.parts.length > 0) words.push(word);
      if (words.length === 1 && assignments.length + redirects.length === 0 && cursor.char === "(") {
        return readFunction(cursor, start, words[0]);
      }
    }
    if (cursor.problem) break;
    end = cursor.pos;
  }
  if (end === start) return undefined;
  if (cursor.char === "(" && !cursor.problem) failUnexpected(cursor);
  return { kind: "simple", assignments, words, redirects, span: cursor.span(start, end) };
}

function skipComment(cursor: Cursor): void {
  const start = cursor.pos;
  const text = cursor.take(/[^\n]+/y);
  cursor.note("comment-swallows", start, cursor.pos, { text });
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
  const written = cursor.take(REDIRECT);
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

/** The word as an assignment, if nothing up to its `=` is quoted. */
function toAssignment(cursor: Cursor, word: WordNode): AssignmentNode | undefined {
  const found = splitAssignment(word);
  if (!found) return undefined;
  const list = found.value.length === 0 && cursor.char === "(" ? readArray(cursor) : null;
  return { ...found, list, span: { start: word.span.start, end: cursor.offset(cursor.pos) } };
}

/** `name=value` taken apart; undefined for any other word. */
export function splitAssignment(
  word: WordNode,
): Pick<AssignmentNode, "name" | "index" | "append" | "value"> | undefined {
  const leading: string[] = [];
  for (const part of word.parts) {
    if (part.kind !== "text" || part.quoted) break;
    leading.push(part.value.text);
    if (part.value.text.includes("=")) break;
  }
  const match = ASSIGNMENT.exec(leading.join(""));
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
function readArray(cursor: Cursor): WordNode[] {
  const start = cursor.pos;
  const words: WordNode[] = [];
  cursor.pos++;
  for (;;) {
    skipLines(cursor);
    if (cursor.char === ")") {
      cursor.pos++;
      return words;
    }
    if (cursor.done) cursor.fail("open-substitution", start, start + 1, "This list is never closed.");
    const at = cursor.pos;
    const word = readWord(cursor);
    if (cursor.problem) return words;
    if (cursor.pos === at) {
      failUnexpected(cursor);
      return words;
    }
    words.push(word);
  }
}

/** `name() command`; the cursor stands on the parenthesis. */
function readFunction(cursor: Cursor, start: number, word: WordNode | undefined): Command | undefined {
  const paren = cursor.pos;
  cursor.pos++;
  skipBlanks(cursor);
  if (cursor.char !== ")") {
    cursor.pos = cursor.done ? cursor.pos : paren + (cursor.peek(/[^\s]/y) === "" ? 0 : cursor.pos - paren);
    failUnexpected(cursor);
    return undefined;
  }
  cursor.pos++;
  const name = (word?.parts ?? []).map((part) => (part.kind === "text" ? part.value.text : "")).join("");
  skipLines(cursor);
  const body = readCompoundBody(cursor);
  if (!body) return undefined;
  return { kind: "function", name, body, span: cursor.span(start) };
}
