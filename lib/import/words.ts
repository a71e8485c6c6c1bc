import type { Word } from "../shell/reading.ts";
import { NOTHING, slice, type Traced } from "../text/traced.ts";

/** One option of a command line that follows the GNU habits. `name` is the long name. */
export interface CommandOption {
  readonly name: string;
  readonly value: Traced;
  readonly word: Word;
}

/** Which options a program knows. Short names map to long ones; those in `valued` take a value. */
export interface OptionTable {
  readonly short: Readonly<Record<string, string>>;
  readonly valued: ReadonlySet<string>;
}

/** Splits words (the program's name left out) into options and what is left, by the rules of getopt_long. */
export function parseOptions(words: readonly Word[], table: OptionTable): { options: CommandOption[]; rest: Word[] } {
  const options: CommandOption[] = [];
  const rest: Word[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as Word;
    const { text } = word.value;
    if (text === "--") {
      for (const word of words.slice(i + 1)) rest.push(word);
      break;
    }
    if (text.startsWith("--")) {
      const equals = text.indexOf("=");
      const name = equals < 0 ? text.slice(2) : text.slice(2, equals);
      const takes = equals < 0 && table.valued.has(name);
      const value = equals >= 0 ? slice(word.value, equals + 1) : takes ? words[++i]?.value : undefined;
      options.push({ name, value: value ?? NOTHING, word });
    } else if (/^-./.test(text)) {
      for (let at = 1; at < text.length; at++) {
        const name = table.short[text[at] ?? ""] ?? text[at] ?? "";
        if (!table.valued.has(name)) {
          options.push({ name, value: NOTHING, word });
          continue;
        }
        const value = at + 1 < text.length ? slice(word.value, at + 1) : words[++i]?.value;
        options.push({ name, value: value ?? NOTHING, word });
        break;
      }
    } else rest.push(word);
  }
  return { options, rest };
}

/** The value of the last option of that name. */
export function lastValue(options: readonly CommandOption[], ...names: string[]): Traced | undefined {
  return options.findLast(({ name }) => names.includes(name))?.value;
}
