import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { inspect } from "../diagnose/from-text.ts";
import { PROVIDERS } from "./providers.ts";
import { formatRefreshCommand } from "./refresh-command.ts";

const commands = PROVIDERS.flatMap((provider) => {
  const command = formatRefreshCommand(provider);
  return command === undefined ? [] : [[provider.id, command, provider] as const];
});

test("every provider that refreshes has a command, the others none", () => {
  expect(commands.map(([id]) => id)).toEqual(PROVIDERS.filter((each) => each.supportsRefresh).map(({ id }) => id));
});

describe.each(commands)("%s", (id, command, provider) => {
  test("the diagnosis finds nothing in it", () => {
    const { findings, request } = inspect({ text: command, provider: id });
    expect(request?.host.text).toBeTruthy();
    expect(
      findings.filter(({ severity }) => severity !== "info").map(({ rule, title }) => `${rule}: ${title}`),
    ).toEqual([]);
  });
  test.skipIf(spawnSync("bash", ["-c", "exit 0"]).status !== 0)("bash hands curl the values whole", () => {
    const env = { ...process.env, CLIENT_ID: "i d", CLIENT_SECRET: "s+/=&", REFRESH_TOKEN: "r|#%" };
    const run = spawnSync("bash", ["-c", `curl() { printf '%s\\0' "$@"; }\n${command}`], { env, encoding: "utf8" });
    const words = run.stdout.split("\0");
    expect(words[0]).toMatch(/^https:\/\/[^{}]+$/);
    expect(words.join("\n")).toContain("r|#%");
    if (provider.bodyFormats[0] === "json") expect(() => JSON.parse(words.at(-2) ?? "")).not.toThrow();
  });
});
