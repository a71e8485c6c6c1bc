import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { setUpBench } from "./bench.testing.ts";
import * as drivers from "./drivers.testing.ts";
import { expectRight, hasProgram, jobsFor, run, thin } from "./jobs.testing.ts";

const HOUR = 3_600_000;
/** Debian's own cargo, and the sources of crates that it packages. */
const CARGO = "/usr/bin/cargo";
const CRATES = "/usr/share/cargo/registry";
const MANIFEST = `[package]
name = "proof"
version = "0.1.0"
edition = "2021"

[dependencies]
reqwest = { version = "0.11", features = ["blocking"] }
url = "2"

[profile.dev]
debug = 0
`;
const CONFIG = `[source.crates-io]
replace-with = "debian"

[source.debian]
directory = "${CRATES}"
`;
const bench = setUpBench();

test.skipIf(process.env.SNIPPETS !== "all" || !hasProgram(CARGO) || !hasProgram(`${CRATES}/reqwest-0.11.13`))(
  "rust-reqwest with Debian's crates (with SNIPPETS=all)",
  async () => {
    const { recorder, folder, canary } = bench();
    const { jobs, declined } = jobsFor("rust-reqwest", "rust", bench());
    expect(declined).toEqual([]);
    const chosen = thin(jobs, 0);
    for (const name of ["src", ".cargo"]) mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, "Cargo.toml"), MANIFEST);
    writeFileSync(path.join(folder, ".cargo/config.toml"), CONFIG);
    chosen.forEach(({ code }, i) => {
      writeFileSync(path.join(folder, `src/case${i}.rs`), code.replace("\nfn main()", "\npub fn main()"));
    });
    writeFileSync(path.join(folder, "src/main.rs"), drivers.rustMain(chosen.map(({ env }) => env)));
    // What is built of the crates stays, so that the next run builds the cases alone.
    const target = path.join(tmpdir(), "regrant-cargo");
    const env = { PATH: "/usr/bin:/bin", CARGO_HOME: path.join(target, "home"), CARGO_TARGET_DIR: target };
    const built = await run(CARGO, ["build", "--offline", "-j2"], { cwd: folder, env, timeoutMs: HOUR });
    expect(built.status, built.output.slice(-2000)).toBe(0);
    await run(path.join(target, "debug/proof"), [], { cwd: folder, timeoutMs: HOUR });
    expectRight(recorder, canary, chosen, "cargo");
  },
  HOUR,
);
