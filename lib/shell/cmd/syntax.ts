import type { Given } from "../../text/given.ts";
import type { Span } from "../../text/span.ts";
import type { ShellNote } from "../reading.ts";
import type { Unit } from "../unit.ts";

/** An operator behind a command: `&`, `&&`, `|`, `||`. */
export interface Operator {
  readonly operator: string;
  readonly span: Span;
}

/** What is handed over, its redirections taken out, carets gone, quotes still there. */
export interface SimpleNode {
  readonly kind: "simple";
  readonly units: readonly Unit[];
  readonly input: readonly Unit[] | null;
  readonly span: Span;
}

export interface BlockNode {
  readonly kind: "block";
  readonly items: readonly CmdItem[];
  readonly input: readonly Unit[] | null;
  readonly span: Span;
}

/** `left == right` and the like; of `defined`, `exist` and `errorlevel` only `right` says something. */
export interface CmdTest {
  readonly operator: string;
  readonly left: readonly Unit[];
  readonly right: readonly Unit[];
  readonly ignoreCase: boolean;
  readonly negated: boolean;
}

export interface IfNode {
  readonly kind: "if";
  readonly test: CmdTest;
  readonly body: readonly CmdItem[];
  readonly otherwise: readonly CmdItem[];
  readonly span: Span;
}

/** `mode` is the letter of the switch in lower case, empty for the plain loop. */
export interface ForNode {
  readonly kind: "for";
  readonly mode: string;
  readonly options: string;
  readonly variable: string;
  readonly set: readonly Unit[];
  readonly body: readonly CmdItem[];
  readonly span: Span;
}

export type CmdNode = SimpleNode | BlockNode | IfNode | ForNode;

export interface CmdItem {
  readonly node: CmdNode;
  readonly endedBy: Operator | null;
}

export interface LineContext {
  readonly notes: ShellNote[];
  /** The units of the next line, for a caret or an open block at the end of this one; undefined behind the last. */
  readonly nextLine: () => Unit[] | undefined;
}

/** What parts words for cmd.exe itself. */
export const DELIMITERS = " \t,;=";

export function isDelimiter(unit: Unit | undefined): boolean {
  return unit !== undefined && unit.unknown === undefined && unit.text !== "" && DELIMITERS.includes(unit.text);
}

/** True for this character where it stands in the text, not in a value that is not known. */
export function isChar(unit: Unit | undefined, char: string): boolean {
  return unit?.unknown === undefined && unit?.text === char;
}

/** A value that the text does not tell, written as it stands there, or what was given for it. */
export function unknownUnits(given: Given, unknown: string, text: string, span: Span): readonly Unit[] {
  const value = given.get(unknown);
  return value ? [...value].map((char) => ({ text: char, span })) : [{ text, span, unknown }];
}

export function hullOfUnits(units: readonly Unit[]): Span {
  return { start: units[0]?.span.start ?? 0, end: Math.max(units[0]?.span.end ?? 0, units.at(-1)?.span.end ?? 0) };
}
