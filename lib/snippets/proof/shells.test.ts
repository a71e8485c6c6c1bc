import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { toSnippets } from "../catalog.ts";
import { setUpBench } from "./bench.testing.ts";
import {
  childEnvironment,
  expectRight,
  hasProgram,
  inPairs,
  type Job,
  jobsFor,
  runShell,
  thin,
  withMode,
} from "./jobs.testing.ts";
import { startRecorder } from "./recorder.testing.ts";

const bench = setUpBench();
const SHELLS = ["bash", "dash", "zsh", "fish"];
const HOUR = 3_600_000;

describe.each(SHELLS)("curl-posix in %s", (shell) => {
  test.skipIf(!hasProgram(shell))(
    "as a script",
    async () => {
      const { recorder, folder, canary } = bench();
      const { jobs, declined } = jobsFor("curl-posix", `curl-${shell}`, bench());
      expect(declined).toEqual([]);
      const chosen = thin(jobs, 40);
      const literal = withMode(chosen, "literal");
      const env = withMode(chosen, "env");
      // One script of many snippets, as somebody would collect them in a file.
      await runShell(shell, literal.map(({ code }) => code).join("\n"), { cwd: folder, timeoutMs: HOUR });
      await inPairs(env, (job) => runShell(shell, job.code, { env: job.env, cwd: folder }));
      expectRight(recorder, canary, [...literal, ...env], shell);
    },
    HOUR,
  );

  test.skipIf(!hasProgram(shell) || !hasProgram("python3"))(
    "typed at a prompt",
    async () => {
      const { recorder, folder, canary } = bench();
      const { jobs } = jobsFor("curl-posix", `typed-${shell}`, bench());
      // A terminal that edits no lines takes 4,095 characters of one; dash has no line editor.
      const typable = jobs.filter(
        ({ code, proof }) =>
          !proof.isParticular && (shell !== "dash" || code.split("\n").every((line) => line.length < 4000)),
      );
      const chosen = thin(typable, 8);
      const literal = withMode(chosen, "literal");
      const env = withMode(chosen, "env");
      await typeAll(literal);
      await typeAll(env);
      expectRight(recorder, canary, [...literal, ...env], `${shell}, typed`);

      async function typeAll(list: typeof jobs) {
        const terminal = spawn("python3", ["-c", TERMINAL, ...(PROMPTS[shell] ?? [shell])], {
          cwd: folder,
          env: { ...childEnvironment(), TERM: "dumb", HISTFILE: "/dev/null", PS1: "> " },
          stdio: ["pipe", "ignore", "ignore"],
        });
        await sleep(700);
        for (const job of list) {
          const typed = `${readVariables(job)}${job.code}\n`;
          terminal.stdin.write(`${Buffer.from(typed).toString("base64")}\n`);
          await recorder.waitFor(job.key, 10_000);
          await sleep(60);
        }
        terminal.stdin.end();
        await once(terminal, "close");
      }

      /** A line that sets the variables from a file, since a prompt takes some characters for editing keys. */
      function readVariables({ key, env }: Job): string {
        const entries = Object.entries(env);
        if (entries.length === 0) return "";
        const set = shell === "fish" ? (name: string) => `set -gx ${name} ` : (name: string) => `export ${name}=`;
        const file = path.join(folder, `${key}.env`);
        const quoted = (text: string) =>
          text.replace(/['\\]|[^'\\]+/g, (part) =>
            part.length === 1 && /['\\]/.test(part) ? `\\${part}` : `'${part}'`,
          );
        writeFileSync(file, entries.map(([name, value]) => `${set(name)}${quoted(value) || "''"}\n`).join(""));
        return `. ${file}\n`;
      }
    },
    HOUR,
  );
});

describe.each(SHELLS)("curl-posix with secrets by stdin, in %s", (shell) => {
  test.skipIf(!hasProgram(shell))(
    "sends what it should",
    async () => {
      const { recorder, folder, canary } = bench();
      const { jobs, declined } = jobsFor("curl-posix", `stdin-${shell}`, { ...bench(), secretsIn: "stdin" });
      expect(declined).toEqual([]);
      const chosen = thin(jobs, 30);
      const literal = withMode(chosen, "literal");
      const env = withMode(chosen, "env");
      await runShell(shell, literal.map(({ code }) => code).join("\n"), { cwd: folder, timeoutMs: HOUR });
      await inPairs(env, (job) => runShell(shell, job.code, { env: job.env, cwd: folder }));
      expectRight(recorder, canary, [...literal, ...env], `${shell}, secrets by stdin`);
    },
    HOUR,
  );

  test.skipIf(!hasProgram(shell) || process.platform !== "linux")("shows no process with a secret", async () => {
    const seen: string[] = [];
    const recorder = await startRecorder(() => seen.push(...commandLines()));
    const values = { clientId: "id+of/app=1", clientSecret: "s3cr3t+of/app=1", refreshToken: "t0ken+of/app=1" };
    for (const secretsIn of ["stdin", "arguments"] as const) {
      seen.length = 0;
      for (const clientAuth of ["client_secret_basic", "client_secret_post"] as const) {
        const tokenEndpoint = `http://127.0.0.1:${recorder.port}/t/${secretsIn}-${clientAuth}`;
        const [snippet] = toSnippets({ tokenEndpoint, clientAuth, ...values }, { secrets: "env", secretsIn });
        const env = {
          CLIENT_ID: values.clientId,
          CLIENT_SECRET: values.clientSecret,
          REFRESH_TOKEN: values.refreshToken,
        };
        await runShell(shell, snippet?.code ?? "", { env });
        expect(recorder.taken(`${secretsIn}-${clientAuth}`)).toHaveLength(1);
      }
      const shown = seen.filter((line) => /of(?:\/|%2[fF])app|b2YvYXBw|9mL2Fwc|vZi9hcH|of%2Fapp/.test(line));
      // The other way they are seen: the test would notice them.
      expect(seen.some((line) => line.includes("curl"))).toBe(true);
      expect(shown.length > 0).toBe(secretsIn === "arguments");
    }
    await recorder.close();
  });
});

/** What \`ps\` would show of every process. */
function commandLines(): string[] {
  return readdirSync("/proc").flatMap((entry) => {
    if (!/^\d+$/.test(entry)) return [];
    try {
      return [readFileSync(`/proc/${entry}/cmdline`, "utf8").replaceAll("\0", " ")];
    } catch {
      return [];
    }
  });
}

const PROMPTS: Record<string, readonly string[]> = {
  bash: ["bash", "--norc", "--noprofile", "-i"],
  dash: ["dash", "-i"],
  zsh: ["zsh", "-f", "-i"],
  fish: ["fish", "--no-config", "-i"],
};

/** Runs a program on a terminal of its own and types what comes, base64 lines, as fast as the terminal takes it. */
const TERMINAL = `
import base64, os, pty, select, signal, sys
pid, terminal = pty.fork()
if pid == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
pending = b""
given = b""
while True:
    readable, _, _ = select.select([0, terminal], [terminal] if pending else [], [], 30)
    writable = select.select([], [terminal], [], 0)[1] if pending else []
    try:
        if terminal in readable and not os.read(terminal, 65536):
            break
        if writable:
            pending = pending[os.write(terminal, pending[:256]):]
    except OSError:
        break
    if 0 in readable:
        chunk = os.read(0, 65536)
        if not chunk:
            break
        given += chunk
        *lines, given = given.split(b"\\n")
        pending += b"".join(base64.b64decode(line) for line in lines)
os.kill(pid, signal.SIGKILL)
`;

const TOOLS = [
  ["httpie", "http", 4],
  ["wget", "wget", 8],
] as const;
describe.each(TOOLS)("%s", (id, program, few) => {
  test.skipIf(!hasProgram(program))(
    "sends what it should",
    async () => {
      const { recorder, folder, canary } = bench();
      const { jobs, declined } = jobsFor(id, id, bench());
      expect(declined).toEqual([]);
      const chosen = thin(jobs, few);
      const shells = SHELLS.filter(hasProgram);
      const shellOf = new Map(chosen.map((job, i) => [job.key, shells[i % shells.length] ?? "sh"]));
      await inPairs(chosen, (job) => runShell(shellOf.get(job.key) ?? "sh", job.code, { env: job.env, cwd: folder }));
      expectRight(recorder, canary, chosen, program);
    },
    HOUR,
  );
});
