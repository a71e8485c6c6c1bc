import { findGiven, type Given } from "../../text/given.ts";
import type { Span } from "../../text/span.ts";
import { fromPieces, type Piece, type Traced } from "../../text/traced.ts";
import type { ShellCommand, ShellNote, ShellProblem, ShellValue } from "../reading.ts";

export type Version = "powershell" | "pwsh";

/** A value while it is worked on: an encoding, and the bytes that its `GetBytes` makes of a text on their way to base64. */
export type Value =
  | ShellValue
  | { readonly kind: "encoding"; readonly name: string; readonly span: Span }
  | { readonly kind: "bytes"; readonly text: Traced; readonly span: Span };

/** True for what a cmdlet can be handed. */
export function isShellValue(value: Value): value is ShellValue {
  return value.kind !== "bytes" && value.kind !== "encoding";
}

const DEEPEST = 100;
/** More pieces of text and remarks than any script has that somebody wrote. */
const MOST = 20_000;

/** The text, the place in it, and what has been found out so far. A problem moves the place to the end. */
export class Reader {
  pos = 0;
  problem: ShellProblem | null = null;
  readonly commands: ShellCommand[] = [];
  readonly notes: ShellNote[] = [];
  /** By lower-case name, `env:` included. */
  readonly variables = new Map<string, Value>();
  /** `curl` and `wget` where the text takes them from Invoke-WebRequest. */
  readonly removedAliases = new Set<string>();
  readonly text: string;
  readonly version: Version;
  private readonly given: Given;
  private depth = 0;
  private count = 0;
  private budget: number;

  constructor(text: string, version: Version, given: Given) {
    this.text = text;
    this.given = given;
    this.version = version;
    this.budget = 4 * text.length + 500_000;
  }

  get char(): string {
    return this.text[this.pos] ?? "";
  }

  get done(): boolean {
    return this.pos >= this.text.length;
  }

  peek(pattern: RegExp): string {
    pattern.lastIndex = this.pos;
    return pattern.exec(this.text)?.[0] ?? "";
  }

  take(pattern: RegExp): string {
    const match = this.peek(pattern);
    this.pos += match.length;
    return match;
  }

  span(start: number, end = this.pos): Span {
    return { start, end };
  }

  piece(text: string, start: number, end = this.pos): Piece {
    if (++this.count > MOST)
      this.fail("too-large", start, start + 1, "There are more pieces here than can be followed.");
    return { text, origin: { door: "text", start, end } };
  }

  traced(text: string, start: number, end = this.pos): Traced {
    return fromPieces([this.piece(text, start, end)]);
  }

  textValue(value: Traced, start: number): Value {
    return { kind: "text", value, span: this.span(start) };
  }

  /** What no text can tell, by the name that it goes by, or the value that was given for it. */
  unknown(name: string, start: number): Value {
    const written = this.text.slice(start, this.pos);
    const piece = { ...this.piece(written, start), unknown: name.length > 80 ? `${name.slice(0, 79)}…` : name };
    const given = findGiven(this.given, piece.unknown, piece.origin);
    return this.textValue(given ?? fromPieces([piece]), start);
  }

  note(kind: string, start: number, end: number, data?: Readonly<Record<string, string>>): void {
    if (this.notes.length < MOST)
      this.notes.push(data ? { kind, span: { start, end }, data } : { kind, span: { start, end } });
  }

  fail(kind: string, start: number, end: number, message: string): void {
    this.problem ??= { kind, span: { start, end: Math.min(end, this.text.length) }, message };
    this.pos = this.text.length;
  }

  /** Counts the length of values that are put together; a short text must not make an endless one. */
  spend(value: Traced, start: number): void {
    this.budget -= value.text.length + 4 * value.pieces.length;
    if (this.budget < 0) this.fail("too-large", start, start, "What this expands to is too large to follow.");
  }

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

/** A value as text, as string interpolation and native arguments show it; undefined for tables and bytes. */
export function asText(value: Value): Traced | undefined {
  if (value.kind === "text") return value.value;
  const { start, end } = value.span;
  if (value.kind === "flag") {
    return fromPieces([{ text: value.on ? "True" : "False", origin: { door: "text", start, end } }]);
  }
  if (value.kind !== "list") return undefined;
  const texts = value.items.map(asText);
  const pieces = texts.flatMap((text, i) => [
    ...(i > 0 ? [{ text: " ", origin: { door: "added", by: "PowerShell" } } as const] : []),
    ...(text?.pieces ?? []),
  ]);
  return texts.every((text) => text !== undefined) ? fromPieces(pieces) : undefined;
}
