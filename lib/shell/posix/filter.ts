import { encodeBytes } from "../../text/bytes.ts";
import { fromPieces, hullOrigin, isKnown, type Traced } from "../../text/traced.ts";

/** A new text whose every character comes from the whole of the old one. */
export function derived(from: Traced, text: string): Traced {
  const origin = hullOrigin(from) ?? { door: "added", by: "shell" };
  return fromPieces([{ text, origin }]);
}

function hexOf(text: string): string[] {
  return Array.from(encodeBytes(text), (byte) => byte.toString(16).padStart(2, "0"));
}

function linesOf(items: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (let at = 0; at < items.length; at += width) lines.push(items.slice(at, at + width).join(""));
  return lines;
}

/** `od -An -tx1`, with `-v` or where no line repeats the one before (od would write a star for it). */
export function dump(words: readonly Traced[], stdin: Traced | null): Traced | null {
  if (!stdin || !isKnown(stdin)) return null;
  const options = words.map(({ text }) => text).join(" ");
  if (!/^(?:-A ?n|-t ?x1|-v|-vt ?x1|-An(?:v|vt ?x1|t ?x1)| )+$/.test(options)) return null;
  if (!/A ?n/.test(options) || !/t ?x1/.test(options)) return null;
  const lines = linesOf(
    hexOf(stdin.text).map((hex) => ` ${hex}`),
    16,
  );
  const repeats = lines.some((line, i) => i > 0 && line === lines[i - 1]);
  if (repeats && !/v/.test(options)) return null;
  return derived(stdin, lines.map((line) => `${line}\n`).join(""));
}

/** `xxd -p` and `xxd -ps`: thirty bytes a line, or as many as `-c` says. */
export function plainDump(words: readonly Traced[], stdin: Traced | null): Traced | null {
  if (!stdin || !isKnown(stdin)) return null;
  const [, big = "", columns] =
    /^(?:-(?:p|ps|plain))( -u)?(?: -c ?([0-9]{1,3}))?$/.exec(words.map(({ text }) => text).join(" ")) ?? [];
  if (words.length === 0 || !/^-(?:p|ps|plain)$/.test(words[0]?.text ?? "") || columns === "0") return null;
  if (words.length > 1 && !big && columns === undefined) return null;
  const lines = linesOf(hexOf(stdin.text), Number(columns ?? 30)).map((line) => `${line}\n`);
  return derived(stdin, big ? lines.join("").toUpperCase() : lines.join(""));
}

interface Substitution {
  readonly pattern: RegExp;
  readonly to: readonly (string | number)[];
}

/** `sed` with `s` commands whose patterns repeat nothing: letters, dots, sets and groups. Null for any other script. */
export function substitute(words: readonly Traced[], stdin: Traced | null): Traced | null {
  if (!stdin || !isKnown(stdin) || !words.every(isKnown)) return null;
  let extended = false;
  const scripts: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]?.text ?? "";
    if (word === "-E" || word === "-r") extended = true;
    else if (word === "-e") scripts.push(words[++i]?.text ?? "");
    else if (word.startsWith("-") || scripts.length > 0) return null;
    else scripts.push(word);
  }
  const commands = scripts.length === 0 ? null : parseScript(scripts.join("\n"), extended);
  if (!commands) return null;
  const lines = stdin.text.split("\n");
  const changed = lines.map((line, i) => (i === lines.length - 1 && line === "" ? "" : apply(line, commands)));
  return derived(stdin, changed.join("\n"));
}

function apply(line: string, commands: readonly Substitution[]): string {
  let text = line;
  for (const { pattern, to } of commands) {
    text = text.replace(pattern, (...found: unknown[]) =>
      to.map((part) => (typeof part === "string" ? part : String(found[part] ?? ""))).join(""),
    );
  }
  return text;
}

const MAX_COMMANDS = 100;

/** `s/from/to/g` and more of them after semicolons or line breaks. */
function parseScript(script: string, extended: boolean): Substitution[] | null {
  const commands: Substitution[] = [];
  let at = 0;
  while (at < script.length) {
    if (/[\s;]/.test(script[at] ?? "")) {
      at++;
      continue;
    }
    if (script[at] !== "s" || commands.length >= MAX_COMMANDS) return null;
    const mark = script[at + 1] ?? "";
    if (mark === "" || /[\\\n\s;]/.test(mark)) return null;
    const from = upTo(script, at + 2, mark);
    const to = from && upTo(script, from.end + 1, mark);
    if (!from || !to) return null;
    const isGlobal = script[to.end + 1] === "g";
    at = to.end + (isGlobal ? 2 : 1);
    if (at < script.length && !/[\s;]/.test(script[at] ?? "")) return null;
    const pattern = patternOf(from.text, extended, isGlobal);
    const parts = replacementOf(to.text);
    if (!pattern || !parts) return null;
    commands.push({ pattern, to: parts });
  }
  return commands.length > 0 ? commands : null;
}

function upTo(script: string, start: number, mark: string): { text: string; end: number } | null {
  for (let at = start; at < script.length; at++) {
    if (script[at] === "\\") at++;
    else if (script[at] === mark) return { text: script.slice(start, at), end: at };
  }
  return null;
}

/** A pattern of sed as one of JavaScript; null where it repeats something, so that no text takes long. */
function patternOf(pattern: string, extended: boolean, isGlobal: boolean): RegExp | null {
  let made = "";
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? "";
    const next = pattern[at + 1] ?? "";
    if (char === "\\") {
      at++;
      if (next === "(" || next === ")") made += extended ? `\\${next}` : next;
      else if (/[A-Za-z0-9{}|+?<>]/.test(next) || next === "") return null;
      else made += literal(next);
    } else if (char === "[") {
      const set = /^\[\^?[^\][\\]+\]/.exec(pattern.slice(at))?.[0];
      if (!set) return null;
      made += set;
      at += set.length - 1;
    } else if (char === "*" && at > 0) return null;
    else if (char === ".") made += ".";
    else if ((char === "^" && at === 0) || (char === "$" && at === pattern.length - 1)) made += char;
    else if (extended && /[()]/.test(char)) made += char;
    else if (extended && /[+?{}|]/.test(char)) return null;
    else made += literal(char);
  }
  if (made === "") return null;
  try {
    return new RegExp(made, isGlobal ? "gsu" : "su");
  } catch {
    return null;
  }
}

const literal = (char: string): string => char.replace(/[$()*+./?[\\\]^{|}]/, "\\$&");

function replacementOf(text: string): (string | number)[] | null {
  const parts: (string | number)[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === "&") parts.push(0);
    else if (char === "\\") {
      const next = text[++at] ?? "";
      if (/[1-9]/.test(next)) parts.push(Number(next));
      else if (/[A-Za-z0]/.test(next) || next === "") return null;
      else parts.push(next);
    } else parts.push(char);
  }
  return parts;
}
