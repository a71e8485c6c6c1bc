import "server-only";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

/** What a browser needs of this build to go on without the server. */
export interface BuiltFiles {
  readonly build: string;
  /** Addresses of scripts, styles and typefaces. */
  readonly files: readonly string[];
}

const BUILT = path.join(/* turbopackIgnore: true */ process.cwd(), ".next");

let read: Promise<BuiltFiles> | undefined;

/** The id of the build that is served and its static files; both empty where there is no build (development). */
export function findBuiltFiles(): Promise<BuiltFiles> {
  read ??= list();
  return read;
}

async function list(): Promise<BuiltFiles> {
  try {
    const build = (await readFile(path.join(BUILT, "BUILD_ID"), "utf8")).trim();
    const names = await readdir(path.join(BUILT, "static"), { recursive: true });
    const files = names
      .map((name) => name.split(path.sep).join("/"))
      .filter((name) => /\.(?:js|css|woff2)$/.test(name))
      .sort()
      .map((name) => `/_next/static/${name}`);
    return { build, files };
  } catch {
    return { build: "", files: [] };
  }
}
