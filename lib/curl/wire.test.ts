import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { isVersion, RELEASES } from "./version.ts";
import { compareCommands } from "./wire.testing.ts";

const PORTS = 41_100;
const program = process.env.CURL ?? "curl";
const version = /^curl (\S+)/.exec(spawnSync(program, ["--version"], { encoding: "utf8" }).stdout ?? "")?.[1] ?? "";
const isKnown = isVersion(version) && (RELEASES as readonly string[]).includes(version);
const seed = Number(process.env.SEED ?? 1);
const count = Number(process.env.COUNT ?? 500);

test.skipIf(!isKnown)(
  `${count} generated commands go out as curl ${version} sends them`,
  { timeout: 3_600_000 },
  async () => {
    const results = await compareCommands({ program, version }, seed, count, PORTS);
    const wrong = results.filter(({ differences }) => differences.length > 0);
    if (process.env.SHOW) {
      for (const { command, differences, outcome } of wrong.slice(0, Number(process.env.SHOW))) {
        console.log(
          JSON.stringify(
            command.argv.map((word) => (word.length > 300 ? `${word.slice(0, 40)}…${word.length}` : word)),
          ),
          "\n   ",
          differences.map((text) => text.slice(0, 900)).join("\n    "),
          outcome.stderr.slice(0, 300),
        );
      }
      const refused = results.filter(({ outcome }) => outcome.exitCode !== 0 && outcome.arrived.length === 0);
      const counts = new Map<string, number>();
      for (const { command } of results)
        for (const name of command.shows) counts.set(name, (counts.get(name) ?? 0) + 1);
      console.log({
        wrong: wrong.length,
        refused: refused.length,
        rare: [...counts]
          .filter(([, n]) => n < count / 100)
          .sort((a, b) => a[1] - b[1])
          .slice(0, 40),
      });
    }
    expect(wrong.map(({ command, differences }) => ({ argv: command.argv, differences }))).toEqual([]);
  },
);
