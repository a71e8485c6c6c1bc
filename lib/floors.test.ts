import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/** Rooms and their floors; see lib/README.md. */
const FLOORS: Record<string, number> = {
  "lib/text": 0,
  "lib/shell": 1,
  "lib/http": 1,
  "lib/oauth": 2,
  "lib/curl": 3,
  "lib/providers": 3,
  "lib/rules": 4,
  "lib/import": 4,
  "lib/snippets": 4,
  "lib/practice": 4,
  "lib/diagnose": 5,
  "lib/report": 5,
  "lib/server": 6,
  components: 6,
  app: 7,
};
const ROOT = path.resolve(import.meta.dirname, "..");
const IMPORT = /(?:from|import|export)\s*\(?\s*["']([^"']+)["']/g;
const IMPURE = /^(node:|next($|\/)|react($|-dom|\/))/;

function roomOf(file: string): string | undefined {
  return Object.keys(FLOORS).find((room) => file === room || file.startsWith(`${room}/`));
}

function sources(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder)).flatMap((name) => {
    const file = `${folder}/${name}`;
    if (statSync(path.join(ROOT, file)).isDirectory()) return sources(file);
    return /\.tsx?$/.test(name) && !/\.test(ing)?\.tsx?$/.test(name) ? [file] : [];
  });
}

/** The imports of one file that the floors forbid, as sentences. */
function forbidden(file: string, text: string): string[] {
  const room = roomOf(file);
  if (!room) return [`${file} stands in no room`];
  const pure = room.startsWith("lib/") && room !== "lib/server";
  return [...text.matchAll(IMPORT)].flatMap(([, name = ""]) => {
    if (pure && IMPURE.test(name)) return [`${file} is pure and imports ${name}`];
    const target = name.startsWith("@/")
      ? name.slice(2)
      : name.startsWith(".")
        ? path.posix.join(path.posix.dirname(file), name)
        : undefined;
    const other = target && roomOf(target);
    if (!other || other === room) return [];
    if (room === "components" && other === "lib/server") return [`${file} reaches the server over HTTP alone`];
    return (FLOORS[other] ?? 0) < (FLOORS[room] ?? 0)
      ? []
      : [`${file} (floor ${FLOORS[room]}) imports ${target} (floor ${FLOORS[other]})`];
  });
}

test("imports go down only, and lib is pure", () => {
  const files = ["lib", "components", "app"].filter((folder) => existsSync(path.join(ROOT, folder))).flatMap(sources);
  expect(files.length).toBeGreaterThan(5);
  expect(files.flatMap((file) => forbidden(file, readFileSync(path.join(ROOT, file), "utf8")))).toEqual([]);
});

test("an upward, a sideways and an impure import are seen", () => {
  expect(forbidden("lib/text/a.ts", 'import { x } from "../http/form.ts";')).toHaveLength(1);
  expect(forbidden("lib/rules/a.ts", 'import { x } from "@/lib/import/b.ts";')).toHaveLength(1);
  expect(forbidden("lib/curl/a.ts", 'import fs from "node:fs";')).toHaveLength(1);
  expect(forbidden("components/a.tsx", 'import { send } from "@/lib/server/send.ts";')).toHaveLength(1);
  expect(forbidden("lib/http/a.ts", 'import { x } from "../text/span.ts";')).toEqual([]);
});
