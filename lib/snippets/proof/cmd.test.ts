import { appendFileSync, copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { setUpBench } from "./bench.testing.ts";
import type { ProofCase } from "./hostile.testing.ts";
import { expectRight, hasProgram, inPairs, type Job, jobsFor, run, thin, withMode } from "./jobs.testing.ts";

const WINE = "/usr/lib/wine/wine64";
const HOUR = 3_600_000;
const bench = setUpBench();

/**
 * A program for Windows that writes down the words it is given, one JSON list a line. Called powershell.exe, which Wine
 * does not have, it prints what the expression stands for.
 */
const WORDS = `package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strings"
)

func main() {
	if strings.Contains(os.Args[0], "powershell") {
		if strings.Contains(os.Args[3], "UrlEncode($env:CLIENT_ID)+':'+[Net.WebUtility]::UrlEncode($env:CLIENT_SECRET)") {
			text := url.QueryEscape(os.Getenv("CLIENT_ID")) + ":" + url.QueryEscape(os.Getenv("CLIENT_SECRET"))
			fmt.Println(base64.StdEncoding.EncodeToString([]byte(text)))
		}
		return
	}
	file, _ := os.OpenFile("words.jsonl", os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	words, _ := json.Marshal(os.Args[1:])
	file.Write(append(words, '\\n'))
}
`;

/** What cmd.exe cannot say; nothing else is a reason to decline. */
function mayDecline({ refresh, secrets }: ProofCase): boolean {
  const values = [refresh.clientId, refresh.clientSecret ?? "", refresh.refreshToken];
  if (values.join("").length + Object.values(refresh.params ?? {}).join("").length > 2000) return true;
  if (secrets === "literal") return false;
  const isForm = refresh.clientAuth === "client_secret_basic" && refresh.basicEncoding !== "raw";
  const credentials = values.slice(0, 2).join("");
  // Where PowerShell encodes id and secret, the token alone stands in the line.
  const inLine = isForm && /[^A-Za-z0-9._-]/.test(credentials) ? values.slice(2) : values;
  return inLine.some((text) => /["%]|\\$|[^\x20-\x7e]/.test(text));
}

describe.each(["curl-cmd", "curl-batch"])("%s", (id) => {
  test("declines what cmd.exe cannot say, and nothing else", () => {
    const { jobs, declined } = jobsFor(id, `${id}-d`, bench());
    const unfounded = declined.filter(([proof]) => !mayDecline(proof)).map(([{ key }, reason]) => [key, reason]);
    expect(unfounded).toEqual([]);
    expect(withMode(jobs, "literal").length).toBeGreaterThan(400);
    for (const { code } of jobs) expect(code.replaceAll("\r\n", "")).toMatch(/^[\x20-\x7e]*$/);
  });

  test.skipIf(process.env.SNIPPETS !== "all" || !hasProgram(WINE) || !hasProgram("go"))(
    "hands curl the right words in Wine's cmd.exe (with SNIPPETS=all)",
    async () => {
      const { recorder, canary } = bench();
      const jobs = thin(jobsFor(id, id, bench()).jobs.filter(canBeSet), 0);
      const words = await readWords(id, jobs);
      const wordsOf = (key: string) => words.find((list) => list.some((word) => word.includes(`/t/${key}?`))) ?? [];
      await inPairs(jobs, (job) => run("curl", wordsOf(job.key)));
      expectRight(recorder, canary, jobs, "Wine's cmd.exe");
    },
    HOUR,
  );
});

/** True if `set` can give the variables their values. */
function canBeSet({ env }: Job): boolean {
  return Object.values(env).every((text) => /^[\x20-\x7e]*$/.test(text) && !/["%]|\\$/.test(text));
}

/** The words that each curl got. */
async function readWords(id: string, jobs: readonly Job[]): Promise<string[][]> {
  const { folder } = bench();
  writeFileSync(path.join(folder, "words.go"), WORDS);
  const env = { GOOS: "windows", GOARCH: "amd64", GO111MODULE: "off", CGO_ENABLED: "0" };
  const built = await run("go", ["build", "-o", "curl.exe", "words.go"], { cwd: folder, env, timeoutMs: 300_000 });
  expect(built.output).toBe("");
  copyFileSync(path.join(folder, "curl.exe"), path.join(folder, "powershell.exe"));
  const log = path.join(folder, "words.jsonl");
  writeFileSync(log, "");
  const script = path.join(folder, `${id}.txt`);
  writeFileSync(script, "");
  jobs.forEach(({ code, env: variables }, i) => {
    for (const name of ["CLIENT_ID", "CLIENT_SECRET", "REFRESH_TOKEN"]) {
      appendFileSync(script, `set "${name}=${variables[name] ?? ""}"\r\n`);
    }
    if (id === "curl-batch") writeFileSync(path.join(folder, `job${i}.bat`), code);
    appendFileSync(script, id === "curl-batch" ? `call job${i}.bat\r\n` : `${code}\r\n`);
  });
  const wine = { WINEPREFIX: path.join(tmpdir(), "regrant-wine"), WINEDEBUG: "-all", DISPLAY: "" };
  appendFileSync(script, "exit\r\n");
  // From a pipe Wine's cmd.exe loses what comes after the first block; a file it reads line by line.
  await run("sh", ["-c", `exec ${WINE} cmd < ${script}`], { cwd: folder, env: wine, timeoutMs: HOUR });
  return readFileSync(log, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as string[]);
}
