import { decodeBytes, encodeBytes, fromBase64, toBase64 } from "../../text/bytes.ts";
import { addedBy, concat, concatAll, fromPieces, isKnown, NOTHING, rewrite, type Traced } from "../../text/traced.ts";
import type { Word } from "../reading.ts";
import { byteText, fromCodePoint, joinBytes } from "./ansi-c.ts";
import { derived, dump, plainDump, substitute } from "./filter.ts";
import { formatPrintf } from "./printf.ts";

/** A program that does nothing but turn its words and its input into output. Null where the text cannot tell the output. */
type Pure = (words: readonly Traced[], stdin: Traced | null) => Traced | null;

/** The output of a program if it is a pure one and all it works on is known; undefined for any other program. */
export function outputOf(words: readonly Word[], stdin: Traced | null): Traced | null | undefined {
  const pure = PURE.get(words[0]?.value.text ?? "");
  if (!pure) return undefined;
  const values = words.slice(1).map(({ value }) => value);
  return pure(values, stdin);
}

const PURE: ReadonlyMap<string, Pure> = new Map<string, Pure>([
  ["echo", echo],
  ["printf", (words) => formatPrintf(words)],
  ["cat", (words, stdin) => (words.every(({ text }) => text === "-") ? stdin : null)],
  ["base64", base64],
  ["openssl", openssl],
  ["tr", translate],
  ["od", dump],
  ["xxd", plainDump],
  ["sed", substitute],
  ["true", () => NOTHING],
  ["false", () => NOTHING],
  [":", () => NOTHING],
]);

/** bash's own echo: escapes only with -e. */
function echo(words: readonly Traced[]): Traced {
  let first = 0;
  let newline = true;
  let escapes = false;
  while (/^-[neE]+$/.test(words[first]?.text ?? "")) {
    for (const letter of words[first]?.text.slice(1) ?? "") {
      if (letter === "n") newline = false;
      else escapes = letter === "e";
    }
    first++;
  }
  const parts = words.slice(first).flatMap((word, i) => (i === 0 ? [word] : [addedBy("echo", " "), word]));
  const text = concatAll(parts);
  const cut = escapes ? text.text.indexOf("\\c") : -1;
  const shown = escapes ? unescapeEcho(text) : text;
  return newline && cut < 0 ? concat(shown, addedBy("echo", "\n")) : shown;
}

const ESCAPE = /\\(?:0[0-7]{0,3}|x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|U[0-9A-Fa-f]{1,8}|c[\s\S]*|[\\abeEfnrtv])/g;
const LETTERS: Readonly<Record<string, string>> = {
  "\\": "\\",
  a: "\u0007",
  b: "\b",
  e: "\u001B",
  E: "\u001B",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** The escapes of `echo -e` and `printf %b`; `\c` ends the output. */
export function unescapeEcho(value: Traced): Traced {
  const unescaped = rewrite(value, ESCAPE, (match) => {
    const kind = match[1] ?? "";
    if (kind === "c") return "";
    const letter = LETTERS[kind];
    if (letter !== undefined) return letter;
    if (kind === "0") return byteText(Number.parseInt(match.slice(2) || "0", 8) & 0xff);
    const code = Number.parseInt(match.slice(2), 16);
    return kind === "x" ? byteText(code) : fromCodePoint(code);
  });
  return joinBytes(unescaped);
}

function wrap(text: string, width: number): string {
  return width === 0 || text === "" ? text : `${(text.match(new RegExp(`.{1,${width}}`, "g")) ?? []).join("\n")}\n`;
}

/** GNU base64: lines of 76 unless `-w` says otherwise. */
function base64(words: readonly Traced[], stdin: Traced | null): Traced | null {
  if (!stdin || !isKnown(stdin)) return null;
  let width = 76;
  let decode = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i]?.text ?? "";
    const attached = /^(?:-w|--wrap=)([0-9]+)$/.exec(word)?.[1];
    if (attached !== undefined) width = Number(attached);
    else if (word === "-w" && /^[0-9]+$/.test(words[i + 1]?.text ?? "")) width = Number(words[++i]?.text);
    else if (word === "-d" || word === "-D" || word === "--decode") decode = true;
    else if (word !== "-" && word !== "-i") return null;
  }
  if (width > 10_000) return null;
  if (!decode) return derived(stdin, wrap(toBase64(encodeBytes(stdin.text)), width));
  const bytes = fromBase64(stdin.text.replaceAll("\n", ""));
  return bytes ? derived(stdin, decodeBytes(bytes)) : null;
}

/** `openssl base64` and `openssl enc -base64`: lines of 64 unless `-A`. */
function openssl(words: readonly Traced[], stdin: Traced | null): Traced | null {
  if (!stdin || !isKnown(stdin)) return null;
  const options = words.map(({ text }) => text);
  const rest = options[0] === "base64" ? options.slice(1) : options[0] === "enc" ? options.slice(1) : undefined;
  if (!rest || (options[0] === "enc" && !rest.some((option) => option === "-base64" || option === "-a"))) return null;
  if (!rest.every((option) => ["-A", "-a", "-e", "-base64"].includes(option))) return null;
  return derived(stdin, wrap(toBase64(encodeBytes(stdin.text)), rest.includes("-A") ? 0 : 64));
}

const CLASSES: Readonly<Record<string, string>> = {
  "[:space:]": " \t\n\v\f\r",
  "[:blank:]": " \t",
  "[:cntrl:]": "\n\r\t\v\f",
};

/** `tr -d` and `tr` of plain characters, escapes and a few classes; no ranges. */
function translate(words: readonly Traced[], stdin: Traced | null): Traced | null {
  if (!stdin || words.length !== 2 || !words.every(isKnown)) return null;
  // What another program prints is unknown as a whole, and shown as the text that runs it.
  if (stdin.pieces.some(({ unknown, text }) => unknown !== undefined && text === "")) return null;
  const remove = words[0]?.text === "-d" || words[0]?.text === "--delete";
  const from = charactersOf(words[remove ? 1 : 0]?.text ?? "");
  const to = remove ? "" : charactersOf(words[1]?.text ?? "");
  if (from === undefined || to === undefined || from === "" || (!remove && to === "")) return null;
  const last = to.at(-1) ?? "";
  const pattern = new RegExp(`[${from.replace(/[\\\]^-]/g, "\\$&")}]+`, "g");
  const change = (char: string) => (remove ? "" : (to[from.lastIndexOf(char)] ?? last));
  const known = stdin.pieces.map((piece) =>
    piece.unknown === undefined
      ? rewrite(fromPieces([piece]), pattern, (run) => Array.from(run, change).join(""))
      : fromPieces([piece]),
  );
  // What an unknown value loses to `tr` cannot be told; `-d '\n'` takes nothing that an expansion has kept.
  return isKnown(stdin) || /^[\r\n]+$/.test(from) ? concatAll(known) : null;
}

function charactersOf(set: string): string | undefined {
  const named = CLASSES[set];
  if (named !== undefined) return named;
  if (/[^\u0000-\u007F]|\[:|.-./.test(set)) return undefined;
  return set.replace(/\\([nrt\\])/g, (_, letter: string) => LETTERS[letter] ?? "\\");
}
