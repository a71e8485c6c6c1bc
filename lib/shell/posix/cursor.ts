import type { Span } from "../../text/span.ts";
import { type Traced, traced } from "../../text/traced.ts";
import type { ShellNote, ShellProblem } from "../reading.ts";
import type { HereDocument, Part, Script } from "./syntax.ts";

/** Deeper nesting than any command has; it keeps the reader's own stack from running out. */
const DEEPEST = 200;
/** More pieces (commands, expansions, runs of text) than any text has that somebody wrote; each costs more than its few characters. */
const MOST = 40_000;
/** Of what is only remarked, the first so many are enough. */
const MOST_NOTES = 5_000;

/** Reads the commands up to the `)` that closes a substitution, or up to the end. */
export type ScriptReader = (cursor: Cursor, closer: ")" | null) => Script;

/** What all cursors of one reading share. */
interface Shared {
  readonly notes: ShellNote[];
  readonly readScript: ScriptReader;
  /** The parts of the words that are being read: a word inside of another stands above it. */
  readonly parts: Part[];
  /** How many commands, expansions and runs of text were read. */
  count: number;
}

/**
 * A place in a text that is being read. The text may be one that the shell made out of the pasted one (the inside of
 * backticks, a here-document without its tabs); `offsets` then tells where each character stands in the pasted text. A
 * problem moves the cursor to the end, so that every reader comes to its own end.
 */
export class Cursor {
  pos = 0;
  problem: ShellProblem | null = null;
  readonly pending: HereDocument[] = [];
  /** Where the last line begins that bash fetched in the middle of a single-quoted text; -1 for none. */
  fetchedInQuote = -1;
  /** What is special in the run that was taken last (`characters.ts`). */
  marks = 0;
  readonly text: string;
  private readonly shared: Shared;
  private readonly offsets: readonly number[] | null;
  private depth: number;
  private looks: number;

  private constructor(text: string, offsets: readonly number[] | null, shared: Shared, depth: number) {
    this.text = text;
    this.offsets = offsets;
    this.shared = shared;
    this.depth = depth;
    this.looks = 4 * text.length + 4096;
  }

  /** At the start of the pasted text. */
  static at(source: string, notes: ShellNote[], readScript: ScriptReader): Cursor {
    return new Cursor(source, null, { notes, readScript, parts: [], count: 0 }, 0);
  }

  /** A cursor on a derived text; `offsets`, one for each character and one for the end, count in this cursor's text. */
  derive(text: string, offsets: readonly number[]): Cursor {
    const absolute = this.offsets ? offsets.map((offset) => this.offset(offset)) : offsets;
    return new Cursor(text, absolute, this.shared, this.depth + 1);
  }

  get notes(): ShellNote[] {
    return this.shared.notes;
  }

  /** Where readers put the parts that they have read. */
  get parts(): Part[] {
    return this.shared.parts;
  }

  /** Takes away the parts that were put there since they were `base` many. */
  takeParts(base: number): Part[] {
    const { parts } = this.shared;
    const taken = parts.slice(base);
    parts.length = base;
    return taken;
  }

  get done(): boolean {
    return this.pos >= this.text.length;
  }

  get char(): string {
    return this.text[this.pos] ?? "";
  }

  /** The code of the character in front; NaN at the end. */
  get code(): number {
    return this.text.charCodeAt(this.pos);
  }

  startsWith(text: string): boolean {
    return this.text.startsWith(text, this.pos);
  }

  /** What a sticky pattern matches here; the cursor stays. */
  peek(pattern: RegExp): string {
    pattern.lastIndex = this.pos;
    return pattern.exec(this.text)?.[0] ?? "";
  }

  /** What a sticky pattern matches here; the cursor moves behind it. */
  take(pattern: RegExp): string {
    const match = this.peek(pattern);
    this.pos += match.length;
    return match;
  }

  offset(pos: number): number {
    if (!this.offsets) return pos;
    return this.offsets[pos] ?? this.offsets.at(-1) ?? 0;
  }

  span(start: number, end = this.pos): Span {
    return { start: this.offset(start), end: this.offset(end) };
  }

  slice(start: number, end = this.pos): string {
    return this.text.slice(start, end);
  }

  /** `text` as what stands from `start` to `end` means. */
  traced(text: string, start: number, end = this.pos): Traced {
    return traced(text, { door: "text", start: this.offset(start), end: this.offset(end) });
  }

  note(kind: string, start: number, end: number, data?: Readonly<Record<string, string>>): void {
    if (this.notes.length >= MOST_NOTES) return;
    this.notes.push(data ? { kind, span: this.span(start, end), data } : { kind, span: this.span(start, end) });
  }

  fail(kind: string, start: number, end: number, message: string): void {
    this.problem ??= { kind, span: this.span(start, end), message };
    this.pos = this.text.length;
  }

  /**
   * Where the parentheses that open in front of `from` close; undefined where the inner
   * one closes alone, or none does. All looks ahead together are bounded, so that nesting costs no square.
   */
  findDoubleClose(from: number): number | undefined {
    const paren = /[()]/g;
    paren.lastIndex = from;
    let level = 2;
    for (let match = paren.exec(this.text); match; match = paren.exec(this.text)) {
      level += match[0] === "(" ? 1 : -1;
      if (level === 1 && match[0] === ")") {
        this.looks -= match.index - from;
        return this.text[match.index + 1] === ")" ? match.index + 2 : undefined;
      }
      if (match.index - from > this.looks) break;
    }
    this.looks = 0;
    return undefined;
  }

  /** Counts a command, an expansion or a run of text that begins at `start`; fails where there are too many. */
  count(start: number): void {
    if (++this.shared.count > MOST) {
      this.fail("too-large", start, start + 1, "There are more pieces of commands here than can be followed.");
    }
  }

  /** The commands up to `closer`, read one level deeper. */
  readScript(cursor: Cursor, closer: ")" | null): Script {
    return this.shared.readScript(cursor, closer);
  }

  /** Runs `read` one level deeper, or fails where the nesting has no end. */
  nest<T>(start: number, empty: T, read: () => T): T {
    if (this.depth >= DEEPEST) {
      this.fail("too-deep", start, start + 1, "The nesting is deeper than can be followed.");
      return empty;
    }
    this.depth++;
    const value = read();
    this.depth--;
    return value;
  }
}
