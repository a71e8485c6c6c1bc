import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { decodeBytes } from "../text/bytes.ts";

/** What a program under the name of curl was handed: its words, its own name first, and its standard input. */
export interface Recorded {
  readonly words: readonly string[];
  readonly stdin: string;
}

/** What a shell did with one text. */
export interface Outcome {
  readonly recorded: readonly Recorded[];
  readonly stderr: string;
}

/** True if `shell` can be run here. */
export function hasShell(shell: string): boolean {
  return spawnSync(shell, ["-c", "exit 0"]).status === 0;
}

// Each call writes one file of its own: calls in a pipeline run side by side.
const RECORDER = `#!/bin/sh
{ printf '%s\\0' "$#" "$@"; [ /dev/stdin -ef /dev/null ] || cat; } > "$RECORD.$$"
`;

// What runs in the background holds fd 8, and the caller waits for its end.
const DRIVER = `i=0
while IFS= read -r -d '' text; do
  cd "$1/$i"
  export RECORD="$1/r.$i"
  "$2" -c "$text" 8>&1 >/dev/null 2>"$1/e.$i" </dev/null
  i=$((i+1))
done < "$1/texts"
`;

/** Runs each text by `shell -c` in an empty folder of its own, with a recorder in curl's place. `env` is the environment. */
export function runTexts(shell: string, texts: readonly string[], env: Readonly<Record<string, string>>): Outcome[] {
  const folder = mkdtempSync(path.join(tmpdir(), "regrant-shell-"));
  try {
    const bin = path.join(folder, "bin");
    const out = path.join(folder, "out");
    for (const name of [bin, out]) mkdirSync(name);
    for (const i of texts.keys()) mkdirSync(path.join(out, String(i)));
    writeFileSync(path.join(bin, "curl"), RECORDER);
    chmodSync(path.join(bin, "curl"), 0o755);
    writeFileSync(path.join(out, "texts"), texts.map((text) => `${text}\0`).join(""));
    spawnSync("bash", ["-c", DRIVER, "driver", out, shell], {
      env: { NODE_ENV: "test", PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`, LC_ALL: "C.UTF-8", ...env },
      timeout: 500_000,
    });
    const records: Recorded[][] = texts.map(() => []);
    for (const name of readdirSync(out)) {
      if (!name.startsWith("r.")) continue;
      records[Number(name.split(".")[1])]?.push(parseRecord(readFileSync(path.join(out, name))));
    }
    return texts.map((_, i) => ({
      recorded: records[i] ?? [],
      stderr: readFileSync(path.join(out, `e.${i}`), "utf8"),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function parseRecord(bytes: Buffer): Recorded {
  let at = 0;
  const next = () => {
    const end = bytes.indexOf(0, at);
    const word = decodeBytes(bytes.subarray(at, end));
    at = end + 1;
    return word;
  };
  const count = Number(next());
  const words = ["curl", ...Array.from({ length: count }, next)];
  return { words, stdin: decodeBytes(bytes.subarray(at)) };
}
