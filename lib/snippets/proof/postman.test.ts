import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { setUpBench } from "./bench.testing.ts";
import * as drivers from "./drivers.testing.ts";
import { expectRight, jobsFor, run, sample } from "./jobs.testing.ts";

/** Postman's own runner, where `npm run test:snippets` has put it. */
const NEWMAN = fileURLToPath(new URL("../../../.cache/newman/node_modules/newman", import.meta.url));
const HOUR = 3_600_000;
const bench = setUpBench();

test.skipIf(!existsSync(NEWMAN))(
  "postman-collection in newman",
  async () => {
    const { recorder, folder, canary } = bench();
    const { jobs, declined } = jobsFor("postman-collection", "postman", bench());
    const unfounded = declined.filter(([{ refresh, secrets }]) => {
      const values = [refresh.clientId, refresh.clientSecret ?? "", refresh.refreshToken];
      const isFilledIn = secrets === "env" && values.some((value) => value.includes("{{"));
      return !isFilledIn && !Object.hasOwn(refresh.params ?? {}, "__proto__");
    });
    expect(unfounded).toEqual([]);
    const chosen = sample(jobs, 40);
    const list = path.join(folder, "list.json");
    writeFileSync(list, JSON.stringify(chosen.map(({ code, env }) => ({ code, env }))));
    const { output } = await run(process.execPath, ["-e", drivers.NEWMAN, NEWMAN, list], { timeoutMs: HOUR });
    expect(output).toBe("");
    expectRight(recorder, canary, chosen, "newman");
  },
  HOUR,
);
