import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { HttpRequest } from "../http/request.ts";
import { Dice, type GeneratedCommand, generateCommand } from "./commands.testing.ts";
import { parseCurl } from "./curl.ts";
import type { CurlReading } from "./reading.ts";
import { type Arrived, makeCertificate, type Outcome, Recorder } from "./recorder.testing.ts";
import { toRelease } from "./version.ts";
import { toWords } from "./words.testing.ts";

/** One command with what the model said and what the real curl did. */
export interface Comparison {
  readonly command: GeneratedCommand;
  readonly reading: CurlReading;
  readonly outcome: Outcome;
  /** What differs, in words; empty if nothing does. */
  readonly differences: readonly string[];
  /** True where curl or the model refuses the command before anything is sent. */
  readonly isRefusal: boolean;
}

/** Exit codes of what curl refuses before it sends. */
const REFUSALS = new Set([1, 2, 3, 26, 43, 67]);
const WORKERS = 12;

/** Runs `count` generated commands with that curl on ports from `firstPort` on, and compares. */
export async function compareCommands(
  curl: { readonly program: string; readonly version: string },
  seed: number,
  count: number,
  firstPort: number,
): Promise<Comparison[]> {
  const certificate = makeCertificate();
  const results: Comparison[] = [];
  let next = 0;
  const work = async (number: number) => {
    const recorder = await Recorder.start(firstPort + number, certificate);
    const folder = mkdtempSync(path.join(tmpdir(), "curl-wire-"));
    while (next < count) {
      const index = next++;
      const dice = new Dice(seed * 1_000_003 + index);
      const address = `127.0.0.1:${recorder.port}`;
      const command = generateCommand(dice, toRelease(curl.version), address, certificate !== null);
      results[index] = await compareCommand(curl, command, recorder, folder);
    }
    recorder.close();
    rmSync(folder, { recursive: true, force: true });
  };
  await Promise.all(Array.from({ length: WORKERS }, (_, number) => work(number)));
  return results;
}

/** Runs one command and compares. */
export async function compareCommand(
  curl: { readonly program: string; readonly version: string },
  command: GeneratedCommand,
  recorder: Recorder,
  folder: string,
): Promise<Comparison> {
  const { words } = toWords(["curl", ...command.argv]);
  const reading = parseCurl(words, curl.version, { text: "", pieces: [] });
  const outcome = await recorder.run(curl.program, command.argv, folder);
  const isRefusal = reading.refusal !== null || (outcome.arrived.length === 0 && REFUSALS.has(outcome.exitCode ?? 0));
  return { command, reading, outcome, differences: findDifferences(reading, outcome), isRefusal };
}

function findDifferences(reading: CurlReading, outcome: Outcome): string[] {
  const found: string[] = [];
  const { exitCode } = outcome;
  const isOther = reading.notes.some(({ kind }) => kind === "other-protocol");
  const fits = reading.exitCode !== 0 ? exitCode === reading.exitCode : exitCode !== null && !REFUSALS.has(exitCode);
  if (!fits && !isOther) found.push(`exit code ${reading.exitCode} for ${exitCode}`);
  const said = reading.requests.map(toArrived);
  if (said.length !== outcome.arrived.length) found.push(`${said.length} requests for ${outcome.arrived.length}`);
  for (const [index, real] of outcome.arrived.entries()) {
    const model = said[index];
    if (!model) break;
    const names = new Map<string, string>();
    for (const part of ["method", "target", "headers", "body"] as const) {
      const [a, b] = [JSON.stringify(model[part]), JSON.stringify(real[part])];
      if (withoutBoundaries(a, new Map()) !== withoutBoundaries(b, names)) found.push(`${part} ${a} for ${b}`);
    }
  }
  return found;
}

function toArrived(request: HttpRequest): Arrived {
  return {
    method: request.method.text,
    target: request.target.text,
    headers: request.headers.map(({ name, value }) => [name.text, value.text] as const),
    body: request.body?.text ?? "",
  };
}

/** Boundaries are random: each is replaced by its number in the order of appearance. */
function withoutBoundaries(text: string, names: Map<string, string>): string {
  return text.replace(/-{24}([A-Za-z0-9]{22}|[0-9a-f]{16})(?![A-Za-z0-9])/g, (boundary) => {
    const name = names.get(boundary) ?? `<boundary ${names.size}, ${boundary.length} long>`;
    names.set(boundary, name);
    return name;
  });
}
