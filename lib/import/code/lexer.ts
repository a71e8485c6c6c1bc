import type { Span } from "../../text/span.ts";
import { concatAll, fromText, type Traced, traced } from "../../text/traced.ts";
import type { Language } from "./language.ts";

/** A stretch of a string literal: text as the program has it, or an expression that stands inside it. */
export type StringPart = { readonly text: Traced } | { readonly expression: Span };

export interface Token {
  readonly kind: "string" | "name" | "number" | "punctuation" | "end";
  /** As written; of a string only its quotes and all. */
  readonly text: string;
  readonly span: Span;
  /** Of a string. */
  readonly parts?: readonly StringPart[];
  /** True if a line break stands between it and the token before. */
  readonly afterBreak: boolean;
}

const NAME_START = /[\p{L}_$@]/u;
const NAME_PART = /[\p{L}\p{N}_$]/u;
const LONG_PUNCTUATION = [
  "...",
  "?->",
  "=>",
  "->",
  "::",
  ":=",
  "?.",
  "??",
  "||",
  "&&",
  "==",
  "!=",
  "<=",
  ">=",
  "+=",
  ".=",
  "<<",
];
const HASH_COMMENTS = new Set<Language>(["python", "ruby", "php", "other"]);
const SLASH_COMMENTS = new Set<Language>(["javascript", "csharp", "php", "java", "go", "rust", "other"]);

interface Cursor {
  readonly source: string;
  readonly end: number;
  at: number;
}

/** The tokens of `source` from `start` to `end`; offsets count in `source`. Never fails: odd characters are punctuation. */
export function tokenize(source: string, language: Language, start = 0, end = source.length): Token[] {
  const cursor: Cursor = { source, end, at: start };
  const tokens: Token[] = [];
  let afterBreak = true;
  for (;;) {
    const before = cursor.at;
    skipBlank(cursor, language);
    if (source.slice(before, cursor.at).includes("\n")) afterBreak = true;
    if (cursor.at >= end) break;
    const from = cursor.at;
    const parts = readString(cursor, language);
    const kind = parts ? "string" : readPlain(cursor);
    const span = { start: from, end: cursor.at };
    const text = source.slice(from, cursor.at);
    tokens.push(parts ? { kind, text, span, afterBreak, parts } : { kind, text, span, afterBreak });
    afterBreak = false;
  }
  tokens.push({ kind: "end", text: "", span: { start: end, end }, afterBreak: true });
  return tokens;
}

/** The comments of an excerpt, without their marks: people paste what their library sends as a comment. */
export function commentsOf(source: string, language: Language): Span[] {
  const cursor: Cursor = { source, end: source.length, at: 0 };
  const comments: Span[] = [];
  while (cursor.at < cursor.end) {
    const from = cursor.at;
    if (skipComment(cursor, language)) comments.push({ start: from, end: cursor.at });
    else if (!readString(cursor, language)) cursor.at++;
  }
  return comments;
}

function skipBlank(cursor: Cursor, language: Language): void {
  while (cursor.at < cursor.end) {
    if (/\s/.test(cursor.source[cursor.at] ?? "")) cursor.at++;
    else if (!skipComment(cursor, language)) return;
  }
}

function skipComment(cursor: Cursor, language: Language): boolean {
  const { source, at } = cursor;
  if (SLASH_COMMENTS.has(language) && source.startsWith("/*", at)) {
    const close = source.indexOf("*/", at + 2);
    cursor.at = close < 0 ? cursor.end : Math.min(close + 2, cursor.end);
    return true;
  }
  // `//` inside a bare URL (`https://…`) is no comment.
  const slash = SLASH_COMMENTS.has(language) && source.startsWith("//", at) && source[at - 1] !== ":";
  const hash = HASH_COMMENTS.has(language) && source[at] === "#" && source[at + 1] !== "{";
  if (!slash && !hash) return false;
  const line = source.indexOf("\n", at);
  cursor.at = line < 0 ? cursor.end : Math.min(line, cursor.end);
  return true;
}

function readPlain(cursor: Cursor): Token["kind"] {
  const { source } = cursor;
  const char = source[cursor.at] ?? "";
  if (/[0-9]/.test(char)) {
    while (cursor.at < cursor.end && /[0-9A-Za-z_.]/.test(source[cursor.at] ?? "")) cursor.at++;
    return "number";
  }
  if (NAME_START.test(char)) {
    cursor.at++;
    while (cursor.at < cursor.end && NAME_PART.test(source[cursor.at] ?? "")) cursor.at++;
    return "name";
  }
  const long = LONG_PUNCTUATION.find((mark) => source.startsWith(mark, cursor.at));
  cursor.at = Math.min(cursor.at + (long?.length ?? 1), cursor.end);
  return "punctuation";
}

/** How a string literal of one language is opened: prefix and quote, and what is special inside. */
interface Quoting {
  readonly open: string;
  readonly close: string;
  readonly escapes: "none" | "backslash" | "php-single" | "doubled";
  readonly interpolation: "none" | "dollar-brace" | "brace" | "hash-brace" | "php";
}

/** What neither ends a string nor is special inside of one, in whatever language. */
const PLAIN = /[^"'`\\${#]+/y;

function readString(cursor: Cursor, language: Language): StringPart[] | undefined {
  const quoting = findQuoting(cursor, language);
  if (!quoting) return undefined;
  const { source, end } = cursor;
  const parts: StringPart[] = [];
  let text: Traced[] = [];
  const flush = () => {
    if (text.length > 0) parts.push({ text: concatAll(text) });
    text = [];
  };
  let at = cursor.at + quoting.open.length;
  let plain = at;
  const take = (upTo: number) => {
    if (upTo > plain) text.push(fromText(source, plain, upTo));
  };
  while (at < end) {
    if (quoting.escapes === "doubled" && source.startsWith('""', at)) {
      take(at);
      text.push(traced('"', { door: "text", start: at, end: at + 2 }));
      at += 2;
      plain = at;
    } else if (source.startsWith(quoting.close, at)) break;
    else if (source[at] === "\\" && (quoting.escapes === "backslash" || quoting.escapes === "php-single")) {
      take(at);
      const escaped = readEscape(source, at, quoting.escapes === "php-single");
      text.push(traced(escaped.text, { door: "text", start: at, end: escaped.end }));
      at = escaped.end;
      plain = at;
    } else {
      const inside = findInterpolation(source, at, end, quoting.interpolation);
      if (inside) {
        take(at);
        flush();
        parts.push({ expression: inside.expression });
        at = inside.end;
        plain = at;
      } else {
        PLAIN.lastIndex = at + 1;
        at = PLAIN.test(source) ? PLAIN.lastIndex : at + 1;
      }
    }
  }
  take(Math.min(at, end));
  flush();
  cursor.at = Math.min(at + quoting.close.length, end);
  return parts;
}

function findQuoting(cursor: Cursor, language: Language): Quoting | undefined {
  const { source, at } = cursor;
  const rest = source.slice(at, at + 8);
  const plain = (open: string, close: string): Quoting => ({
    open,
    close,
    escapes: "backslash",
    interpolation: "none",
  });
  switch (language) {
    case "javascript":
      if (rest[0] === "`") return { open: "`", close: "`", escapes: "backslash", interpolation: "dollar-brace" };
      break;
    case "python": {
      const match = /^([rbfuRBFU]{0,2})("""|'''|"|')/.exec(rest);
      if (!match) return undefined;
      const [open, prefix = "", quote = ""] = match;
      const raw = /r/i.test(prefix);
      return {
        open,
        close: quote,
        escapes: raw ? "none" : "backslash",
        interpolation: /f/i.test(prefix) ? "brace" : "none",
      };
    }
    case "csharp": {
      const match = /^(\$@|@\$|\$|@)?("""|")/.exec(rest);
      if (!match) break;
      const [open, prefix = "", quote = ""] = match;
      const verbatim = prefix.includes("@");
      const escapes = quote === '"""' ? "none" : verbatim ? "doubled" : "backslash";
      return { open, close: quote, escapes, interpolation: prefix.includes("$") ? "brace" : "none" };
    }
    case "php":
      if (rest[0] === "'") return { open: "'", close: "'", escapes: "php-single", interpolation: "none" };
      if (rest[0] === '"') return { open: '"', close: '"', escapes: "backslash", interpolation: "php" };
      return undefined;
    case "java":
      if (rest.startsWith('"""')) return plain('"""', '"""');
      break;
    case "rust": {
      const raw = /^b?r(#{0,3})"/.exec(rest);
      if (raw) return { open: raw[0], close: `"${raw[1]}`, escapes: "none", interpolation: "none" };
      if (rest.startsWith('b"')) return plain('b"', '"');
      // A lone quote begins a lifetime, not a character.
      if (rest[0] === "'" && !/^'(?:\\.|[^\\'])[^']{0,4}'/u.test(rest)) return undefined;
      break;
    }
    case "go":
      if (rest[0] === "`") return { open: "`", close: "`", escapes: "none", interpolation: "none" };
      break;
    case "ruby":
      if (rest[0] === "'") return { open: "'", close: "'", escapes: "php-single", interpolation: "none" };
      if (rest[0] === '"') return { open: '"', close: '"', escapes: "backslash", interpolation: "hash-brace" };
      return undefined;
    default:
      break;
  }
  return rest[0] === '"' || rest[0] === "'" ? plain(rest[0], rest[0]) : undefined;
}

const SIMPLE_ESCAPES: Record<string, string> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", "0": "\0" };

function readEscape(source: string, at: number, single: boolean): { text: string; end: number } {
  const next = source[at + 1] ?? "";
  if (single) return next === "'" || next === "\\" ? { text: next, end: at + 2 } : { text: "\\", end: at + 1 };
  // An emoji is two escapes of one character.
  const pair = /^\\u([dD][89abAB][0-9A-Fa-f]{2})\\u([dD][c-fC-F][0-9A-Fa-f]{2})/.exec(source.slice(at, at + 12));
  if (pair)
    return {
      text: String.fromCharCode(Number.parseInt(pair[1] ?? "", 16), Number.parseInt(pair[2] ?? "", 16)),
      end: at + 12,
    };
  const unicode = /^\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2}))/.exec(
    source.slice(at, at + 10),
  );
  if (unicode) {
    const code = Number.parseInt(unicode[1] ?? unicode[2] ?? unicode[3] ?? unicode[4] ?? "0", 16);
    return { text: code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD", end: at + unicode[0].length };
  }
  const octal = /^\\([0-3][0-7]{2})/.exec(source.slice(at, at + 4))?.[1];
  if (octal) return { text: String.fromCharCode(Number.parseInt(octal, 8)), end: at + 4 };
  if (next === "\n") return { text: "", end: at + 2 };
  return { text: SIMPLE_ESCAPES[next] ?? next, end: at + 1 + next.length };
}

function findInterpolation(source: string, at: number, end: number, kind: Quoting["interpolation"]) {
  if (kind === "none") return undefined;
  if (kind === "php") {
    if (source.startsWith("{$", at)) return braced(source, at + 1, at + 1, end);
    const name = /^\$[A-Za-z_]\w*(?:->\w+|\[[^\]\n]*\])?/.exec(source.slice(at, at + 100));
    return name ? { expression: { start: at, end: at + name[0].length }, end: at + name[0].length } : undefined;
  }
  const open = kind === "dollar-brace" ? "${" : kind === "hash-brace" ? "#{" : "{";
  if (!source.startsWith(open, at)) return undefined;
  if (kind === "brace" && source.startsWith("{{", at)) return undefined;
  return braced(source, at + open.length, at + open.length, end);
}

/** Characters of an expression that are looked at one by one; a literal in it counts as one. */
const MAX_INTERPOLATION = 2_000;
const MAX_LITERAL = 40_000;
const LITERAL = /"(?:[^"\\\n]|\\.){0,40000}"|'(?:[^'\\\n]|\\.){0,40000}'/y;

/** The expression up to the brace that closes it, on the same line; braces in its literals do not count. */
function braced(source: string, start: number, from: number, end: number) {
  let depth = 1;
  let at = from;
  const limit = Math.min(end, from + MAX_LITERAL);
  for (let looked = 0; looked < MAX_INTERPOLATION && at < limit; looked++) {
    const char = source[at];
    if (char === "{") depth++;
    else if (char === "}" && --depth === 0) return { expression: { start, end: at }, end: at + 1 };
    else if (char === "\n") return undefined;
    LITERAL.lastIndex = at;
    at += (char === '"' || char === "'") && LITERAL.test(source) ? LITERAL.lastIndex - at : 1;
  }
  return undefined;
}
