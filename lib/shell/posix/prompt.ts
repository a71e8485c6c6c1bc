import type { Span } from "../../text/span.ts";

// user@host:~/dir$, [user@host dir]$, root@host:/#
const LOGIN =
  /^[ \t]*(?:\[[\w.-]+@[\w.-]+[^\]\n]{0,80}\]|[\w.-]+@[\w.-]+[^\s$#%>]{0,80}(?: [~/][^\s$#%>]{0,80})?)[ \t]*[$#%>][ \t]+/;
const SHELL = /^[ \t]*(?:bash|sh|zsh)-[0-9.]+[$#%][ \t]+/;
// A lone dollar, percent or an arrow of a decorated prompt.
const SIGN = /^[ \t]*(?:[$%]|[❯➜»λ](?:[ \t]+~)?)[ \t]+(?=\S)/;
const COMMENTED = /^[ \t]*#[ \t]+(?=(?:sudo |time )?(?:curl|wget|http|https|xh)[ \t])/;
const CONTINUED = /^[ \t]*>[ \t]+/;

/** The prompt that a line's head begins with. */
function promptOf(head: string, continues: boolean): string | undefined {
  switch (head.trimStart()[0]) {
    case undefined:
      return undefined;
    case ">":
      return continues ? CONTINUED.exec(head)?.[0] : undefined;
    case "$":
    case "%":
    case "❯":
    case "➜":
    case "»":
    case "λ":
      return continues ? undefined : SIGN.exec(head)?.[0];
    case "#":
      return continues ? undefined : COMMENTED.exec(head)?.[0];
    default:
      if (continues) return undefined;
      return (head.includes("@") ? LOGIN.exec(head)?.[0] : undefined) ?? SHELL.exec(head)?.[0];
  }
}

/** A prompt that was copied along with a command, at a line's start, the blanks behind it included. */
export interface PromptPrefix {
  readonly span: Span;
  readonly prompt: string;
}

/**
 * The prompts at the starts of lines. To the shell they are words, redirections and comments. `>` counts only on a line
 * that continues one, `#` only where a client's name follows.
 */
export function findPrompts(source: string): PromptPrefix[] {
  const found: PromptPrefix[] = [];
  let continues = false;
  let start = 0;
  while (start < source.length) {
    const newline = source.indexOf("\n", start);
    const end = newline < 0 ? source.length : newline;
    const head = source.slice(start, Math.min(end, start + 300));
    const match = promptOf(head, continues);
    if (match !== undefined) {
      const blanks = /^[ \t]*/.exec(match)?.[0].length ?? 0;
      found.push({ span: { start: start + blanks, end: start + match.length }, prompt: match.trim() });
    }
    const last = source[end - 1] === "\r" ? end - 2 : end - 1;
    continues = last >= start && source[last] === "\\";
    start = end + 1;
  }
  return found;
}
