import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { setUpBench } from "./bench.testing.ts";
import * as drivers from "./drivers.testing.ts";
import { expectRight, hasProgram, inPairs, type Job, jobsFor, run, sample, thin, withMode } from "./jobs.testing.ts";

const bench = setUpBench();
const HOUR = 3_600_000;
/** Debian's own Python: the one that has Debian's packages. */
const PYTHON = "/usr/bin/python3";
const GUZZLE = "/usr/share/php/GuzzleHttp/autoload.php";

/** Prepares the jobs of one target: `few` of its cases, or with SNIPPETS=all every one. */
function prepare(id: string, few: number): { jobs: Job[]; folder: string } {
  const { folder } = bench();
  const { jobs, declined } = jobsFor(id, id, bench());
  expect(declined).toEqual([]);
  const own = path.join(folder, id);
  mkdirSync(own);
  return { jobs: sample(jobs, few), folder: own };
}

function write(folder: string, jobs: readonly Job[], extension: string): string[] {
  return jobs.map(({ key, code }, i) => {
    const file = path.join(folder, `${key}-${i}.${extension}`);
    writeFileSync(file, code);
    return file;
  });
}

function expectAllRight(jobs: readonly Job[], runtime: string): void {
  const { recorder, canary } = bench();
  expectRight(recorder, canary, jobs, runtime);
}

/** One process runs all jobs: the driver reads a list of file and environment. */
function writeList(folder: string, files: readonly string[], jobs: readonly Job[]): string {
  const list = path.join(folder, "list.json");
  writeFileSync(list, JSON.stringify(jobs.map(({ env }, i) => ({ file: files[i], env }))));
  return list;
}

describe("JavaScript", () => {
  test.each([
    ["javascript-fetch", "mjs"],
    ["javascript-fetch", "cjs"],
    ["node-https", "mjs"],
    ["node-https", "cjs"],
  ])(
    "%s as .%s",
    async (id, extension) => {
      const { folder } = bench();
      const jobs = sample(jobsFor(id, `${id}-${extension}`, bench()).jobs, 70);
      const own = path.join(folder, `${id}-${extension}`);
      mkdirSync(own);
      const driver = path.join(own, "driver.cjs");
      writeFileSync(driver, drivers.NODE);
      await run(process.execPath, [driver, writeList(own, write(own, jobs, extension), jobs)], { timeoutMs: HOUR });
      expectAllRight(jobs, `node, .${extension}`);
    },
    HOUR,
  );
});

describe.each([
  ["python-urllib", "urllib"],
  ["python-requests", "requests"],
  ["python-httpx", "httpx"],
])("%s", (id, module) => {
  test.skipIf(spawnSync(PYTHON, ["-c", `import ${module}`]).status !== 0)(
    "sends what it should",
    async () => {
      const { jobs, folder } = prepare(id, id === "python-httpx" ? 20 : 60);
      const list = writeList(folder, write(folder, jobs, "py"), jobs);
      await run(PYTHON, ["-c", drivers.PYTHON, list], { cwd: folder, timeoutMs: HOUR });
      expectAllRight(jobs, "python3");
    },
    HOUR,
  );
});

test.skipIf(!hasProgram("ruby"))(
  "ruby-net-http",
  async () => {
    const { jobs, folder } = prepare("ruby-net-http", 60);
    const list = writeList(folder, write(folder, jobs, "rb"), jobs);
    await run("ruby", ["-e", drivers.RUBY, list], { cwd: folder, timeoutMs: HOUR });
    expectAllRight(jobs, "ruby");
  },
  HOUR,
);

describe.each([
  ["php-curl", 20, "extension_loaded('curl') && extension_loaded('pcntl')"],
  ["php-guzzle", 20, `extension_loaded('curl') && extension_loaded('pcntl') && file_exists('${GUZZLE}')`],
] as const)("%s", (id, few, condition) => {
  test.skipIf(spawnSync("php", ["-r", `exit(${condition} ? 0 : 1);`]).status !== 0)(
    "sends what it should",
    async () => {
      const { jobs, folder } = prepare(id, few);
      mkdirSync(path.join(folder, "vendor"));
      symlinkSync(GUZZLE, path.join(folder, "vendor/autoload.php"));
      const list = writeList(folder, write(folder, jobs, "php"), jobs);
      await run("php", ["-r", drivers.PHP, list], { cwd: folder, timeoutMs: HOUR });
      expectAllRight(jobs, "php");
    },
    HOUR,
  );
});

test.skipIf(!hasProgram("mcs") || !hasProgram("mono"))(
  "csharp-httpclient, compiled as C# 7",
  async () => {
    const { jobs, folder } = prepare("csharp-httpclient", 60);
    const files = jobs.map(({ code }, i) => {
      const file = path.join(folder, `Case${i}.cs`);
      writeFileSync(file, drivers.toCSharpClass(`Case${i}`, code));
      return file;
    });
    const main = path.join(folder, "Main.cs");
    writeFileSync(main, drivers.csharpMain(jobs.map(({ env }) => env)));
    const program = path.join(folder, "proof.exe");
    const built = await run("mcs", ["-langversion:7", "-r:System.Net.Http.dll", `-out:${program}`, main, ...files]);
    expect(built.output).not.toMatch(/error/);
    await run("mono", [program], { cwd: folder, timeoutMs: HOUR });
    expectAllRight(jobs, "mono");
  },
  HOUR,
);

test.skipIf(!hasProgram("go"))(
  "go-net-http",
  async () => {
    const { jobs, folder } = prepare("go-net-http", 60);
    jobs.forEach(({ code }, i) => {
      writeFileSync(path.join(folder, `case${i}.go`), code.replace("func main() {", `func case${i}() {`));
    });
    writeFileSync(path.join(folder, "main.go"), drivers.goMain(jobs.map(({ env }) => env)));
    const env = {
      GO111MODULE: "off",
      GOFLAGS: "-p=2",
      GOCACHE: path.join(process.env.HOME ?? folder, ".cache/go-build"),
    };
    const built = await run("go", ["build", "-o", "proof", "."], { cwd: folder, env, timeoutMs: 300_000 });
    expect(built.output).toBe("");
    await run(path.join(folder, "proof"), [], { cwd: folder, timeoutMs: HOUR });
    expectAllRight(jobs, "go");
  },
  HOUR,
);

test.skipIf(!hasProgram("java"))(
  "java-httpclient",
  async () => {
    const { jobs, folder } = prepare("java-httpclient", 40);
    const classOf = new Map(jobs.map((job, i) => [job, `Refresh${i}`]));
    for (const [{ code }, name] of classOf) {
      writeFileSync(path.join(folder, `${name}.java`), code.replace("class Refresh {", `class ${name} {`));
    }
    const literal = withMode(jobs, "literal");
    writeFileSync(path.join(folder, "Main.java"), drivers.javaMain(literal.map((job) => classOf.get(job) ?? "")));
    const options = { cwd: folder, timeoutMs: HOUR };
    expect((await run("sh", ["-c", "javac -encoding US-ASCII *.java"], options)).output).toBe("");
    await run("java", ["-cp", folder, "Main"], options);
    // No Java program can change its environment: in the long run each has a process of its own, here a few.
    const env = thin(withMode(jobs, "env"), 1);
    await inPairs(env, (job) => {
      // The first ones are started from their source, as the snippet is meant to be.
      const program = env.indexOf(job) < 3 ? [`${classOf.get(job)}.java`] : ["-cp", folder, classOf.get(job) ?? ""];
      return run("java", program, { env: job.env, cwd: folder });
    });
    expectAllRight([...literal, ...env], "java");
  },
  HOUR,
);
