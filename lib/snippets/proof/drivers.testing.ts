/** Programs that run many snippets in one process, each with the environment that it asks for. */

/** Node: loads each file and waits until it has printed its reply or its error. */
export const NODE = `
const { pathToFileURL } = require("node:url");
const jobs = JSON.parse(require("node:fs").readFileSync(process.argv[2], "utf8"));
(async () => {
  for (const { file, env } of jobs) {
    Object.assign(process.env, env);
    await new Promise((resolve, reject) => {
      console.log = console.error = resolve;
      import(pathToFileURL(file)).catch(reject);
    }).catch(() => {});
    for (const name of Object.keys(env)) delete process.env[name];
  }
})();
`;

/** newman: each collection with an environment of its variables, and not one error. */
export const NEWMAN = `
const newman = require(process.argv[1]);
const jobs = JSON.parse(require("node:fs").readFileSync(process.argv[2], "utf8"));
(async () => {
  for (const { code, env } of jobs) {
    const values = Object.entries(env).map(([key, value]) => ({ key, value, enabled: true }));
    await new Promise((resolve) => {
      newman.run({ collection: JSON.parse(code), environment: { values }, reporters: [] }, (error, summary) => {
        const failures = summary?.run?.failures ?? [];
        if (error || failures.length > 0) console.log(String(error ?? failures[0].error));
        resolve();
      });
    });
  }
})();
`;

export const PYTHON = `
import json, os, runpy, sys
for job in json.load(open(sys.argv[1])):
    os.environ.update(job["env"])
    try:
        runpy.run_path(job["file"], run_name="__main__")
    except (Exception, SystemExit) as error:
        print(error)
    for name in job["env"]:
        del os.environ[name]
`;

export const RUBY = `
require "json"
JSON.parse(File.read(ARGV[0])).each do |job|
  job["env"].each { |name, value| ENV[name] = value }
  begin
    load job["file"]
  rescue StandardError, SyntaxError, SystemExit => error
    warn error.message
  end
  job["env"].each_key { |name| ENV.delete(name) }
end
`;

/** PHP: each file in a child of its own, since it ends with exit. */
export const PHP = `
foreach (json_decode(file_get_contents($argv[1])) as $job) {
    $child = pcntl_fork();
    if ($child === 0) {
        foreach ($job->env as $name => $value) {
            putenv("$name=$value");
        }
        require $job->file;
        exit;
    }
    pcntl_waitpid($child, $status);
}
`;

/** Top-level statements as an async method of a class, as C# 9's compiler would wrap them. */
export function toCSharpClass(name: string, code: string): string {
  const isUsing = (line: string) => /^using [\w.]+;$/.test(line);
  const lines = code.split("\n");
  return [
    ...lines.filter(isUsing),
    "using System.Threading.Tasks;",
    `static class ${name} { public static async Task Run() {`,
    ...lines.filter((line) => !isUsing(line)),
    "} }",
  ].join("\n");
}

function csharpText(text: string): string {
  return `"${[...text].map((char) => [...Array(char.length).keys()].map((i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, "0")}`).join("")).join("")}"`;
}

export function csharpMain(environments: readonly Readonly<Record<string, string>>[]): string {
  const calls = environments.flatMap((env, i) => [
    ...Object.entries(env).map(
      ([name, value]) => `Environment.SetEnvironmentVariable("${name}", ${csharpText(value)});`,
    ),
    `try { Case${i}.Run().GetAwaiter().GetResult(); } catch (Exception error) { Console.WriteLine(error); }`,
  ]);
  return ["using System;", "static class Program { static void Main() {", ...calls, "} }"].join("\n");
}

export function goMain(environments: readonly Readonly<Record<string, string>>[]): string {
  const bytes = (text: string) => [...Buffer.from(text)].join(", ");
  const calls = environments.flatMap((env, i) => [
    ...Object.entries(env).map(([name, value]) => `\tos.Setenv("${name}", string([]byte{${bytes(value)}}))`),
    `\tcase${i}()`,
  ]);
  return ["package main", "", 'import "os"', "", "func main() {", ...calls, "\tos.Stdout.Sync()", "}"].join("\n");
}

export function javaMain(classes: readonly string[]): string {
  const calls = classes.map((name) => `        ${name}.main(args);`);
  return ["class Main {", "    public static void main(String[] args) throws Exception {", ...calls, "    }", "}"].join(
    "\n",
  );
}

/** One module a case; `std::process::exit` of a case that fails would end them all, so it must not come to that. */
export function rustMain(environments: readonly Readonly<Record<string, string>>[]): string {
  const bytes = (text: string) => [...Buffer.from(text)].join(", ");
  const calls = environments.flatMap((env, i) => [
    ...Object.entries(env).map(
      ([name, value]) =>
        `    std::env::set_var("${name}", String::from_utf8(Vec::<u8>::from([${bytes(value)}])).unwrap());`,
    ),
    `    if let Err(error) = case${i}::main() { println!("{}", error); }`,
  ]);
  return [...environments.map((_, i) => `mod case${i};`), "", "fn main() {", ...calls, "}"].join("\n");
}
