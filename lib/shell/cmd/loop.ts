import { textOf, type Unit } from "../unit.ts";
import { unquote } from "./percent.ts";
import { hullOfUnits, isChar, isDelimiter } from "./syntax.ts";

/** The values of loop variables, by their letters. */
export type LoopValues = ReadonlyMap<string, readonly Unit[]>;

/** Puts in what loop variables stand for; `%~i` without its quotes, other forms of it as what they are: unknown. */
export function expandLoops(units: readonly Unit[], values: LoopValues): readonly Unit[] {
  if (values.size === 0 || !units.some((unit) => isChar(unit, "%"))) return units;
  const expanded: Unit[] = [];
  let at = 0;
  for (let unit = units[at]; unit; unit = units[at]) {
    const reference = isChar(unit, "%") ? findReference(units, at, values) : undefined;
    if (!reference) {
      expanded.push(unit);
      at++;
      continue;
    }
    for (const value of reference.value) expanded.push(value);
    at = reference.end;
  }
  return expanded;
}

function findReference(
  units: readonly Unit[],
  at: number,
  values: LoopValues,
): { value: readonly Unit[]; end: number } | undefined {
  const ahead = textOf(units.slice(at, at + 16));
  const plain = values.get(ahead[1] ?? "");
  if (plain) return { value: plain, end: at + 2 };
  const run = /^%~([a-z]*)/i.exec(ahead)?.[1];
  if (run === undefined) return undefined;
  // The last letter that is a loop's, with only modifiers before it.
  for (let i = run.length - 1; i >= 0; i--) {
    const value = values.get(run[i] ?? "");
    if (!value || !/^[fdpnxsatz]*$/i.test(run.slice(0, i))) continue;
    const end = at + 3 + i;
    if (i === 0) return { value: unquote(value), end };
    const written = units.slice(at, end);
    return { value: [{ text: textOf(written), span: hullOfUnits(written), unknown: textOf(written) }], end };
  }
  return undefined;
}

/** The words that a plain loop runs over, their quotes kept; one with a wildcard stands for files. */
export function splitSet(set: readonly Unit[]): (readonly Unit[])[] {
  const items: Unit[][] = [];
  let item: Unit[] = [];
  let quoted = false;
  for (const unit of set) {
    if (isChar(unit, '"')) quoted = !quoted;
    if (!quoted && isDelimiter(unit)) {
      if (item.length > 0) items.push(item);
      item = [];
    } else item.push(unit);
  }
  if (item.length > 0) items.push(item);
  return items.map((one) => {
    const text = textOf(one);
    return /[*?]/.test(text) ? [{ text, span: hullOfUnits(one), unknown: `file ${text}` }] : one;
  });
}

const MOST_STEPS = 1000;

/** `for /l`: from, by, to; undefined where that cannot be told. */
export function countSet(set: readonly Unit[]): (readonly Unit[])[] | undefined {
  const [from, step, to] = splitSet(set).map((item) => Number(textOf(item)));
  if (set.some(({ unknown }) => unknown !== undefined) || from === undefined || step === undefined || to === undefined)
    return undefined;
  if (![from, step, to].every(Number.isInteger) || step === 0) return undefined;
  const span = hullOfUnits(set);
  const steps: Unit[][] = [];
  for (let i = from; (step > 0 ? i <= to : i >= to) && steps.length < MOST_STEPS; i += step) {
    steps.push([{ text: String(i), span }]);
  }
  return steps;
}

/** How `for /f` takes lines apart. */
export interface LineFormat {
  readonly skip: number;
  readonly eol: string;
  readonly delims: string;
  /** Numbers of the words wanted, and whether the rest of the line follows as one more. */
  readonly tokens: readonly number[];
  readonly rest: boolean;
  readonly usesBackquotes: boolean;
}

export function parseLineFormat(options: string): LineFormat {
  const delims = /delims=(.*?)(?: (?:tokens|skip|eol|usebackq)\b.*)?$/i.exec(options)?.[1];
  const list = /tokens=([0-9,*-]+)/i.exec(options)?.[1] ?? "1";
  const tokens = list.split(",").flatMap((part) => {
    const [from, to] = part.replace("*", "").split("-").map(Number);
    if (!from) return [];
    return Array.from({ length: Math.min(26, Math.max(1, (to || from) - from + 1)) }, (_, i) => from + i);
  });
  return {
    skip: Number(/skip=([0-9]{1,6})/i.exec(options)?.[1] ?? 0),
    eol: /eol=(.)/i.exec(options)?.[1] ?? ";",
    delims: delims ?? " \t",
    tokens,
    rest: list.includes("*"),
    usesBackquotes: /usebackq/i.test(options),
  };
}

/** The loop's values for each line of a text; lines without a first word are passed over. */
export function splitLines(
  text: readonly Unit[],
  variable: string,
  format: LineFormat,
): Map<string, readonly Unit[]>[] {
  const lines: Unit[][] = [[]];
  for (const unit of text) {
    if (unit.text === "\r\n" || unit.text === "\n") lines.push([]);
    else lines.at(-1)?.push(unit);
  }
  return lines.slice(format.skip).flatMap((line) => {
    if (line.length === 0 || isChar(line[0], format.eol)) return [];
    const words = takeWords(line, format);
    if (words.every((word) => word.length === 0)) return [];
    const first = variable.charCodeAt(0);
    return [new Map(words.map((word, i) => [String.fromCharCode(first + i), word] as const))];
  });
}

function takeWords(line: readonly Unit[], { delims, tokens, rest }: LineFormat): (readonly Unit[])[] {
  const isDelim = (unit: Unit | undefined) =>
    unit?.unknown === undefined && unit !== undefined && delims.includes(unit.text);
  const words: (readonly Unit[])[] = [];
  const last = Math.max(0, ...tokens);
  let at = 0;
  const found: (readonly Unit[])[] = [];
  for (let number = 1; number <= last; number++) {
    while (isDelim(line[at])) at++;
    const start = at;
    while (at < line.length && !isDelim(line[at])) at++;
    found.push(line.slice(start, at));
  }
  for (const number of tokens) words.push(found[number - 1] ?? []);
  if (rest) {
    while (isDelim(line[at])) at++;
    words.push(line.slice(at));
  }
  return words;
}
