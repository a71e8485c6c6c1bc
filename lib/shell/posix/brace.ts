import { sliceText } from "./simple.ts";
import type { Part } from "./syntax.ts";

/** Brace expansion multiplies; no command means to make more words than this. */
const MOST_WORDS = 20_000;
/** Nor has one more braces, commas and texts between them. */
const MOST_TOKENS = 20_000;

interface Token {
  readonly sign: "{" | "}" | "," | ".." | "";
  readonly part: Part;
}

interface Work {
  steps: number;
  parts: number;
}

/**
 * The words that `{a,b}` and `{1..3}` make of one, by bash's own way of matching braces: quoted and expanded pieces are
 * whole, a brace without comma or sequence is a character. Undefined where there would be too many.
 */
export function expandBraces(parts: readonly Part[]): readonly (readonly Part[])[] | undefined {
  const hasBrace = parts.some((part) => part.kind === "text" && !part.quoted && part.value.text.includes("{"));
  if (!hasBrace) return [parts];
  const tokens: Token[] = [];
  for (const part of parts) {
    tokenize(part, tokens);
    if (tokens.length > MOST_TOKENS) return undefined;
  }
  const work = { steps: 64 * tokens.length + 4096, parts: 0 };
  return expand(tokens, 0, tokens.length, work, 0);
}

function tokenize(part: Part, tokens: Token[]): void {
  if (part.kind !== "text" || part.quoted || part.value.text === "") {
    tokens.push({ sign: "", part });
    return;
  }
  for (const match of part.value.text.matchAll(/[{},]|\.\.|[^{},.]+|\./g)) {
    const sign = /^(?:[{},]|\.\.)$/.test(match[0]) ? (match[0] as Token["sign"]) : "";
    tokens.push({ sign, part: sliceText(part, match.index, match.index + match[0].length) });
    if (tokens.length > MOST_TOKENS) return;
  }
}

/**
 * The first `satisfy` from `at` on that stands outside of inner braces. A closing brace counts only behind a comma or a
 * sequence of its own.
 */
function find(tokens: readonly Token[], from: number, at: number, end: number, satisfy: string, work: Work): number {
  let level = 0;
  let commas = satisfy === "}" ? 0 : 1;
  for (let i = at; i < end; i++) {
    if (--work.steps < 0) return -1;
    const sign = tokens[i]?.sign;
    if (sign === satisfy && level === 0 && commas > 0) {
      const isAlone = sign === "{" && i === from && (i + 1 === end || tokens[i + 1]?.sign === "}");
      if (!isAlone) return i;
      continue;
    }
    if (sign === "{") level++;
    else if (sign === "}" && level > 0) level--;
    else if (satisfy === "}" && level === 0) {
      if (sign === "," || (sign === ".." && tokens[i + 1]?.sign !== "}")) commas++;
    }
  }
  return -1;
}

function expand(tokens: readonly Token[], from: number, end: number, work: Work, depth: number): Part[][] | undefined {
  let results: Part[][] = [[]];
  let start = from;
  // A loop over what follows each pair of braces; only their inside is a recursion.
  for (;;) {
    const pair = depth < 100 ? findPair(tokens, start, end, work) : undefined;
    if (!pair) return multiply(results, [partsOf(tokens, start, end)], work);
    const inside = expandInside(tokens, pair, work, depth);
    if (inside === "literal" && pair.close + 1 === end) {
      return multiply(results, [partsOf(tokens, start, end)], work);
    }
    if (!inside) return undefined;
    const middle = inside === "literal" ? [partsOf(tokens, pair.open, pair.close + 1)] : inside;
    const before = multiply(results, [partsOf(tokens, start, pair.open)], work);
    const next = before && multiply(before, middle, work);
    if (!next) return undefined;
    results = next;
    start = pair.close + 1;
    if (start === end) return results;
  }
}

interface Pair {
  readonly open: number;
  readonly close: number;
}

function findPair(tokens: readonly Token[], from: number, end: number, work: Work): Pair | undefined {
  for (let at = from; at < end; ) {
    const open = find(tokens, from, at, end, "{", work);
    if (open < 0) return undefined;
    const close = find(tokens, from, open + 1, end, "}", work);
    if (close >= 0) return { open, close };
    at = open + 1;
  }
  return undefined;
}

function expandInside(
  tokens: readonly Token[],
  pair: Pair,
  work: Work,
  depth: number,
): Part[][] | "literal" | undefined {
  const inside = tokens.slice(pair.open + 1, pair.close);
  if (!inside.some(({ sign }) => sign === ",")) {
    const sequence = expandSequence(tokens, pair);
    return sequence === null ? "literal" : sequence;
  }
  const results: Part[][] = [];
  let start = 0;
  for (;;) {
    const comma = find(inside, start, start, inside.length, ",", work);
    const stop = comma < 0 ? inside.length : comma;
    const expanded = expand(inside, start, stop, work, depth + 1);
    if (!expanded) return undefined;
    for (const parts of expanded) results.push(parts);
    if (comma < 0) return results;
    start = comma + 1;
  }
}

function partsOf(tokens: readonly Token[], start: number, end: number): Part[] {
  return tokens.slice(start, end).map(({ part }) => part);
}

/** Each of `left` followed by each of `right`. */
function multiply(left: readonly Part[][], right: readonly Part[][], work: Work): Part[][] | undefined {
  if (left.length * right.length > MOST_WORDS) return undefined;
  const results: Part[][] = [];
  for (const head of left) {
    for (const tail of right) {
      work.parts += head.length + tail.length;
      if (work.parts > 2_000_000) return undefined;
      results.push([...head, ...tail]);
    }
  }
  return results;
}

const SEQUENCE = /^([+-]?\d+|[A-Za-z])\.\.([+-]?\d+|[A-Za-z])(?:\.\.([+-]?\d+))?$/;

/** `{1..9..2}` and `{a..e}`; null where the braces hold no sequence, undefined where it is too long. */
function expandSequence(tokens: readonly Token[], pair: Pair): Part[][] | null | undefined {
  const inside = partsOf(tokens, pair.open + 1, pair.close);
  if (inside.some((part) => part.kind !== "text" || part.quoted)) return null;
  const match = SEQUENCE.exec(inside.map((part) => (part.kind === "text" ? part.value.text : "")).join(""));
  if (!match) return null;
  const [, from = "", to = "", step] = match;
  const isNumber = /\d/.test(from);
  if (isNumber !== /\d/.test(to)) return null;
  const first = isNumber ? Number(from) : from.charCodeAt(0);
  const last = isNumber ? Number(to) : to.charCodeAt(0);
  const by = Math.abs(Number(step ?? "1")) || 1;
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || !Number.isSafeInteger(by)) return null;
  const open = tokens[pair.open]?.part.span.start ?? 0;
  const close = tokens[pair.close]?.part.span.end ?? 0;
  const count = Math.floor(Math.abs(last - first) / by) + 1;
  if (count > MOST_WORDS) return undefined;
  const width = isNumber && (isPadded(from) || isPadded(to)) ? Math.max(from.length, to.length) : 0;
  return Array.from({ length: count }, (_, i) => {
    const value = first + (first <= last ? i : -i) * by;
    const text = isNumber ? pad(value, width) : String.fromCharCode(value);
    const span = { start: open, end: close };
    return [
      { kind: "text", value: { text, pieces: [{ text, origin: { door: "text", ...span } }] }, span, quoted: false },
    ];
  });
}

function isPadded(number: string): boolean {
  return /^[+-]?0\d/.test(number);
}

function pad(value: number, width: number): string {
  const digits = String(Math.abs(value));
  return value < 0 ? `-${digits.padStart(width - 1, "0")}` : digits.padStart(width, "0");
}
