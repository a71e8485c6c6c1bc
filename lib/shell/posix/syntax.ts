import type { Span } from "../../text/span.ts";
import type { Traced } from "../../text/traced.ts";
import type { Word } from "../reading.ts";

/** `${…}` taken apart. `operator` is "" for a plain expansion and "length" for `${#X}`; `index` stands in brackets. */
export interface Parameter {
  readonly name: string;
  readonly operator: string;
  readonly operand: readonly Part[];
  /** True if nothing in the operand is quoted or expanded. */
  readonly isPlain: boolean;
  readonly index: string | null;
}

/**
 * A piece of a word. `quoted` pieces are neither split nor matched against files; a quoted piece of no text keeps its word
 * alive. `written` is the source text of what is expanded.
 */
export type Part =
  | { readonly kind: "text"; readonly value: Traced; readonly span: Span; readonly quoted: boolean }
  | {
      readonly kind: "parameter";
      readonly parameter: Parameter;
      readonly written: string;
      readonly span: Span;
      readonly quoted: boolean;
    }
  | {
      readonly kind: "command";
      readonly script: Script;
      readonly written: string;
      readonly span: Span;
      readonly quoted: boolean;
    }
  | {
      readonly kind: "arithmetic";
      readonly expression: string;
      readonly written: string;
      readonly span: Span;
      readonly quoted: boolean;
    }
  /** What the shell replaces by something that no text can tell: `<(…)`, `${!X}`. */
  | {
      readonly kind: "opaque";
      readonly name: string;
      readonly written: string;
      readonly span: Span;
      readonly quoted: boolean;
    }
  /** `${…}` that bash calls a bad substitution when it comes to it. */
  | { readonly kind: "bad"; readonly written: string; readonly span: Span; readonly quoted: boolean };

export interface WordNode {
  readonly parts: readonly Part[];
  readonly span: Span;
  /** True if braces, tildes or patterns in it may make another word of it. */
  readonly expands: boolean;
}

/** A word of a command; one in which nothing is expanded is settled while it is read. */
export type CommandWord = Word | WordNode;

export interface AssignmentNode {
  readonly name: string;
  readonly index: string | null;
  readonly append: boolean;
  /** The parts behind `=`, or the words of `=( … )`. */
  readonly value: readonly Part[];
  readonly list: readonly CommandWord[] | null;
  readonly span: Span;
}

export interface HereDocument {
  /** Filled in when the line ends; empty as long as the body has not been read. */
  parts: readonly Part[];
  readonly delimiter: string;
  readonly quoted: boolean;
  readonly stripTabs: boolean;
  readonly span: Span;
}

export interface Redirect {
  readonly operator: string;
  readonly fd: number | null;
  readonly target: WordNode;
  readonly document: HereDocument | null;
  readonly span: Span;
}

export interface Operator {
  readonly operator: string;
  readonly span: Span;
}

export type Command =
  | {
      readonly kind: "simple";
      readonly assignments: readonly AssignmentNode[];
      readonly words: readonly CommandWord[];
      /** True if the words behind the first may be assignments; none of them is settled then. */
      readonly declares: boolean;
      readonly redirects: readonly Redirect[];
      readonly span: Span;
    }
  | {
      readonly kind: "group";
      readonly subshell: boolean;
      readonly script: Script;
      readonly redirects: readonly Redirect[];
      readonly span: Span;
    }
  /** `if`, `while`, `until` and `case`: which of the scripts runs, the text does not tell. */
  | {
      readonly kind: "branches";
      readonly keyword: string;
      readonly word: WordNode | null;
      readonly scripts: readonly Script[];
      readonly redirects: readonly Redirect[];
      readonly span: Span;
    }
  | {
      readonly kind: "for";
      readonly name: string;
      readonly words: readonly CommandWord[] | null;
      readonly script: Script;
      readonly redirects: readonly Redirect[];
      readonly span: Span;
    }
  | { readonly kind: "function"; readonly name: string; readonly body: Command; readonly span: Span }
  /** `[[ … ]]` and `(( … ))`. */
  | { readonly kind: "test"; readonly redirects: readonly Redirect[]; readonly span: Span };

export interface Pipeline {
  readonly negated: boolean;
  readonly stages: readonly { readonly command: Command; readonly pipe: Operator | null }[];
}

export interface AndOr {
  readonly links: readonly { readonly pipeline: Pipeline; readonly operator: Operator | null }[];
  /** `;` or `&`; null where the line or the script ends. */
  readonly endedBy: Operator | null;
}

export interface Script {
  readonly items: readonly AndOr[];
}
