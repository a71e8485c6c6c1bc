// npm run bench: installs the bench's own packages once, then runs it.
import { existsSync } from "node:fs";
import path from "node:path";
import { run } from "./children.mjs";
import { ensureInstalled, fail, ROOT } from "./setup.mjs";

const bench = path.join(ROOT, "bench");
await ensureInstalled();
if (!existsSync(path.join(bench, "node_modules"))) {
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ["npm"];
  if ((await run(npm[0], [...npm.slice(1), "ci", "--no-audit", "--no-fund"], { cwd: bench })) !== 0)
    fail("npm ci failed in bench; see above.");
}
process.exitCode = await run(process.execPath, [path.join(bench, "run.mjs"), ...process.argv.slice(2)], { cwd: bench });
