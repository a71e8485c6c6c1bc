import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { OPTION_ROWS } from "./option-table.ts";
import { findShortOption, optionsOf, resolveOption, takesValue } from "./options.ts";
import { isVersion, RELEASES, type Release } from "./version.ts";

/** Options that curl takes and does not list. */
const HIDDEN = ["eprt", "epsv", "ftp-ssl", "ftp-ssl-reqd", "include", "krb4", "test-event"];

const version = /^curl (\S+)/.exec(spawnSync("curl", ["--version"], { encoding: "utf8" }).stdout ?? "")?.[1] ?? "";
const isKnown = isVersion(version) && (RELEASES as readonly string[]).includes(version);

test("names are sorted, unique and spelled as curl spells them", () => {
  const names = OPTION_ROWS.map(([name]) => name);
  expect(names).toEqual([...new Set(names)].sort());
  for (const name of names) expect(name).toMatch(/^[a-z0-9][a-z0-9.-]*$/);
});

test.skipIf(!isKnown)(`the table is what curl ${version} lists in --help all`, () => {
  const help = spawnSync("curl", ["--help", "all"], { encoding: "utf8" }).stdout;
  const listed = help.split("\n").flatMap((line) => {
    const match = /^ *(?:-(.), )?--(\S+)( <| \[)?/.exec(line);
    return match ? [{ short: match[1] ?? null, name: match[2] ?? "", takesValue: match[3] !== undefined }] : [];
  });
  const release = version as Release;
  const mine = optionsOf(release)
    .filter(({ name }) => !HIDDEN.includes(name) || listed.some((line) => line.name === name))
    .map((option) => ({
      short: option.short,
      name: option.name,
      takesValue: takesValue(option) && option.name !== "help",
    }));
  // The help names some switches by their negative form; 7.88 shows the category of --help as a value.
  const plain = listed.map((line) => ({
    ...line,
    name: line.name.replace(/^no-(?!proxy$)/, ""),
    takesValue: line.takesValue && line.name !== "help",
  }));
  const key = ({ name }: { name: string }) => name;
  expect(mine.sort((a, b) => (key(a) < key(b) ? -1 : 1))).toEqual(plain.sort((a, b) => (key(a) < key(b) ? -1 : 1)));
});

describe("long names", () => {
  const cases: [release: Release, name: string, negated: boolean, found: string][] = [
    ["7.88.1", "data", false, "data"],
    ["7.88.1", "Data", false, "data"],
    ["7.88.1", "dat", false, "ambiguous"],
    ["7.88.1", "req", false, "ambiguous"],
    ["7.88.1", "head", false, "head"],
    ["7.88.1", "verb", false, "verbose"],
    ["7.88.1", "verb", true, "unknown"],
    ["7.88.1", "nope", false, "unknown"],
    ["8.14.1", "Data", false, "unknown"],
    ["8.14.1", "verb", false, "unknown"],
    ["8.21.0", "follow", false, "follow"],
    ["8.14.1", "follow", false, "unknown"],
    ["7.88.1", "variable", false, "unknown"],
  ];
  test.each(cases)("%s: %s (negated %s) is %s", (release, name, negated, found) => {
    const option = resolveOption(name, negated, release);
    expect(typeof option === "string" ? option : option.name).toBe(found);
  });
});

test("the letter i moved from include to show-headers", () => {
  expect(RELEASES.map((release) => findShortOption("i", release)?.name)).toEqual([
    "include",
    "show-headers",
    "show-headers",
  ]);
});
