import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { isVersion, RELEASES } from "./version.ts";
import { type Comparison, compareCommands } from "./wire.testing.ts";

/**
 * By hand: COUNT commands from SEED on, with the curl that CURL names.
 * `SEED=7 COUNT=5000 CURL=/opt/curl/bin/curl npx vitest run lib/curl/wire.test.ts`
 */
const { CURL: program = "curl", SEED = "1", COUNT = "500" } = process.env;
const PORTS = 41_100;
/** The share of commands that may differ: what a busy machine does to timers, and what nobody has found yet. */
const ALLOWED = 0.005;

const version = /^curl (\S+)/.exec(spawnSync(program, ["--version"], { encoding: "utf8" }).stdout ?? "")?.[1] ?? "";
const isKnown = isVersion(version) && (RELEASES as readonly string[]).includes(version);

function show({ command, differences }: Comparison): string {
  const words = command.argv.map((word) => JSON.stringify(word).slice(0, 200)).join(" ");
  return [words, ...differences].join("\n    ").slice(0, 2000);
}

test.skipIf(!isKnown)(
  `${COUNT} generated commands go out as curl ${version || "(none of a known version installed)"} sends them`,
  { timeout: 3_600_000 },
  async () => {
    const results = await compareCommands({ program, version }, Number(SEED), Number(COUNT), PORTS);
    const sides = {
      wire: results.filter((each) => !each.isRefusal),
      refusals: results.filter((each) => each.isRefusal),
    };
    expect(sides.refusals.length).toBeGreaterThan(results.length / 10);
    for (const [side, compared] of Object.entries(sides)) {
      const wrong = compared.filter(({ differences }) => differences.length > 0);
      const shown = `${wrong.length} of ${compared.length} ${side} differ:\n${wrong.map(show).join("\n")}`;
      if (process.env.COUNT) console.info(shown);
      // In a small run a single command weighs more than the share that is allowed.
      expect(wrong.length, shown).toBeLessThanOrEqual(Math.max(1, compared.length * ALLOWED));
    }
  },
);
