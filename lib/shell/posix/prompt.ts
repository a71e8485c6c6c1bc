import type { Span } from "../../text/span.ts";

const PROMPTS = [
  // user@host:~/dir$, [user@host dir]$, root@host:/#
  /^[ \t]*(?:\[[\w.-]+@[\w.-]+[^\]\n]{0,80}\]|[\w.-]+@[\w.-]+[^\s$#%>]{0,80}(?: [~/][^\s$#%>]{0,80})?)[ \t]*[$#%>][ \t]+/,
  /^[ \t]*(?:bash|sh|zsh)-[0-9.]+[$#%][ \t]+/,
  // A lone dollar, percent or an arrow of a decorated prompt.
  /^[ \t]*(?:[$%]|[❯➜»λ](?:[ \t]+~)?)[ \t]+(?=\S)/,
];
const COMMENTED = /^[ \t]*#[ \t]+(?=(?:sudo |time )?(?:curl|wget|http|https|xh)[ \t])/;
const CONTINUED = /^[ \t]*>[ \t]+/;

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
    const patterns = continues ? [CONTINUED] : [...PROMPTS, COMMENTED];
    const match = patterns.map((pattern) => pattern.exec(head)?.[0]).find((text) => text !== undefined);
    if (match !== undefined) {
      const blanks = /^[ \t]*/.exec(match)?.[0].length ?? 0;
      found.push({ span: { start: start + blanks, end: start + match.length }, prompt: match.trim() });
    }
    continues = /\\\r?$/.test(source.slice(Math.max(start, end - 2), end));
    start = end + 1;
  }
  return found;
}
