import { findGiven, type Given } from "../../text/given.ts";
import { concat, fromPieces, type Traced } from "../../text/traced.ts";
import type { Word } from "../reading.ts";
import { expandText, expandWord, expandWords } from "./expand.ts";
import type { Scope, Variable } from "./scope.ts";
import type { Shell } from "./shell.ts";
import { splitAssignment } from "./simple.ts";
import type { AssignmentNode, CommandWord } from "./syntax.ts";

/** `export A=b C`: the assignments take hold, the rest is let be. */
export function runDeclaration(shell: Shell, scope: Scope, words: readonly CommandWord[]): void {
  for (const word of words.slice(1)) {
    const assignment = "parts" in word ? splitAssignment(word) : undefined;
    if (assignment) assign(shell, scope, { ...assignment, list: null, span: word.span });
    else expandWord(shell, scope, word, []);
  }
}

/** Sets a variable as `A=b`, `A+=b` and `A=(b c)` do, and returns its value. */
export function assign(shell: Shell, scope: Scope, node: AssignmentNode): Traced {
  const old = scope.find(node.name);
  if (node.list) {
    const values = expandWords(shell, scope, node.list).map(({ value }) => value);
    const before = node.append && old.kind === "list" ? old.values : [];
    scope.set(node.name, { kind: "list", values: [...before, ...values] });
    return values[0] ?? fromPieces([]);
  }
  const value = nameUnknown(expandText(shell, scope, node.value, true), node, shell.given);
  if (node.index !== null || old.kind === "list") {
    scope.set(node.name, setElement(old, node, value));
    return value;
  }
  const before = node.append ? valueBefore(old, node) : fromPieces([]);
  const whole = concat(before, value);
  shell.spend(whole.text.length + whole.pieces.length, node.span);
  scope.set(node.name, { kind: "value", value: whole });
  return whole;
}

function setElement(old: Variable, node: AssignmentNode, value: Traced): Variable {
  const index = Number(node.index ?? "0");
  if (old.kind === "unknown" || !Number.isInteger(index) || index < 0 || index > 999) return { kind: "unknown" };
  const values = old.kind === "list" ? [...old.values] : old.kind === "value" ? [old.value] : [];
  while (values.length < index) values.push(fromPieces([]));
  values[index] = node.append ? concat(values[index] ?? fromPieces([]), value) : value;
  return { kind: "list", values };
}

function valueBefore(variable: Variable, node: AssignmentNode): Traced {
  if (variable.kind === "value") return variable.value;
  if (variable.kind !== "unknown") return fromPieces([]);
  const { span, name } = node;
  return fromPieces([{ text: `$${name}`, origin: { door: "text", ...span }, unknown: name }]);
}

/** A value that is one command's output is better known by the variable's name than by the command. */
function nameUnknown(value: Traced, node: AssignmentNode, given: Given): Traced {
  const [piece] = value.pieces;
  if (value.pieces.length !== 1 || !piece?.unknown || !/^[$`<>]\(?/.test(piece.unknown)) return value;
  return findGiven(given, node.name, piece.origin) ?? fromPieces([{ ...piece, unknown: node.name }]);
}

function namesIn(words: readonly Word[]): string[] {
  return words.slice(1).map(({ value }) => value.text);
}

/** The builtins that change variables or end the shell; true if `words` was one of them. */
export function runBuiltin(shell: Shell, scope: Scope, words: readonly Word[]): boolean {
  switch (words[0]?.value.text) {
    case "unset":
      for (const name of namesIn(words)) if (!name.startsWith("-")) scope.set(name, { kind: "unset" });
      return true;
    case "read":
    case "mapfile":
    case "readarray":
      for (const name of namesIn(words)) if (/^[A-Za-z_]\w*$/.test(name)) scope.set(name, { kind: "unknown" });
      return true;
    case "set":
      if (words[1]?.value.text === "--") scope.positional = words.slice(2).map(({ value }) => value);
      return true;
    case "shift":
      scope.positional = scope.positional?.slice(Number(words[1]?.value.text ?? "1")) ?? null;
      return true;
    case "exit":
    case "return":
      shell.stopped = true;
      return true;
    default:
      return false;
  }
}
