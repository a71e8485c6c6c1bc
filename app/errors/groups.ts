import type { ErrorEntry } from "../../lib/providers/replies/search-errors.ts";

/** How many known errors share a code, or are said by one server. */
export interface ErrorGroup {
  readonly name: string;
  readonly count: number;
}

const SHARED_BY = 3;

/** The codes that several entries share, the most frequent first. */
export function groupByCode(entries: readonly ErrorEntry[]): ErrorGroup[] {
  return count(entries.flatMap(({ error }) => error ?? [])).filter((group) => group.count >= SHARED_BY);
}

/** Who says them, by name. */
export function groupByWho(entries: readonly ErrorEntry[]): ErrorGroup[] {
  return count(entries.map(({ who }) => who)).sort((a, b) => a.name.localeCompare(b.name, "en"));
}

function count(names: readonly string[]): ErrorGroup[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, each]) => ({ name, count: each })).sort((a, b) => b.count - a.count);
}
