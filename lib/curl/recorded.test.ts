import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { toWireRequest } from "../http/request.ts";
import { decodeBytes } from "../text/bytes.ts";
import { parseCurl } from "./curl.ts";
import recorded from "./data/recorded-runs.json";
import { RELEASES, type Release } from "./version.ts";
import { toWords } from "./words.testing.ts";

/** What arrived at a server when bash ran the command with that release; a release left out did as the oldest did. */
interface Run {
  readonly exitCodes: readonly number[];
  readonly requests: readonly {
    readonly method: string;
    readonly target: string;
    readonly headers: readonly (readonly string[])[];
    readonly body: string;
  }[];
}

/** The words that bash hands to each curl call of each command, the program's name first. */
function splitByBash(commands: readonly string[]): string[][][] {
  const script = `
    curl() { printf 'curl\\0'; for word; do printf '%s\\0' "$word"; done; printf '\\1\\0'; } >&3
    for command; do (eval "$command") </dev/null; printf '\\2\\0' >&3; done`;
  const { output } = spawnSync("bash", ["-c", script, "bash", ...commands], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    maxBuffer: 1 << 24,
  });
  const results: string[][][] = [];
  let calls: string[][] = [];
  let words: string[] = [];
  for (const word of decodeBytes(output[3] ?? new Uint8Array()).split("\0")) {
    if (word === "\u0002") {
      results.push(calls);
      calls = [];
    } else if (word === "\u0001") {
      calls.push(words);
      words = [];
    } else words.push(word);
  }
  return results;
}

const hasBash = spawnSync("bash", ["--version"]).status === 0;
const split = hasBash ? splitByBash(recorded.map(({ command }) => command)) : [];
const versionless = (text: string) => text.replace(/^curl\/[\d.]+$/, "curl/VERSION");

for (const [index, { command, runs }] of recorded.entries()) {
  const byRelease = runs as unknown as Partial<Record<Release, Run>>;
  test.skipIf(!hasBash)(`as recorded: ${command.slice(0, 100).replace(/\s+/g, " ")}`, () => {
    const calls = split[index] ?? [];
    for (const release of RELEASES) {
      const run = byRelease[release] ?? byRelease[RELEASES[0]];
      const readings = calls.map((call) => parseCurl(toWords(call).words, release, { text: "", pieces: [] }));
      const requests = readings.flatMap((reading) =>
        reading.requests.map((request) => {
          const wire = toWireRequest(request);
          return {
            method: wire.method,
            target: request.target.text,
            headers: wire.headers.map(([name, value]) => [name, versionless(value)]),
            body: wire.body?.base64 ?? "",
          };
        }),
      );
      expect({ release, requests }).toEqual({ release, requests: run?.requests });
      expect({ release, exitCodes: readings.map(({ exitCode }) => exitCode) }).toEqual({
        release,
        exitCodes: run?.exitCodes,
      });
    }
  });
}
