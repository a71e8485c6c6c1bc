import { OPTION_ROWS } from "./option-table.ts";
import { isSince, type Release } from "./version.ts";

/**
 * What an option takes. "nothing" stands alone, "switch" has a `--no-` form, "text" is any value, "filled" any but an
 * empty one (8.x), the others are values that curl checks while it reads the command line.
 */
export type Takes =
  | "nothing"
  | "switch"
  | "text"
  | "filled"
  | "certificate"
  | "delay"
  | "flags"
  | "help"
  | "md5"
  | "mode"
  | "number"
  | "output"
  | "ports"
  | "priority"
  | "protocol"
  | "protocols"
  | "rate"
  | "redirects"
  | "seconds"
  | "size"
  | "srp"
  | "tls"
  | "tos"
  | "unsupported"
  | "url"
  | "variable";

/** One row of the table: name, letter, what it takes, label of the value, first and last release. */
export type OptionRow = readonly [
  name: string,
  short: string | null,
  takes: string,
  label?: string | null,
  since?: string | null,
  until?: string | null,
];

/** One option of curl as one release knows it. `label` is the name of its value in curl's help. */
export interface CurlOption {
  readonly name: string;
  readonly short: string | null;
  readonly takes: Takes;
  readonly label: string | null;
}

interface OptionSet {
  readonly all: readonly CurlOption[];
  readonly byName: ReadonlyMap<string, CurlOption>;
  readonly byLetter: ReadonlyMap<string, CurlOption>;
}

const sets = new Map<Release, OptionSet>();

/** All options that a release knows, in the order of their names. */
export function optionsOf(release: Release): readonly CurlOption[] {
  return setOf(release).all;
}

/** The option of exactly that long name (without dashes). */
export function findOption(name: string, release: Release): CurlOption | undefined {
  return setOf(release).byName.get(name);
}

/** The option of that letter. */
export function findShortOption(letter: string, release: Release): CurlOption | undefined {
  return setOf(release).byLetter.get(letter);
}

/** True if the option reads a value: the rest of the word, or the next one. */
export function takesValue(option: CurlOption): boolean {
  return option.takes !== "nothing" && option.takes !== "switch";
}

/**
 * The option that a long name stands for. Up to 8.5 letter case does not matter and an unambiguous beginning is enough;
 * a `--no-` form needs the whole name. Later releases take exact names only (07dd60c05b, 8.6.0).
 */
export function resolveOption(name: string, negated: boolean, release: Release): CurlOption | "unknown" | "ambiguous" {
  if (isSince(release, "8.14.1")) return findOption(name, release) ?? "unknown";
  const wanted = name.toLowerCase();
  const exact = findOption(wanted, release);
  if (exact) return exact;
  if (negated) return "unknown";
  const hits = optionsOf(release).filter((option) => option.name.startsWith(wanted));
  if (hits.length > 1) return "ambiguous";
  return hits[0] ?? "unknown";
}

function setOf(release: Release): OptionSet {
  const known = sets.get(release);
  if (known) return known;
  const all = OPTION_ROWS.flatMap((row) => toOption(row, release));
  const set = {
    all,
    byName: new Map(all.map((option) => [option.name, option])),
    byLetter: new Map(all.flatMap((option) => (option.short ? [[option.short, option]] : []))),
  };
  sets.set(release, set);
  return set;
}

function toOption(row: OptionRow, release: Release): CurlOption[] {
  const [name, short, takes, label = null, since, until] = row;
  if (since && !isSince(release, since as Release)) return [];
  if (until && release !== until && isSince(release, until as Release)) return [];
  return [{ name, short: shortOf(name, short, release), takes: takesOf(name, takes as Takes, release), label }];
}

/** `-i` moved from `--include` to its new name `--show-headers`. */
function shortOf(name: string, short: string | null, release: Release): string | null {
  return name === "include" && !isSince(release, "8.14.1") ? "i" : short;
}

function takesOf(name: string, takes: Takes, release: Release): Takes {
  if (!isSince(release, "8.14.1") && (name === "help" || name === "anyauth")) return "switch";
  if (!isSince(release, "8.14.1") && name === "ftp-pasv") return "switch";
  return takes;
}
