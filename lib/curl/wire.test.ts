import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { isVersion, RELEASES } from "./version.ts";
import { compareCommands } from "./wire.testing.ts";

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

test.skipIf(!isKnown)(
  `${COUNT} generated commands go out as curl ${version || "(none of a known version installed)"} sends them`,
  { timeout: 3_600_000 },
  async () => {
    const results = await compareCommands({ program, version }, Number(SEED), Number(COUNT), PORTS);
    const wrong = results.filter(({ differences }) => differences.length > 0);
    const refused = results.filter(({ reading }) => reading.refusal !== null);
    const shown = wrong.map(({ command, differences }) =>
      [command.argv.map((word) => JSON.stringify(word).slice(0, 200)).join(" "), ...differences]
        .join("\n    ")
        .slice(0, 2000),
    );
    if (process.env.COUNT)
      console.info(`${wrong.length} of ${results.length} differ, ${refused.length} are refused\n${shown.join("\n")}`);
    expect(refused.length).toBeGreaterThan(results.length / 10);
    expect(wrong.length, `${wrong.length} of ${results.length} differ:\n${shown.join("\n")}`).toBeLessThanOrEqual(
      Number(COUNT) * ALLOWED,
    );
  },
);
