import type { Word } from "../shell/reading.ts";
import { concat, fromText, type Traced, unknownValue } from "../text/traced.ts";

/** Words as a shell would hand them over, each standing in a text that has them side by side. */
export function toWords(argv: readonly string[]): { words: Word[]; text: string } {
  const text = argv.join(" ");
  let start = 0;
  const words = argv.map((argument) => {
    const end = start + argument.length;
    const word = { value: fromText(text, start, end), span: { start, end } };
    start = end + 1;
    return word;
  });
  return { words, text };
}

/** As `toWords`, but `$NAME` in a word is a value that nobody knows, as it is where the text does not set it. */
export function toWordsWithUnknowns(argv: readonly string[]): { words: Word[]; text: string } {
  const { words, text } = toWords(argv);
  return { text, words: words.map((word) => ({ ...word, value: markUnknowns(text, word.span) })) };
}

function markUnknowns(text: string, { start, end }: { start: number; end: number }): Traced {
  const parts: Traced[] = [];
  let at = start;
  for (const match of text.slice(start, end).matchAll(/\$([A-Z_]+)/g)) {
    const from = start + match.index;
    const to = from + match[0].length;
    parts.push(
      fromText(text, at, from),
      unknownValue(match[1] ?? "", match[0], { door: "text", start: from, end: to }),
    );
    at = to;
  }
  return concat(...parts, fromText(text, at, end));
}
