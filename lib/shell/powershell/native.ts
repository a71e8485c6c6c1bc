import { fromPieces, type Traced } from "../../text/traced.ts";
import { splitArguments } from "../c-runtime.ts";
import type { Word } from "../reading.ts";
import type { Unit } from "../unit.ts";
import type { Argument } from "./command.ts";
import { asText, type Reader } from "./reader.ts";

/**
 * The words that a program receives. PowerShell 7.3 and newer hand each argument over as it is. Windows PowerShell 5.1
 * joins them to a line without escaping quotes, drops empty ones, and leaves the splitting to the program.
 */
export function toNativeWords(reader: Reader, args: readonly Argument[]): Word[] {
  const verbatim = args
    .filter((argument) => argument.verbatim)
    .flatMap(({ text }) => (text ? splitArguments(unitsOf(text)) : []));
  const plain = toPlainWords(reader, args.filter((argument) => !argument.verbatim).flatMap(wordsOf));
  return [...plain, ...verbatim];
}

function toPlainWords(reader: Reader, words: Word[]): Word[] {
  if (reader.version === "pwsh") return words;
  const line: Unit[] = [];
  for (const { value, span } of words) {
    if (value.text === "") continue;
    const edge = (text: string): Unit => ({ text, span: { start: span.start, end: span.end } });
    if (line.length > 0) line.push(edge(" "));
    const needsQuotes = hasBareBlank(value.text);
    if (needsQuotes) line.push(edge('"'));
    for (const unit of unitsOf(value)) line.push(unit);
    if (needsQuotes) line.push(edge('"'));
    if (value.text.includes('"')) reader.note("quote-stripping", span.start, span.end);
  }
  return splitArguments(line);
}

function wordsOf(argument: Argument): Word[] {
  const { value, span } = argument;
  if (argument.splat && value?.kind === "list") {
    return value.items.flatMap((item) => textWord(asText(item), span));
  }
  if (argument.splat) return [];
  if (value?.kind === "list" && argument.parameter === null)
    return value.items.flatMap((item) => textWord(asText(item), item.span));
  return textWord(argument.text ?? fromPieces([]), span);
}

function textWord(value: Traced | undefined, span: Word["span"]): Word[] {
  return value ? [{ value, span }] : [];
}

/** True if a blank stands outside of the quotes that the argument itself holds. */
function hasBareBlank(text: string): boolean {
  let quotes = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (char === '"' && text[i - 1] !== "\\") quotes++;
    else if (quotes % 2 === 0 && /\s/.test(char)) return true;
  }
  return false;
}

function unitsOf(value: Traced): Unit[] {
  return value.pieces.flatMap((piece): Unit[] => {
    const { origin, text, unknown } = piece;
    const span = origin.door === "text" ? { start: origin.start, end: origin.end } : { start: 0, end: 0 };
    if (unknown !== undefined) return [{ text, span, unknown }];
    const isExact = origin.door === "text" && origin.end - origin.start === text.length;
    return Array.from({ length: text.length }, (_, i) => ({
      text: text[i] ?? "",
      span: isExact ? { start: span.start + i, end: span.start + i + 1 } : span,
    }));
  });
}
