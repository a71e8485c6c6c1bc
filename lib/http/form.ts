import { decodeBytes, encodeBytes } from "../text/bytes.ts";
import type { Span } from "../text/span.ts";
import { NOTHING, rewrite, slicer, type Traced } from "../text/traced.ts";

/** One pair of an application/x-www-form-urlencoded text: as sent and as read. */
export interface FormPair {
  readonly raw: Traced;
  readonly name: Traced;
  readonly value: Traced;
  /** False if no `=` stands in the pair; the value is then empty. */
  readonly hasEquals: boolean;
}

/** No server takes as many pairs: PHP reads 1,000 of them, ASP.NET 1,024, Tomcat 10,000 at most. */
export const MOST_PAIRS = 10_000;

/**
 * The WHATWG application/x-www-form-urlencoded parser, with origins. Never fails: any text is some list of pairs, of which
 * the first `MOST_PAIRS` are read.
 */
export function parseForm(body: Traced): FormPair[] {
  const { text } = body;
  const take = slicer(body);
  const raws = new RawPairs(body);
  const pairs: FormPair[] = [];
  for (let start = 0; start < text.length && pairs.length < MOST_PAIRS; ) {
    const next = text.indexOf("&", start);
    const end = next < 0 ? text.length : next;
    if (end > start) {
      const equals = text.indexOf("=", start);
      const hasEquals = equals >= 0 && equals < end;
      const name = decodeComponent(take(start, hasEquals ? equals : end));
      const value = hasEquals ? decodeComponent(take(equals + 1, end)) : NOTHING;
      raws.spans.push({ start, end });
      pairs.push(new Pair(name, value, hasEquals, raws, pairs.length));
    }
    start = end + 1;
  }
  return pairs;
}

/** The pairs as sent, cut out when the first of them is asked for. */
class RawPairs {
  /** Where each pair stands in the body. */
  readonly spans: Span[] = [];
  private readonly body: Traced;
  private pairs: readonly Traced[] | null = null;

  constructor(body: Traced) {
    this.body = body;
  }

  at(index: number): Traced {
    if (!this.pairs) {
      const take = slicer(this.body);
      this.pairs = this.spans.map(({ start, end }) => take(start, end));
    }
    return this.pairs[index] ?? NOTHING;
  }
}

class Pair implements FormPair {
  readonly name: Traced;
  readonly value: Traced;
  readonly hasEquals: boolean;
  private readonly raws: RawPairs;
  private readonly index: number;

  constructor(name: Traced, value: Traced, hasEquals: boolean, raws: RawPairs, index: number) {
    this.name = name;
    this.value = value;
    this.hasEquals = hasEquals;
    this.raws = raws;
    this.index = index;
  }

  get raw(): Traced {
    return this.raws.at(this.index);
  }
}

const ENCODED = /\+|(?:%[0-9A-Fa-f]{2})+/g;

/** `+` is a blank, each run of %XX its bytes; a `%` that no two hex digits follow stays. */
export function decodeComponent(value: Traced): Traced {
  return rewrite(value, ENCODED, (match) => (match === "+" ? " " : decodePercent(match)));
}

function decodePercent(run: string): string {
  const bytes = new Uint8Array(run.length / 3);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(run.slice(i * 3 + 1, i * 3 + 3), 16);
  return decodeBytes(bytes);
}

/** As `decodeComponent`, for plain text. */
export function decodeFormText(text: string): string {
  return text.replace(ENCODED, (match) => (match === "+" ? " " : decodePercent(match)));
}

/** The application/x-www-form-urlencoded serializer of the URL standard for one name or value: a blank becomes `+`. */
export function encodeComponent(text: string): string {
  let out = "";
  for (const byte of encodeBytes(text)) {
    const char = String.fromCharCode(byte);
    if (/[A-Za-z0-9*\-._]/.test(char)) out += char;
    else if (byte === 0x20) out += "+";
    else out += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return out;
}

export function formatForm(pairs: readonly (readonly [name: string, value: string])[]): string {
  return pairs.map(([name, value]) => `${encodeComponent(name)}=${encodeComponent(value)}`).join("&");
}
