/** One exchange of a HAR 1.2 archive, as a list shows it: no query, no header, no body. */
export interface HarEntry {
  /** Its place in the archive. */
  readonly index: number;
  readonly method: string;
  readonly host: string;
  readonly path: string;
  /** The answer's status; 0 where none came. */
  readonly status: number;
  /** True for what looks like a token request. */
  readonly isLikely: boolean;
}

/** All entries of an archive, in their order; undefined for a text that is none. Never throws. */
export function listHarEntries(text: string): HarEntry[] | undefined {
  return entriesOf(text)?.map((entry, index) => {
    const request = part(entry, "request");
    const url = textOf(request, "url");
    const [, host = "", path = ""] = /^\w+:\/\/([^/?#]*)([^?#]*)/.exec(url) ?? ["", "", url.split(/[?#]/)[0]];
    const body = textOf(part(request, "postData"), "text");
    const names = JSON.stringify(part(part(request, "postData"), "params") ?? "");
    const status = part(part(entry, "response"), "status");
    return {
      index,
      method: textOf(request, "method").slice(0, 20),
      // What stands before an @ is a user's name and password.
      host: host.slice(host.lastIndexOf("@") + 1),
      path,
      status: typeof status === "number" ? status : 0,
      isLikely: /grant_type|refresh_token/.test(body + names) || /\/(?:oauth2?\/)?(?:v\d+\/)?token$/i.test(path),
    };
  });
}

/** An archive of that entry alone, which is then read as any other; undefined where there is none. */
export function pickHarEntry(text: string, index: number): string | undefined {
  const entry = entriesOf(text)?.[index];
  return entry === undefined ? undefined : JSON.stringify({ log: { version: "1.2", entries: [entry] } }, null, 2);
}

function entriesOf(text: string): unknown[] | undefined {
  if (!/^\s*\{\s*"log"\s*:/.test(text)) return undefined;
  try {
    const entries = part(part(JSON.parse(text), "log"), "entries");
    return Array.isArray(entries) ? entries : undefined;
  } catch {
    return undefined;
  }
}

function part(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}

function textOf(value: unknown, name: string): string {
  const found = part(value, name);
  return typeof found === "string" ? found : "";
}
