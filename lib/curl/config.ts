import { fromPieces, slice, split, type Traced } from "../text/traced.ts";

/** One line of a config file: an option's name as it stands there, and its value. */
export interface ConfigLine {
  readonly option: Traced;
  readonly value: Traced | null;
}

const ESCAPES: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", v: "\v" };

/**
 * The lines of a config file (-K) as curl reads them: `name = value`, `name: value`, `--name value`, `-n value`; in quotes a
 * value may hold blanks and escapes, without them it ends at the first blank. Comments and empty lines are left out.
 */
export function parseConfig(config: Traced): ConfigLine[] {
  return split(config, "\n").flatMap((line): ConfigLine[] => {
    const { text } = line;
    const start = text.search(/\S/);
    if (start < 0 || "#/*".includes(text[start] ?? "")) return [];
    const isDashed = text[start] === "-";
    const name = isDashed ? /\S+/y : /[^\s=:]+/y;
    name.lastIndex = start;
    const end = start + (name.exec(text)?.[0].length ?? 0);
    const gap = isDashed ? /\s*/y : /[\s=:]*/y;
    gap.lastIndex = end;
    const from = end + (gap.exec(text)?.[0].length ?? 0);
    const option = slice(line, start, end);
    if (from >= text.length) return [{ option, value: null }];
    if (text[from] === '"') return [{ option, value: unquote(line, from + 1) }];
    const rest = /\S+/y;
    rest.lastIndex = from;
    return [{ option, value: slice(line, from, from + (rest.exec(text)?.[0].length ?? 0)) }];
  });
}

function unquote(line: Traced, start: number): Traced {
  const pieces: Traced["pieces"][number][] = [];
  let plain = start;
  let at = start;
  for (; at < line.text.length && line.text[at] !== '"'; at++) {
    if (line.text[at] !== "\\" || at + 1 >= line.text.length) continue;
    pieces.push(...slice(line, plain, at).pieces);
    const char = line.text[at + 1] ?? "";
    const [escaped] = slice(line, at, at + 2).pieces;
    if (escaped) pieces.push({ ...escaped, text: ESCAPES[char] ?? char });
    at++;
    plain = at + 1;
  }
  return fromPieces([...pieces, ...slice(line, plain, at).pieces]);
}
