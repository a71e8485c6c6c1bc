// The project's own TypeScript as one module that Node can run.
import { build } from "esbuild";

/**
 * Bundles an entry written as TypeScript text, with imports relative to the project's root, and imports the result. `alias`
 * names files of the project that stand in for packages.
 */
export async function load(entry, alias = {}) {
  return import(await bundle(entry, alias));
}

/** As `load`, but gives the address of the bundle, for a worker of its own. */
export async function bundle(entry, alias = {}) {
  const outfile = new URL(`./.build/${Math.random().toString(36).slice(2)}.mjs`, import.meta.url);
  await build({
    stdin: { contents: entry, loader: "ts", resolveDir: new URL("..", import.meta.url).pathname },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    alias: Object.fromEntries(
      Object.entries(alias).map(([name, file]) => [name, new URL(`../${file}`, import.meta.url).pathname]),
    ),
    // CommonJS packages inside ask for Node's own modules by require.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    outfile: outfile.pathname,
    logLevel: "warning",
  });
  return outfile.href;
}
