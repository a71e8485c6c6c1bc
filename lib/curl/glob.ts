import { concatAll, hullOrigin, NOTHING, slice, type Traced } from "../text/traced.ts";
import { isIpv6 } from "./host.ts";
import { maskUnknowns, rewriteKnown } from "./opaque.ts";

/** More requests than this are not spelled out; `count` still tells how many curl would send. */
const SHOWN = 100;
const PATTERNS = 100;

/** The URLs that one URL with braces and brackets stands for. */
export type GlobResult =
  | { readonly ok: true; readonly urls: readonly Traced[]; readonly count: number }
  | { readonly ok: false; readonly reason: string; readonly at: number };

interface Pattern {
  readonly size: number;
  readonly item: (index: number) => Traced;
}

class GlobProblem {
  readonly reason: string;
  readonly at: number;

  constructor(reason: string, at: number) {
    this.reason = reason;
    this.at = at;
  }
}

/** Expands `{a,b}` and `[1-3]` as curl does, the rightmost running fastest; `at` of a problem counts in the URL. */
export function expandGlob(url: Traced): GlobResult {
  const masked = maskUnknowns(url);
  if (!/[{}[\]]/.test(masked)) return { ok: true, urls: [url], count: 1 };
  const patterns: Pattern[] = [];
  let at = 0;
  while (at < masked.length) {
    const read = readLiteral(url, masked, at);
    const next = read ?? (masked[at] === "{" ? readSet(url, masked, at) : readRange(url, masked, at));
    if (next instanceof GlobProblem) return { ok: false, reason: next.reason, at: next.at };
    patterns.push(next.pattern);
    if (patterns.length >= PATTERNS) return { ok: false, reason: "too many globs", at: next.end };
    at = next.end;
  }
  const count = patterns.reduce((product, { size }) => product * size, 1);
  if (count > Number.MAX_SAFE_INTEGER) return { ok: false, reason: "range overflow", at: 0 };
  const urls: Traced[] = [];
  for (let index = 0; index < Math.min(count, SHOWN); index++) urls.push(pick(patterns, index));
  return { ok: true, urls, count };
}

function pick(patterns: readonly Pattern[], index: number): Traced {
  let rest = index;
  const parts: Traced[] = [];
  for (let i = patterns.length - 1; i >= 0; i--) {
    const pattern = patterns[i];
    if (!pattern) continue;
    parts.unshift(pattern.item(rest % pattern.size));
    rest = Math.floor(rest / pattern.size);
  }
  return concatAll(parts);
}

type Read = { readonly pattern: Pattern; readonly end: number } | GlobProblem;

/** Plain text up to the next brace or bracket; undefined if there is none here. */
function readLiteral(url: Traced, masked: string, start: number): Read | undefined {
  let at = start;
  while (at < masked.length && masked[at] !== "{") {
    const char = masked[at];
    if (char === "[") {
      const skip = literalBrackets(masked, at);
      if (skip === 0) break;
      at += skip;
    } else if (char === "}" || char === "]") return new GlobProblem("unmatched close brace/bracket", at);
    else at += char === "\\" && /[{}[\]]/.test(masked[at + 1] ?? "") ? 2 : 1;
  }
  if (at === start) return undefined;
  const text = rewriteKnown(slice(url, start, at), /\\[{}[\]]/g, (pair) => pair.slice(1));
  return { pattern: { size: 1, item: () => text }, end: at };
}

/** How long brackets are that mean themselves: an IPv6 address, or nothing inside. */
function literalBrackets(masked: string, at: number): number {
  const end = masked.indexOf("]", at);
  if (end < 0) return 0;
  const inside = masked.slice(at + 1, Math.min(end, at + 128)).replace(/%(?:25)?[^\]]{1,15}$/, "");
  if (end - at < 127 && isIpv6(inside)) return end - at + 1;
  return end === at + 1 ? 2 : 0;
}

/** `{a,b}`; a backslash takes any meaning from what follows. */
function readSet(url: Traced, masked: string, start: number): Read {
  const ends: number[] = [];
  let at = start + 1;
  for (; ; at++) {
    const char = masked[at];
    if (char === undefined) return new GlobProblem("unmatched brace", start);
    if (char === "{" || char === "[") return new GlobProblem("nested brace", at);
    if (char === "]") return new GlobProblem("unexpected close bracket", at);
    if (char === "}" && at === start + 1) return new GlobProblem("empty string within braces", at);
    if (char === "}" || char === ",") ends.push(at);
    if (char === "}") break;
    if (char === "\\" && at + 1 < masked.length) at++;
  }
  const item = (index: number): Traced => {
    const from = index === 0 ? start + 1 : (ends[index - 1] ?? start) + 1;
    const to = ends[index] ?? from;
    return from === to ? NOTHING : rewriteKnown(slice(url, from, to), /\\[\s\S]/g, (pair) => pair.slice(1));
  };
  return { pattern: { size: ends.length, item }, end: at + 1 };
}

function readRange(url: Traced, masked: string, start: number): Read {
  const text = masked.slice(start, start + 128);
  const letters = /^\[([A-Za-z])-([\s\S])(?::(\d+))?\]/.exec(text);
  const numbers = /^\[(\d+)-[ \t]*(\d+)(?::(\d+))?\]/.exec(text);
  const match = letters ?? numbers;
  if (!match) {
    const begins = /^\[[A-Za-z\d]/.test(text);
    return new GlobProblem(begins ? "bad range" : "bad range specification", start + 1);
  }
  const value = (word: string) => (letters ? (word.codePointAt(0) ?? 0) : Number(word));
  const first = value(match[1] ?? "");
  const last = value(match[2] ?? "");
  const step = Number(match[3] ?? 1);
  const isBad =
    step < 1 ||
    (first === last ? step !== 1 : first > last || step > last - first) ||
    (letters !== null && last - first > 25) ||
    last > 2 ** 63;
  if (isBad) return new GlobProblem("bad range", start + 1);
  const width = numbers && match[1]?.startsWith("0") ? (match[1]?.length ?? 0) : 0;
  const end = start + match[0].length;
  const origin = hullOrigin(slice(url, start, end)) ?? { door: "added", by: "curl" };
  const item = (index: number): Traced => {
    const number = first + index * step;
    const written = letters ? String.fromCodePoint(number) : String(number).padStart(width, "0");
    return { text: written, pieces: [{ text: written, origin }] };
  };
  return { pattern: { size: Math.floor((last - first) / step) + 1, item }, end };
}
