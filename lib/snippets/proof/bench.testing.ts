import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import { type Recorder, startRecorder } from "./recorder.testing.ts";

/** What a file of proofs works with: a recorder, a folder of its own, and the file that nothing may create. */
export interface Bench {
  readonly recorder: Recorder;
  readonly folder: string;
  readonly canary: string;
}

/** Sets up a bench before the file's tests and takes it down after them. */
export function setUpBench(): () => Bench {
  let bench: Bench | undefined;
  beforeAll(async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "regrant-snippets-"));
    bench = { recorder: await startRecorder(), folder, canary: path.join(folder, "canary") };
  });
  afterAll(async () => {
    await bench?.recorder.close();
    if (bench && existsSync(bench.folder)) rmSync(bench.folder, { recursive: true, force: true });
  }, 120_000);
  return () => {
    if (!bench) throw new Error("the bench is set up before the tests run");
    return bench;
  };
}
