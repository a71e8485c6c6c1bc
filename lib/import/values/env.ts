/** One name with its value. */
export type NamedValue = readonly [name: string, value: string];

const ASSIGNMENT = /^[ \t]*(?:export[ \t]+|set[ \t]+|\$env:)?([A-Za-z_][\w.-]*)[ \t]*=/i;

/**
 * The assignments of a `.env` file (or of `export`, `set` and `$env:` lines), as dotenv reads them: quotes are taken off,
 * `\n` counts in double quotes alone, a quoted value may run over lines, ` #` ends an unquoted one. Undefined where a line
 * is neither assignment nor comment.
 */
export function readEnv(text: string): NamedValue[] | undefined {
  const found: NamedValue[] = [];
  let rest = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  while (rest !== "") {
    const end = rest.indexOf("\n");
    const line = end < 0 ? rest : rest.slice(0, end);
    const after = end < 0 ? "" : rest.slice(end + 1);
    if (/^[ \t]*(?:#|::|rem[ \t]|$)/i.test(line)) {
      rest = after;
      continue;
    }
    const name = ASSIGNMENT.exec(line);
    if (!name?.[1]) return undefined;
    const read = readValue(rest.slice(name[0].length));
    if (!read) return undefined;
    found.push([name[1], read.value]);
    rest = read.rest;
  }
  return found.length > 0 ? found : undefined;
}

/** The value that `text` begins with, and what stands on the lines behind it; undefined for junk behind a quote. */
function readValue(text: string): { value: string; rest: string } | undefined {
  const blank = /^[ \t]*/.exec(text)?.[0].length ?? 0;
  const quote = text[blank];
  if (quote === '"' || quote === "'" || quote === "`") {
    const close = findClose(text, blank + 1, quote);
    if (close >= 0) {
      const lineEnd = text.indexOf("\n", close);
      const behind = text.slice(close + 1, lineEnd < 0 ? text.length : lineEnd);
      if (!/^[ \t;]*(?:#|$)/.test(behind)) return undefined;
      const inside = text.slice(blank + 1, close);
      return { value: quote === '"' ? undoEscapes(inside) : inside, rest: lineEnd < 0 ? "" : text.slice(lineEnd + 1) };
    }
  }
  const lineEnd = text.indexOf("\n");
  const line = lineEnd < 0 ? text : text.slice(0, lineEnd);
  const comment = line.search(/[ \t]#/);
  return {
    value: (comment < 0 ? line : line.slice(0, comment)).trim(),
    rest: lineEnd < 0 ? "" : text.slice(lineEnd + 1),
  };
}

function findClose(text: string, from: number, quote: string): number {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (quote !== '"' || text[at - 1] !== "\\" || text[at - 2] === "\\") return at;
  }
  return -1;
}

function undoEscapes(text: string): string {
  return text.replace(/\\(["\\nrt$])/g, (_, char: string) => ({ n: "\n", r: "\r", t: "\t" })[char] ?? char);
}
