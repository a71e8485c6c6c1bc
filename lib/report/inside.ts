import { decodeBytes, encodeBytes } from "../text/bytes.ts";

/** A text that stands encoded inside another, and how a change of it (as long as it is) changes the outer one. */
export interface Inside {
  readonly text: string;
  readonly kind: "percent" | "string" | "html" | "quoting" | "base64" | "hex";
  /** Where it stands in the outer text. */
  readonly start: number;
  readonly end: number;
  /** The outer text's characters that change, by offset; what cannot be written in place is left out. */
  edits(changed: string): (readonly [at: number, char: string])[];
}

/** All readings of a text as something encoded. Each is smaller than the text, so that looking inside comes to an end. */
export function insidesOf(text: string): Inside[] {
  return [
    ...byUnits(text, "percent", /(?:%[0-9A-Fa-f]{2})+/g, decodePercent),
    ...byUnits(text, "string", STRING_ESCAPE, decodeStringEscape),
    ...byUnits(text, "html", /&(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|quot|amp|lt|gt|apos);/g, decodeEntity),
    ...byUnits(text, "quoting", QUOTING, () => [{ text: "", write: () => undefined }]),
    ...base64Runs(text),
    ...hexRuns(text),
  ];
}

/** What shells take away: quotes, and what stands before a character that is meant as it is. */
const QUOTING = /\$?["'“”‘’]|[\\^`](?=[^\sA-Za-z0-9])|\\\r?\n/g;

/** One escape: the characters it stands for, and the same notation for others. */
interface Unit {
  readonly text: string;
  write(chars: string): string | undefined;
}

function byUnits(text: string, kind: Inside["kind"], pattern: RegExp, decode: (match: string) => Unit[]): Inside[] {
  let inner = "";
  let last = 0;
  const units: { start: number; at: number; source: string; unit: Unit | null }[] = [];
  const plain = (end: number) => {
    if (end > last) units.push({ start: inner.length, at: last, source: text.slice(last, end), unit: null });
    inner += text.slice(last, end);
    last = end;
  };
  for (const match of text.matchAll(pattern)) {
    plain(match.index);
    let at = match.index;
    const decoded = decode(match[0]);
    const each = match[0].length / decoded.length;
    for (const unit of decoded) {
      const length = decoded.length === 1 ? match[0].length : Math.round(each);
      const size = sizeOf(unit, length);
      units.push({ start: inner.length, at, source: text.slice(at, at + size), unit });
      inner += unit.text;
      at += size;
    }
    last = match.index + match[0].length;
  }
  if (units.every(({ unit }) => unit === null)) return [];
  plain(text.length);
  const edits = (changed: string) =>
    units.flatMap(({ start, at, source, unit }) => {
      const before = inner.slice(start, start + (unit?.text.length ?? source.length));
      const after = changed.slice(start, start + before.length);
      if (before === after) return [];
      const written = unit ? unit.write(after) : after;
      return written?.length === source.length ? differences(source, written, at) : [];
    });
  return [{ text: inner, kind, start: 0, end: text.length, edits }];
}

function sizeOf(unit: Unit, length: number): number {
  return "size" in unit && typeof unit.size === "number" ? unit.size : length;
}

function differences(before: string, after: string, at: number): (readonly [number, string])[] {
  const found: (readonly [number, string])[] = [];
  for (let i = 0; i < before.length; i++) if (before[i] !== after[i]) found.push([at + i, after[i] ?? ""]);
  return found;
}

/** A run of %XX as characters, each with as many of them as it has bytes. */
function decodePercent(run: string): (Unit & { size: number })[] {
  const bytes = Uint8Array.from(run.slice(1).split("%"), (hex) => Number.parseInt(hex, 16));
  const isLower = /[a-f]/.test(run);
  return [...decodeBytes(bytes)].map((char) => ({
    text: char,
    size: encodeBytes(char).length * 3,
    write: (chars) => {
      const hex = [...encodeBytes(chars)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
      return isLower ? hex : hex.toUpperCase();
    },
  }));
}

const STRING_ESCAPE = /\\(?:u[0-9A-Fa-f]{4}|u\{[0-9A-Fa-f]{1,6}\}|x[0-9A-Fa-f]{2}|[0-7]{3}|[abefnrtv"'`\\/$^!])/g;
const NAMED: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  e: "\u001b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

function decodeStringEscape(source: string): Unit[] {
  const [, kind = ""] = source;
  const number = (digits: string, radix: number, width: number, head: string): Unit => ({
    text: String.fromCharCode(Number.parseInt(digits, radix)),
    write: (chars) => head + chars.charCodeAt(0).toString(radix).padStart(width, "0"),
  });
  if (source[2] === "{") return [braced(source)];
  if (kind === "u") return [number(source.slice(2), 16, 4, "\\u")];
  if (kind === "x") return [number(source.slice(2), 16, 2, "\\x")];
  if (source.length === 4) return [number(source.slice(1), 8, 3, "\\")];
  return [{ text: NAMED[kind] ?? kind, write: () => undefined }];
}

function braced(source: string): Unit {
  const digits = source.slice(3, -1);
  const code = Math.min(Number.parseInt(digits, 16), 0x10ffff);
  const write = (chars: string) => `\\u{${(chars.codePointAt(0) ?? 0).toString(16).padStart(digits.length, "0")}}`;
  return { text: String.fromCodePoint(code), write };
}

const ENTITIES: Readonly<Record<string, string>> = { quot: '"', amp: "&", lt: "<", gt: ">", apos: "'" };

function decodeEntity(entity: string): Unit[] {
  const name = entity.slice(1, -1);
  const named = ENTITIES[name];
  if (named !== undefined) return [{ text: named, write: () => undefined }];
  const [radix, digits, head] = /^#x/i.test(name) ? [16, name.slice(2), "&#x"] : [10, name.slice(1), "&#"];
  const code = Number.parseInt(digits, radix);
  if (code > 0xffff || (code >= 0xd800 && code <= 0xdfff)) return [{ text: "\ufffd", write: () => undefined }];
  return [
    {
      text: String.fromCharCode(code),
      write: (chars) => `${head}${chars.charCodeAt(0).toString(radix).padStart(digits.length, "0")};`,
    },
  ];
}

/** Base64 in either alphabet, padded or not, broken over lines or not. */
const BASE64 = /[A-Za-z0-9+/_-]{8,}(?:(?:\\r|\\n|\s){1,8}[A-Za-z0-9+/_-]{4,})*={0,2}/g;

function base64Runs(text: string): Inside[] {
  return [...text.matchAll(BASE64)].flatMap((match) => {
    const whole = readBase64(match[0], match.index);
    if (whole) return [whole];
    // Lines, words of prose, or a path that runs into it.
    const words = [...match[0].matchAll(/[A-Za-z0-9+/_-]{8,}={0,2}/g)];
    return words.flatMap((word) => {
      for (let skip = 0; skip < 4; skip++) {
        const found = readBase64(word[0].slice(skip), match.index + word.index + skip);
        if (found) return [found];
      }
      const tail = /[-/_]([A-Za-z0-9+/]{8,}={0,2})$/.exec(word[0])?.[1];
      const found = tail && readBase64(tail, match.index + word.index + word[0].length - tail.length);
      return found ? [found] : [];
    });
  });
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

function readBase64(source: string, start: number): Inside | undefined {
  const places: number[] = [];
  let digits = "";
  for (let i = 0; i < source.length; i++) {
    const char = source[i] === "-" ? "+" : source[i] === "_" ? "/" : (source[i] ?? "");
    if (char === "\\") i++;
    else if (ALPHABET.includes(char)) {
      digits += char;
      places.push(i);
    }
  }
  if (digits.length % 4 === 1) return undefined;
  const binary = atob(digits);
  const text = decodeBytes(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
  if (text.length < 4 || !isText(text)) return undefined;
  const edits = (changed: string) => {
    const bytes = encodeBytes(changed);
    if (bytes.length !== binary.length) return [];
    const again = btoa(String.fromCharCode(...bytes)).replace(/=+$/, "");
    return places.flatMap((place, i) => {
      // What the last digit holds beyond the bytes stays behind.
      if (again[i] === digits[i] || (i === places.length - 1 && sameBits(again[i], digits[i], digits.length)))
        return [];
      const char = again[i] ?? "";
      const isUrl = /[-_]/.test(source);
      return [[start + place, isUrl ? char.replace("+", "-").replace("/", "_") : char] as const];
    });
  };
  return { text, kind: "base64", start, end: start + source.length, edits };
}

function sameBits(a = "", b = "", length: number): boolean {
  const spare = length % 4 === 2 ? 4 : length % 4 === 3 ? 2 : 0;
  return ALPHABET.indexOf(a) >> spare === ALPHABET.indexOf(b) >> spare;
}

/** Text as people write it, in UTF-8 or UTF-16. */
function isText(text: string): boolean {
  const plain = text.replaceAll("\0", "");
  return (
    plain.length >= text.length / 2 - 1 &&
    !/[\u0001-\u0008\u000e-\u001a\u001c-\u001f\u007f-\u009f\ufffd]|\p{Surrogate}/u.test(plain)
  );
}

function hexRuns(text: string): Inside[] {
  return [
    ...text.matchAll(
      /(?<![0-9A-Za-z])(?:[0-9a-f]{2}){6,}(?![0-9A-Za-z])|(?<![0-9A-Za-z])(?:[0-9A-F]{2}){6,}(?![0-9A-Za-z])/g,
    ),
  ].flatMap((match) => {
    const source = match[0];
    const bytes = Uint8Array.from(source.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    const inner = decodeBytes(bytes);
    if (!isText(inner)) return [];
    const edits = (changed: string) => {
      const again = [...encodeBytes(changed)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      const written = /[A-F]/.test(source) ? again.toUpperCase() : again;
      return written.length === source.length ? differences(source, written, match.index) : [];
    };
    return [{ text: inner, kind: "hex" as const, start: match.index, end: match.index + source.length, edits }];
  });
}
