import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, existsSync } from "node:fs";
import { expect } from "vitest";
import { SNIPPET_TARGETS, toSnippet } from "../catalog.ts";
import { type SecretsIn, toTokenCall } from "../token-call.ts";
import { findDifference } from "./check.testing.ts";
import { type ProofCase, particularCases, proofCases } from "./hostile.testing.ts";
import type { Recorder } from "./recorder.testing.ts";

/** One snippet of one case, and the environment that it asks for. */
export interface Job {
  /** The snippet's. */
  readonly id: string;
  readonly key: string;
  readonly code: string;
  readonly env: Readonly<Record<string, string>>;
  readonly proof: ProofCase;
}

/** The jobs of one target, and the cases that it declines with their reasons. */
export function jobsFor(
  id: string,
  prefix: string,
  { recorder, canary, secretsIn }: { recorder: Recorder; canary: string; secretsIn?: SecretsIn },
): { jobs: Job[]; declined: [ProofCase, string][] } {
  const cases = [...proofCases(prefix, recorder.port, canary), ...particularCases(prefix, recorder.port)];
  const target = SNIPPET_TARGETS.find((each) => each.id === id);
  if (!target) throw new Error(`no target ${id}`);
  const jobs: Job[] = [];
  const declined: [ProofCase, string][] = [];
  for (const proof of cases) {
    const snippet = toSnippet(target, toTokenCall(proof.refresh, proof.secrets, secretsIn));
    if (snippet.code === null) {
      declined.push([proof, snippet.declined ?? "without a reason"]);
      continue;
    }
    const env: Record<string, string> = {};
    for (const [name, role] of Object.entries(snippet.env ?? {})) env[name] = proof.refresh[role] ?? "";
    jobs.push({ id, key: proof.key, code: snippet.code, env, proof });
  }
  note({ id, cases: cases.length, declined: declined.length });
  return { jobs, declined };
}

/** Writes down what was proved, where SNIPPETS_LOG names a file: `scripts/snippets.mjs` makes the README's table of it. */
function note(what: Readonly<Record<string, string | number | boolean>>): void {
  const file = process.env.SNIPPETS_LOG;
  if (file) appendFileSync(file, `${JSON.stringify(what)}\n`);
}

export function withMode(jobs: readonly Job[], mode: "env" | "literal"): Job[] {
  return jobs.filter(({ proof }) => proof.secrets === mode);
}

/** True if the program is here, for `test.skipIf`. */
export function hasProgram(name: string): boolean {
  if (name.startsWith("/")) return existsSync(name);
  return spawnSync("sh", ["-c", `command -v ${name}`]).status === 0;
}

/** The environment of a child: a plain one, UTF-8, and what the job asks for. */
export function childEnvironment(env: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, NODE_ENV } = process.env;
  return { NODE_ENV, PATH, HOME, ...(TMPDIR && { TMPDIR }), LANG: "C.UTF-8", LC_ALL: "C.UTF-8", ...env };
}

/** Runs one program to its end; resolves to what it printed, stdout and stderr as they came. */
export function run(
  command: string,
  args: readonly string[],
  {
    env = {},
    cwd,
    input,
    timeoutMs = 60_000,
  }: {
    env?: Readonly<Record<string, string>>;
    cwd?: string;
    input?: string;
    timeoutMs?: number;
  } = {},
): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: childEnvironment(env), cwd, timeout: timeoutMs });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.on("error", (error) => resolve({ status: null, output: String(error) }));
    child.on("close", (status) => resolve({ status, output }));
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

/** Runs a text in a shell that reads none of the user's files. bash would read them, since its input is a socket here. */
export function runShell(shell: string, code: string, options: Parameters<typeof run>[2]): ReturnType<typeof run> {
  const quiet = { bash: ["--norc", "--noprofile"], zsh: ["-f"], fish: ["--no-config"] }[shell] ?? [];
  return run(shell, [...quiet, "-c", code], options);
}

/** Runs `each` for every job, two at a time. */
export async function inPairs(jobs: readonly Job[], each: (job: Job) => Promise<unknown>): Promise<void> {
  const queue = [...jobs];
  const work = async () => {
    for (let job = queue.shift(); job; job = queue.shift()) await each(job);
  };
  await Promise.all([work(), work()]);
}

/** The particular ones and `few` others by a seeded choice (mulberry32); with SNIPPETS=all every one. */
export function sample(all: readonly Job[], few: number, seed = 1): Job[] {
  if (process.env.SNIPPETS === "all" || few >= all.length) return [...all];
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const rest = all.filter(({ proof }) => !proof.isParticular);
  const drawn = Array.from({ length: few }, () => rest.splice(Math.floor(random() * rest.length), 1)[0]);
  return [...all.filter(({ proof }) => proof.isParticular), ...drawn.filter((job) => job !== undefined)];
}

/**
 * As `sample`, for runtimes that need a process or more for each: with SNIPPETS=all one job of seven in ten sets and every
 * client authentication, by turns from the environment and literally.
 */
export function thin(all: readonly Job[], few: number): Job[] {
  if (process.env.SNIPPETS !== "all") return sample(all, few);
  const groups = new Map<string, Job[]>();
  for (const job of all) {
    const { set, refresh, key } = job.proof;
    if (set !== null && set % 10 >= 7) continue;
    const group = set === null ? key : `${set} ${refresh.clientAuth} ${refresh.basicEncoding}`;
    groups.set(group, [...(groups.get(group) ?? []), job]);
  }
  return [...groups.values()].flatMap((jobs, i) => jobs[i % jobs.length] ?? []);
}

/** Every job must have sent exactly the request of its case, and no value may have been executed. */
export function expectRight(recorder: Recorder, canary: string, jobs: readonly Job[], runtime: string): void {
  const wrong = jobs.flatMap((job) => {
    const difference = findDifference(job.proof.refresh, recorder.taken(job.key));
    return difference === null
      ? []
      : [{ key: job.key, difference: difference.slice(0, 400), code: job.code.slice(0, 900) }];
  });
  const executed = existsSync(canary);
  const right = executed ? 0 : jobs.length - wrong.length;
  note({ id: jobs[0]?.id ?? "", runtime, ran: jobs.length, right, sets: countSets(jobs), executed });
  expect(wrong.slice(0, 5), `${wrong.length} of ${jobs.length} wrong`).toEqual([]);
  expect(executed, "a value was executed").toBe(false);
}

/** How many sets of credentials were sent as Basic, in the body, and by a public client. */
function countSets(jobs: readonly Job[]): number {
  const auths = new Map<number, Set<string>>();
  for (const { proof } of jobs) {
    if (proof.set === null) continue;
    auths.set(proof.set, (auths.get(proof.set) ?? new Set()).add(proof.refresh.clientAuth));
  }
  return [...auths.values()].filter(({ size }) => size === 3).length;
}

/** Notes why a runtime did not run any of the jobs. */
export function noteSkipped(id: string, runtime: string, why: string): void {
  note({ id, skipped: runtime, why });
}
