import type { Word } from "../shell/reading.ts";
import { fromText } from "../text/traced.ts";

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
