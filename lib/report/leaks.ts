import type { Replaced } from "./book.ts";
import { insidesOf } from "./inside.ts";
import type { Redaction } from "./redact.ts";
import { keptWords } from "./stand-in.ts";
import { trackOutsideEscapes } from "./tracked.ts";

/** How much of a secret must not be left, in characters. */
const SHORTEST = 6;
const DEEPEST = 4;

/** A piece of an original value that still stands in a text. */
export interface Leak {
  /** Which value: its name. */
  readonly name: string;
  /** Of the outermost text, from 1. */
  readonly line: number;
  /** The encodings it stands in, the outermost first; none: it stands there as it is. */
  readonly inside: readonly string[];
}

/** Every piece of six characters of the originals that no public word holds, and whose it is. */
export type Pieces = ReadonlyMap<string, string>;

export function toPieces(replaced: readonly Replaced[], publicWords: readonly string[]): Pieces {
  const pieces = new Map<string, string>();
  for (const { name, value: whole, isExact } of replaced) {
    // A JWT's header and the names of its claims stay; the values inside stand in the list by themselves.
    if (name === "JWT") continue;
    const value = isExact ? whole : whole.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
    const open = [...publicWords, ...keptWords(value)].join("\n");
    // Credentials are known as the header holds them, and stand in a program as they were before the form encoder.
    for (const one of value.includes("%") ? [value, decodeForm(value)] : [value]) {
      for (let i = 0; i + SHORTEST <= one.length; i++) {
        const piece = one.slice(i, i + SHORTEST);
        if (!/^(.)\1*$|^\s*$/s.test(piece) && !open.includes(piece)) pieces.set(piece, name);
      }
    }
  }
  return pieces;
}

function decodeForm(value: string): string {
  return new URLSearchParams(`value=${value.replaceAll("&", "%26")}`).get("value") ?? "";
}

/** Where pieces of the originals still stand in the text, as they are or in any encoding. */
export function findLeaks(text: string, pieces: Pieces): Leak[] {
  const leaks: Leak[] = [];
  const look = (inner: string, inside: readonly string[], line: number | null) => {
    for (let i = 0; i + SHORTEST <= inner.length; i++) {
      const name = pieces.get(inner.slice(i, i + SHORTEST));
      if (name !== undefined) leaks.push({ name, line: line ?? lineOf(text, i), inside });
    }
    if (inside.length >= DEEPEST) return;
    for (const each of insidesOf(inner)) look(each.text, [...inside, each.kind], line ?? lineOf(text, each.start));
  };
  look(text, [], null);
  const seen = new Set<string>();
  return leaks.filter((leak) => {
    const key = JSON.stringify(leak);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function lineOf(text: string, at: number): number {
  let line = 1;
  for (let i = text.indexOf("\n"); i >= 0 && i < at; i = text.indexOf("\n", i + 1)) line++;
  return line;
}

/** The redaction with one more character changed in each piece that is left: runs of odd characters, which stand-ins keep. */
export function withoutLeaks(redaction: Redaction): Redaction {
  const pieces = toPieces(redaction.replaced, redaction.publicWords);
  if (pieces.size === 0) return redaction;
  return {
    ...redaction,
    text: breakPieces(redaction.text, pieces, DEEPEST),
    reply: breakPieces(redaction.reply, pieces, DEEPEST),
  };
}

function breakPieces(text: string, pieces: Pieces, depth: number): string {
  let changed = text;
  for (let i = 0; i + SHORTEST <= changed.length; i++) {
    const piece = changed.slice(i, i + SHORTEST);
    if (!pieces.has(piece)) continue;
    const at = breakingPlace(piece);
    if (at === undefined) continue;
    changed = changed.slice(0, i + at) + replacementFor(piece[at] ?? "") + changed.slice(i + at + 1);
  }
  if (depth === 0) return changed;
  for (const inside of insidesOf(changed)) {
    const inner = breakPieces(inside.text, pieces, depth - 1);
    if (inner === inside.text) continue;
    const units = changed.split("");
    for (const [at, char] of inside.edits(inner)) units[at] = char;
    changed = units.join("");
  }
  return changed;
}

/** The last character whose change no shell and no format takes amiss. */
function breakingPlace(piece: string): number | undefined {
  const free = trackOutsideEscapes(piece).at.at(-1);
  if (free !== undefined) return free;
  const odd = Math.max(...[..."!#*+,-./:;=?@_~|<>()[]{}$%&^"].map((char) => piece.lastIndexOf(char)));
  return odd >= 0 ? odd : undefined;
}

function replacementFor(char: string): string {
  if (/\d/.test(char)) return char === "0" ? "1" : "0";
  if (/[A-Za-z]/.test(char)) return char === "x" ? "y" : "x";
  return char === "." ? "_" : ".";
}
