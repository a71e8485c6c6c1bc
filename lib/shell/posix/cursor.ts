import type { Span } from "../../text/span.ts";
import { type Traced, traced } from "../../text/traced.ts";
import type { ShellNote, ShellProblem } from "../reading.ts";
import type { HereDocument, Script } from "./syntax.ts";

/** Deeper nesting than any command has; it keeps the reader's own stack from running out. */
const DEEPEST = 200;

/** Reads the commands up to the `)` that closes a substitution, or up to the end. */
export type ScriptReader = (cursor: Cursor, closer: ")" | null) => Script;

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
  readonly text: string;
  readonly notes: ShellNote[];
  readonly readScript: ScriptReader;
  private readonly offsets: readonly number[] | number;
  private depth: number;
  private looks: number;

  /** `offsets`: one for each character and one for the end, or the distance that all share. */
  constructor(
    text: string,
    offsets: readonly number[] | number,
    notes: ShellNote[],
    readScript: ScriptReader,
    depth = 0,
  ) {
    this.text = text;
    this.offsets = offsets;
    this.notes = notes;
    this.readScript = readScript;
    this.depth = depth;
    this.looks = 4 * text.length + 4096;
  }

  /** A cursor on a derived text; `offsets` count in this cursor's text. */
  derive(text: string, offsets: readonly number[]): Cursor {
    const absolute = offsets.map((offset) => this.offset(offset));
    return new Cursor(text, absolute, this.notes, this.readScript, this.depth + 1);
  }

  get done(): boolean {
    return this.pos >= this.text.length;
  }

  get char(): string {
    return this.text[this.pos] ?? "";
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
    if (typeof this.offsets === "number") return pos + this.offsets;
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
    return traced(text, { door: "text", ...this.span(start, end) });
  }

  note(kind: string, start: number, end: number, data?: Readonly<Record<string, string>>): void {
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
