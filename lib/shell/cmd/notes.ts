import type { ShellNote } from "../reading.ts";

const PATTERNS: readonly [kind: string, pattern: RegExp][] = [
  // At a word's start or behind `=`, where other shells would begin a quoted text.
  ["single-quote-literal", /(?<=^|[\s=])'/gm],
  ["literal-dollar", /\$(?:\{\w+\}|[A-Za-z_]\w*|\()/g],
  ["smart-quote", /[\u2018-\u201F]/g],
  // The line continuations of POSIX shells and of PowerShell.
  ["foreign-continuation", /(?<=[ \t])[\\`](?=\r?$)/gm],
  ["prompt-prefix", /^[ \t]*[A-Za-z]:\\[^<>|&"\r\n]{0,200}>[ \t]*/gm],
];

/** Of each kind the first so many are enough. */
const MOST = 1_000;

/** What stands in the text for another shell: to cmd.exe it is ordinary text. */
export function noteCmdText(source: string, notes: ShellNote[]): void {
  for (const [kind, pattern] of PATTERNS) {
    let count = 0;
    for (const match of source.matchAll(pattern)) {
      if (++count > MOST) break;
      const span = { start: match.index, end: match.index + match[0].length };
      const data = dataOf(kind, match[0]);
      notes.push(data ? { kind, span, data } : { kind, span });
    }
  }
}

function dataOf(kind: string, text: string): Record<string, string> | undefined {
  if (kind === "literal-dollar") return { name: text.replace(/[${}(]/g, "") };
  if (kind === "smart-quote" || kind === "foreign-continuation") return { character: text };
  return kind === "prompt-prefix" ? { prompt: text.trim() } : undefined;
}
