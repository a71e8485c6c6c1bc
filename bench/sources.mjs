// The project's own TypeScript as one module that Node can run.
import { build } from "esbuild";

/** Bundles an entry written as TypeScript text, with imports relative to the project's root, and imports the result. */
export async function load(entry) {
  const outfile = new URL(`./.build/${Math.random().toString(36).slice(2)}.mjs`, import.meta.url);
  await build({
    stdin: { contents: entry, loader: "ts", resolveDir: new URL("..", import.meta.url).pathname },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    outfile: outfile.pathname,
    logLevel: "warning",
  });
  return import(outfile.href);
}
