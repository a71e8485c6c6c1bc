// npm run bench: one table, ratios in one run. Times differ from machine to machine; the ratios should not.
import { mkdirSync, rmSync } from "node:fs";

const build = new URL("./.build/", import.meta.url);
mkdirSync(build, { recursive: true });
process.once("exit", () => rmSync(build, { recursive: true, force: true }));

const asked = process.argv.slice(2);
for (const name of asked.length > 0 ? asked : ["inspect", "send", "catch", "browser"]) {
  const { run } = await import(`./${name}.mjs`);
  console.log(`\n== ${name} ==`);
  const rows = await run();
  const width = Math.max(...rows.map(([label]) => label.length));
  for (const [label, value, ratio] of rows) console.log(`${label.padEnd(width)}  ${value.padStart(28)}  ${ratio}`);
}
