/** Something that the palette can do: an action of the page, or a page to go to. */
export interface Command {
  readonly id: string;
  /** What it is called: a verb first, or a page's title. */
  readonly name: string;
  /** "Action", "Example", "Rule" … */
  readonly kind: string;
  /** What a search finds it by, beside its name. */
  readonly also?: string;
  /** The keys that do the same. */
  readonly keys?: string;
  readonly href?: string;
  readonly run?: () => void;
}

let offered: (() => readonly Command[]) | null = null;

/** Offers the commands of the page that is shown, asked for when the palette opens; ends with what it returns. */
export function offerCommands(list: () => readonly Command[]): () => void {
  offered = list;
  return () => {
    if (offered === list) offered = null;
  };
}

export function commandsOfPage(): readonly Command[] {
  return offered?.() ?? [];
}

const MOST = 60;

/** The commands that hold every word of the query, those first whose name begins with it, then those with it as a word. */
export function searchCommands(commands: readonly Command[], query: string): readonly Command[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return commands.slice(0, MOST);
  const found = commands.flatMap((command, i) => {
    const weight = weigh(command, words);
    return weight === undefined ? [] : [{ command, weight, i }];
  });
  return found
    .sort((a, b) => a.weight - b.weight || a.i - b.i)
    .slice(0, MOST)
    .map(({ command }) => command);
}

function weigh({ name, kind, also = "" }: Command, words: readonly string[]): number | undefined {
  const title = name.toLowerCase();
  const all = `${title} ${kind} ${also}`.toLowerCase();
  if (!words.every((word) => all.includes(word))) return undefined;
  const query = words.join(" ");
  if (title.startsWith(query)) return 0;
  if (` ${title}`.includes(` ${query}`)) return 1;
  return words.every((word) => title.includes(word)) ? 2 : 3;
}
