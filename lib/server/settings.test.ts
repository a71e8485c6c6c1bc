import { expect, test } from "vitest";
import { parseSettings } from "./settings.ts";

test("an empty environment means local, on 127.0.0.1:3000 and its loopback names", () => {
  expect(parseSettings({})).toMatchObject({
    ok: true,
    settings: {
      port: 3000,
      host: "127.0.0.1",
      mode: "local",
      catchPort: 3001,
      catchOrigin: null,
      redisUrl: null,
      origins: ["http://127.0.0.1:3000", "http://localhost:3000", "http://[::1]:3000"],
      hosts: ["127.0.0.1:3000", "localhost:3000", "[::1]:3000"],
    },
  });
});

test.each([
  [{ PORT: "80" }, ["127.0.0.1", "localhost", "[::1]"]],
  [{ PORT: "4000", HOST: "::1" }, ["[::1]:4000", "localhost:4000", "127.0.0.1:4000"]],
  [{ PORT: "4000", HOST: "box.lan" }, ["box.lan:4000", "localhost:4000", "127.0.0.1:4000", "[::1]:4000"]],
  [{ REGRANT_ORIGIN: "https://A.example/ ,http://b.example:81,https://a.example" }, ["a.example", "b.example:81"]],
])("%j is served as %j", (env, hosts) => {
  expect(parseSettings(env)).toMatchObject({ ok: true, settings: { hosts } });
});

test.each([
  { PORT: "0" },
  { PORT: "65536" },
  { PORT: "3e3" },
  { PORT: "65535" },
  { CATCH_PORT: "x" },
  { REGRANT_MODE: "Public" },
  { REGRANT_ORIGIN: "other.example" },
  { REGRANT_ORIGIN: "https://a.example/path" },
  { REGRANT_ORIGIN: "https://u:p@a.example" },
  { REGRANT_ORIGIN: "null" },
  { REGRANT_ORIGIN: "*" },
  { CATCH_ORIGIN: "catch.other.example" },
  { CATCH_ORIGIN: "https://a.example,https://b.example" },
  { REDIS_URL: "10.0.0.7:6379" },
  { REDIS_URL: "https://user:secret@a.example" },
])("%j is refused, naming the variable and not the value", (env) => {
  const reading = parseSettings(env);
  const problems = reading.ok ? [] : reading.problems;
  expect(problems).toHaveLength(1);
  const [[, value] = []] = Object.entries(env);
  expect(problems.join()).toMatch(/^[A-Z_]+ must be /);
  if (value && value.length > 5) expect(problems.join()).not.toContain(value);
});
