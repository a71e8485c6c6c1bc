import type { Word } from "../shell/reading.ts";
import { hullOf, type Span } from "../text/span.ts";
import { concat, isKnown, NOTHING, slice, type Traced, textSpans } from "../text/traced.ts";
import { applyOption } from "./apply.ts";
import { parseConfig } from "./config.ts";
import type { StandardInput } from "./data.ts";
import type { Context, Stop } from "./effect.ts";
import { maskUnknowns } from "./opaque.ts";
import { newOperation, type Operation } from "./operation.ts";
import { type CurlOption, findShortOption, resolveOption, takesValue } from "./options.ts";
import type { CurlNote, CurlRefusal, UsedOption } from "./reading.ts";
import { exitCodeOf, formatTrouble, type OptionTrouble } from "./trouble.ts";
import { checkValue } from "./values.ts";
import { expandVariables } from "./variables.ts";
import { isSince, type Release } from "./version.ts";

/** A command line as options: one operation for each `--next`, as far as curl reads. */
export interface ParsedCommand {
  readonly options: readonly UsedOption[];
  readonly urls: readonly Word[];
  readonly operations: readonly Operation[];
  readonly refusal: CurlRefusal | null;
  /** True if curl prints a help text or a version and sends nothing: exit code 0. */
  readonly isInformation: boolean;
}

/** Thrown away as soon as the command line is read. */
interface Reader extends Context {
  /** Those of the command line, or of one line of a config file. */
  words: readonly Word[];
  readonly options: UsedOption[];
  readonly urls: Word[];
  readonly operations: Operation[];
  refusal: CurlRefusal | null;
  isInformation: boolean;
}

/** Reads the words behind the program's name as curl does, from left to right, up to the first thing it refuses. */
export function parseCommand(
  words: readonly Word[],
  release: Release,
  input: StandardInput,
  notes: CurlNote[],
): ParsedCommand {
  const operation = newOperation();
  const reader: Reader = {
    words,
    release,
    input,
    notes,
    variables: new Map(),
    options: [],
    urls: [],
    operations: [operation],
    operation,
    refusal: null,
    isInformation: false,
  };
  let index = 1;
  let isOption = true;
  while (index < words.length && !reader.refusal && !reader.isInformation) {
    const word = words[index];
    if (!word) break;
    const text = maskUnknowns(word.value);
    if (isOption && text === "--") isOption = false;
    else if (isOption && text.startsWith("--")) index += readLong(reader, word, index);
    else if (isOption && text.startsWith("-")) index += readGroup(reader, word, index);
    else readUrl(reader, word);
    index++;
  }
  if (!reader.refusal && !reader.isInformation) checkTogether(reader);
  return reader;
}

function readUrl(reader: Reader, word: Word): void {
  reader.urls.push(word);
  use(reader, { name: "url", on: true, value: word.value, span: word.span }, word.value.text);
}

/** `--name`, `--no-name`, `--name=value` (8.16.0 and later), `--expand-name`. Returns how many more words it took. */
function readLong(reader: Reader, word: Word, index: number): number {
  const written = word.value.text;
  const masked = maskUnknowns(word.value);
  const negated = masked.startsWith("--no-");
  const modern = isSince(reader.release, "8.14.1");
  const expands = !negated && modern && masked.startsWith("--expand-");
  const start = negated ? 5 : expands ? 9 : 2;
  const equals = isSince(reader.release, "8.21.0") ? masked.indexOf("=", start) : -1;
  const name = masked.slice(start, equals < 0 || equals - start > 26 ? undefined : equals);
  const option = resolveOption(name, negated, reader.release);
  if (option === "unknown") return refuse(reader, "unknown-option", written, word.span);
  if (option === "ambiguous") return refuse(reader, "ambiguous-option", written, word.span);
  if (negated && option.takes !== "switch") return refuse(reader, "no-negation", written, word.span);
  const inline = equals < 0 ? null : slice(word.value, equals + 1);
  const following = inline ? undefined : reader.words[index + 1];
  if (expands && (inline || following) && !takesValue(option)) {
    return refuse(reader, "expansion", written, word.span);
  }
  if (!takesValue(option)) {
    finish(reader, option, masked, !negated, null, word.span, [word]);
    return 0;
  }
  if (option.takes === "help") {
    reader.isInformation = true;
    return 0;
  }
  const value = inline ?? following?.value;
  if (!value) return refuse(reader, "missing-value", written, word.span);
  const words = following ? [word, following] : [word];
  const span = following ? hull(word.span, following.span) : word.span;
  const typed = inline ? masked.slice(0, equals) : masked;
  const expanded = expands ? expandVariables(value, reader.variables) : value;
  if (!expanded) return refuse(reader, "expansion", written, span);
  finish(reader, option, typed, true, expanded, span, words);
  return following ? 1 : 0;
}

/** `-s`, `-sSd value`, `-dvalue`. Returns how many more words it took. */
function readGroup(reader: Reader, word: Word, index: number): number {
  const masked = maskUnknowns(word.value);
  const written = word.value.text;
  if (masked.length > 2) noteSlip(reader, word, masked);
  for (let at = 1; at < masked.length || at === 1; at++) {
    const option = findShortOption(masked[at] ?? "", reader.release);
    if (!option) {
      if (skipsLetter(masked[at], reader.release)) continue;
      return refuse(reader, "unknown-option", written, masked.length <= 2 ? word.span : placeOf(word, at));
    }
    const start = at === 1 ? word.span : placeOf(word, at);
    const letter = masked.length === 2 ? masked : `-${masked[at] ?? ""}`;
    if (!takesValue(option)) {
      // -N is the letter of --no-buffer.
      const on = option.name !== "buffer";
      finish(reader, option, letter, on, null, start, [word]);
      if (reader.refusal || reader.isInformation) return 0;
      continue;
    }
    const rest = at + 1 < masked.length ? slice(word.value, at + 1) : null;
    if (!rest && option.takes === "help") {
      reader.isInformation = true;
      return 0;
    }
    const following = rest ? undefined : reader.words[index + 1];
    const value = rest ?? following?.value;
    if (!value) return refuse(reader, "missing-value", written, start);
    const span = hull(start, following ? following.span : spanOf(value, word.span));
    const words = following ? [word, following] : [word];
    finish(reader, option, letter, true, value, span, words);
    return following ? 1 : 0;
  }
  return 0;
}

function finish(
  reader: Reader,
  option: CurlOption,
  typed: string,
  on: boolean,
  given: Traced | null,
  span: Span,
  words: readonly Word[],
): void {
  const { name } = option;
  const used: UsedOption = { name, written: typed, on, value: given, span, words };
  const written = words[0]?.value.text ?? "";
  reader.options.push(used);
  if (INFORMATION.has(name) && (on || !isSwitch(option))) {
    reader.isInformation = name !== "help" || !isSince(reader.release, "8.14.1");
    return;
  }
  if (name === "engine" && given?.text.toLowerCase() === "list") {
    reader.isInformation = true;
    return;
  }
  if (name === "next") {
    readNext(reader, span, written);
    return;
  }
  const value = given ?? NOTHING;
  if (name === "config" && value.text === "-" && readStandardConfig(reader, value)) return;
  const trouble = isKnown(value) ? checkValue(option.takes, value.text, reader.release) : null;
  if (trouble) refuse(reader, trouble, written, span);
  else use(reader, { name: CANONICAL.get(name) ?? name, on, value, span }, written);
}

/** `-K -`: options from standard input, where the text tells it; false where it does not. A line that fails is passed over by old releases. */
function readStandardConfig(reader: Reader, asked: Traced): boolean {
  const config = reader.input.read(asked);
  if (!isKnown(config) && config.pieces.length === 1) return false;
  const { words } = reader;
  for (const { option, value } of parseConfig(config)) {
    const dashes: Traced = { text: "--", pieces: [{ text: "--", origin: { door: "added", by: "curl" } }] };
    const name = option.text.startsWith("-") ? option : concat(dashes, option);
    const span = spanOf(option, spanOf(asked, { start: 0, end: 0 }));
    const word: Word = { value: name, span };
    reader.words = value ? [word, { value, span: spanOf(value, span) }] : [word];
    if (name.text.startsWith("--")) readLong(reader, word, 0);
    else readGroup(reader, word, 0);
    if (reader.refusal && !isSince(reader.release, "8.14.1")) {
      reader.notes.push({ kind: "config-line-ignored", span, data: { option: option.text } });
      reader.refusal = null;
    }
    if (reader.refusal || reader.isInformation) break;
  }
  reader.words = words;
  return true;
}

/** Options that print something and send nothing. */
const INFORMATION = new Set(["help", "manual", "version", "dump-ca-embed"]);
/** Names that mean the same to the request. */
const CANONICAL = new Map([
  ["show-headers", "include"],
  ["location-trusted", "location"],
  ["follow", "location"],
]);

function isSwitch(option: CurlOption): boolean {
  return option.takes === "switch";
}

/** --next without a URL before it does nothing up to 8.x's first releases; later it is refused. */
function readNext(reader: Reader, span: Span, written: string): void {
  if (reader.operation.nodes[0]?.url) {
    reader.operation = newOperation();
    reader.operations.push(reader.operation);
  } else if (isSince(reader.release, "8.14.1")) {
    refuse(reader, "bad-value", written, span, "curl: missing URL before --next");
  }
}

function use(reader: Reader, used: Parameters<typeof applyOption>[0], written: string): void {
  const stop: Stop | null = applyOption(used, reader);
  if (stop) refuse(reader, stop.trouble, written, used.span, stop.message);
}

function refuse(reader: Reader, trouble: OptionTrouble, written: string, span: Span, message?: string): 0 {
  const line = formatTrouble(trouble, written, reader.release);
  reader.refusal ??= {
    exitCode: exitCodeOf(trouble),
    kind: trouble,
    message: message ? `${message}\n${line}` : line,
    span,
  };
  return 0;
}

/** What the options of the last operation exclude in each other, which curl checks at the end. */
function checkTogether(reader: Reader): void {
  const { operation } = reader;
  const option = reader.options.find(({ name }) => name === "remote-header-name");
  if (!operation.remoteHeaderName || !option) return;
  const modern = isSince(reader.release, "8.14.1");
  const reason =
    !modern && operation.showHeaders
      ? "showing headers and --remote-header-name cannot be combined"
      : operation.resume?.value.text === "-"
        ? "--continue-at and --remote-header-name cannot be combined"
        : null;
  if (!reason) return;
  reader.refusal = { exitCode: 2, kind: "conflicting-options", message: `curl: ${reason}`, span: option.span };
}

/** Up to 8.5 the first row of a kind answered to its inner letter: `-$` does nothing at all. */
function skipsLetter(letter: string | undefined, release: Release): boolean {
  return letter === "$" && !isSince(release, "8.14.1");
}

const SLIPS = /^-(url|data|request|header|user|form|json|get|head|cookie|silent|verbose|insecure|location|include)\b/i;

/** A long option behind one dash is a group of letters: `-data x` posts `ata`, `-url X` is a user name. */
function noteSlip(reader: Reader, word: Word, masked: string): void {
  const match = SLIPS.exec(masked);
  const long = match?.[1]?.toLowerCase();
  if (match && long && match[0].length === masked.length) {
    reader.notes.push({
      kind: "single-dash-long-option",
      span: word.span,
      data: { written: masked, long: `--${long}` },
    });
  }
}

/** The place of one character of a word. */
function placeOf(word: Word, at: number): Span {
  const [piece, more] = word.value.pieces;
  const origin = piece?.origin;
  if (more || origin?.door !== "text" || origin.end - origin.start !== word.value.text.length) {
    return spanOf(slice(word.value, at, at + 1), word.span);
  }
  return { start: origin.start + at, end: origin.start + at + 1 };
}

function spanOf(value: Traced, otherwise: Span): Span {
  return hullOf(textSpans(value)) ?? otherwise;
}

function hull(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
