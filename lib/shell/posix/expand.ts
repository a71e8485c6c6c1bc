import { findGiven } from "../../text/given.ts";
import { addedBy, addPiece, fromPieces, type Piece, type Traced } from "../../text/traced.ts";
import type { Word } from "../reading.ts";
import { joinBytes } from "./ansi-c.ts";
import { evaluateArithmetic } from "./arithmetic.ts";
import { expandBraces } from "./brace.ts";
import { resolveParameter } from "./parameter-value.ts";
import type { Scope } from "./scope.ts";
import type { Shell } from "./shell.ts";
import type { CommandWord, Part, WordNode } from "./syntax.ts";
import { expandTildes } from "./tilde.ts";

/** The fields that a word is being taken apart into. */
class Fields {
  readonly out: Traced[] = [];
  private pieces: Piece[] = [];
  private open = false;

  /** `keep`: even without text the field counts. */
  add(value: Traced, keep: boolean): void {
    for (const piece of value.pieces) addPiece(this.pieces, piece);
    if (keep || value.pieces.length > 0) this.open = true;
  }

  /** Ends the field; an empty one only counts where `force` or a quote says so. */
  end(force = false): void {
    if (this.open || force) this.out.push(joinBytes(fromPieces(this.pieces)));
    this.pieces = [];
    this.open = false;
  }
}

/** The words that the words of a command become. */
export function expandWords(shell: Shell, scope: Scope, words: readonly CommandWord[]): Word[] {
  const expanded: Word[] = [];
  for (const word of words) expandWord(shell, scope, word, expanded);
  return expanded;
}

/** Adds to `into` all the words that one word of a command becomes. */
export function expandWord(shell: Shell, scope: Scope, word: CommandWord, into: Word[]): void {
  if ("value" in word) {
    shell.spend(word.value.text.length + 4, word.span);
    if (!shell.stopped) into.push(word);
    return;
  }
  const expanded = expandBraces(word.parts);
  if (!expanded) {
    shell.fail("too-large", word.span, "The braces make more words than can be followed.");
    return;
  }
  if (expanded.length > 1) shell.note("brace-expansion", word.span, { count: String(expanded.length) });
  for (const parts of expanded) {
    const fields = new Fields();
    addParts(shell, scope, expandTildes(shell, parts, "word"), fields, true);
    fields.end();
    shell.spend(4 * fields.out.length, word.span);
    noteGlobs(shell, word, parts);
    for (const value of fields.out) into.push({ value, span: word.span });
  }
}

/** A text that is neither split nor brace-expanded: the value of an assignment, a here-string, a here-document. */
export function expandText(shell: Shell, scope: Scope, parts: readonly Part[], isAssignment = false): Traced {
  const fields = new Fields();
  addParts(shell, scope, isAssignment ? expandTildes(shell, parts, "value") : parts, fields, false);
  fields.end(true);
  return fields.out[0] ?? fromPieces([]);
}

function addParts(shell: Shell, scope: Scope, parts: readonly Part[], fields: Fields, split: boolean): void {
  for (const part of parts) {
    if (shell.stopped) return;
    addPart(shell, scope, part, fields, split);
  }
}

function addPart(shell: Shell, scope: Scope, part: Part, fields: Fields, split: boolean): void {
  switch (part.kind) {
    case "text":
      shell.spend(part.value.text.length, part.span);
      fields.add(part.value, part.quoted);
      return;
    case "parameter":
      addParameter(shell, scope, part, fields, split);
      return;
    case "command": {
      shell.note("substitution", part.span, { written: part.written, quotes: part.quoted ? "double" : "none" });
      const output = shell.capture(shell, part.script, scope);
      if (output) addValue(shell, scope, output, part, fields, split);
      else addUnknown(shell, scope, part.written, part, fields, split);
      return;
    }
    case "arithmetic": {
      shell.note("substitution", part.span, { written: part.written, quotes: part.quoted ? "double" : "none" });
      const number = evaluateArithmetic(part.expression, scope);
      if (number === undefined) fields.add(unknownOf(part.written, part), true);
      else fields.add({ text: number, pieces: [{ text: number, origin: { door: "text", ...part.span } }] }, true);
      return;
    }
    case "opaque":
      fields.add(unknownOf(part.name, part), true);
      return;
    case "bad":
      shell.fail("bad-substitution", part.span, `${part.written}: bad substitution.`);
  }
}

function unknownOf(name: string, part: Extract<Part, { written: string }>): Traced {
  return fromPieces([{ text: part.written, origin: { door: "text", ...part.span }, unknown: name }]);
}

/** A value that the text does not tell: what was given for it, split as any other, else an unknown in one piece. */
function addUnknown(
  shell: Shell,
  scope: Scope,
  name: string,
  part: Extract<Part, { written: string; quoted: boolean }>,
  fields: Fields,
  split: boolean,
): void {
  const given = findGiven(shell.given, name, { door: "text", ...part.span });
  if (given) addValue(shell, scope, given, part, fields, split);
  else fields.add(unknownOf(name, part), true);
}

function addParameter(
  shell: Shell,
  scope: Scope,
  part: Extract<Part, { kind: "parameter" }>,
  fields: Fields,
  split: boolean,
): void {
  const { name } = part.parameter;
  const expandOperand = () => expandText(shell, scope, part.parameter.operand);
  const resolved = resolveParameter(scope, part.parameter, expandOperand);
  const known = resolved.kind === "unknown" ? "false" : "true";
  shell.note("expansion", part.span, { name, quotes: part.quoted ? "double" : "none", known });
  switch (resolved.kind) {
    case "unknown":
      addUnknown(shell, scope, resolved.name, part, fields, split);
      return;
    case "operand":
      if (resolved.assigns) scope.set(name, { kind: "value", value: expandOperand() });
      for (const inner of part.parameter.operand) {
        if (inner.kind === "text" && !inner.quoted) addValue(shell, scope, inner.value, inner, fields, split);
        else addPart(shell, scope, inner, fields, split);
      }
      if (part.quoted) fields.add(fromPieces([]), true);
      return;
    case "failure":
      shell.fail("unset-parameter", part.span, `${part.written} ends the command: the variable is not set.`);
      return;
    case "value":
      addValue(shell, scope, resolved.value, part, fields, split);
      return;
    case "list":
      resolved.values.forEach((value, i) => {
        if (i > 0 && split && (part.quoted ? !resolved.joined : true)) fields.end();
        else if (i > 0) fields.add(addedBy("shell", resolved.joined ? (separatorsOf(scope)[0] ?? "") : " "), true);
        addValue(shell, scope, value, part, fields, split);
      });
  }
}

function addValue(
  shell: Shell,
  scope: Scope,
  value: Traced,
  part: Extract<Part, { quoted: boolean }>,
  fields: Fields,
  split: boolean,
): void {
  shell.spend(value.text.length + 4 * value.pieces.length, part.span);
  if (part.quoted || !split) fields.add(value, part.quoted);
  else splitValue(value, separatorsOf(scope), fields);
}

function separatorsOf(scope: Scope): string {
  const variable = scope.find("IFS");
  return variable.kind === "value" ? variable.value.text : " \t\n";
}

/** Field splitting (POSIX 2.6.5). What is unknown is not split: nobody can tell where. */
function splitValue(value: Traced, separators: string, fields: Fields): void {
  let blank = false;
  for (const piece of value.pieces) {
    if (piece.unknown !== undefined) {
      if (blank) fields.end();
      blank = false;
      fields.add(fromPieces([piece]), true);
      continue;
    }
    const isExact = piece.origin.door === "text" && piece.origin.end - piece.origin.start === piece.text.length;
    let start = 0;
    const flush = (end: number) => {
      if (end === start) return;
      const { origin } = piece;
      const cut =
        isExact && origin.door === "text"
          ? { ...origin, start: origin.start + start, end: origin.start + end }
          : origin;
      fields.add(fromPieces([{ text: piece.text.slice(start, end), origin: cut }]), true);
    };
    for (let i = 0; i < piece.text.length; i++) {
      const char = piece.text[i] ?? "";
      if (!separators.includes(char)) {
        if (blank) fields.end();
        blank = false;
        continue;
      }
      flush(i);
      start = i + 1;
      if (" \t\n".includes(char)) blank = true;
      else {
        fields.end(!blank);
        blank = false;
        // Blanks around a separator belong to it.
        while (start < piece.text.length && isBlankSeparator(piece.text[start] ?? "", separators)) start++;
        i = start - 1;
      }
    }
    flush(piece.text.length);
  }
  if (blank) fields.end();
}

function isBlankSeparator(char: string, separators: string): boolean {
  return " \t\n".includes(char) && separators.includes(char);
}

/** Where zsh (and fish) refuse a word that bash passes on as it is. */
function noteGlobs(shell: Shell, word: WordNode, parts: readonly Part[]): void {
  for (const part of parts) {
    if (part.kind !== "text" || part.quoted) continue;
    const character = /[?*[]/.exec(part.value.text)?.[0];
    if (character === undefined) continue;
    shell.note("zsh-no-match", part.span, { character });
    break;
  }
  const first = parts[0];
  if (first?.kind === "text" && !first.quoted && /^=[^=]/.test(first.value.text)) shell.note("zsh-equals", word.span);
}
