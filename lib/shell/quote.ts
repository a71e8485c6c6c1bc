import { hasLoneSurrogate } from "../text/bytes.ts";

/** One argument as source text of a shell, or the reason why that shell cannot be given it. */
export type Quoted = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

/** The longest line that cmd.exe takes, in UTF-16 units. */
export const CMD_LINE_LIMIT = 8191;

const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F]/;
const CONTROL_OR_BREAK = /[\u0000-\u001F\u007F]/;
const NON_ASCII = /[^\u0000-\u007F]/;

/**
 * One argument that bash, zsh, dash and fish read alike, in a script and typed at their prompts. Quotes and backslashes
 * stand outside of the single quotes, because fish reads `\\` and `\'` inside them. Declined are NUL and texts that are
 * not Unicode, which no argument can carry, and tab, CR and other control characters, which an interactive shell takes
 * for editing keys.
 */
export function quotePosix(text: string): Quoted {
  const reason = declinedByPosix(text);
  if (reason !== undefined) return { ok: false, reason };
  if (/^[A-Za-z0-9_./:@,+-][A-Za-z0-9_./:@,+=%-]*$/.test(text)) return { ok: true, text };
  if (text === "") return { ok: true, text: "''" };
  const parts = text.match(/['\\]|[^'\\]+/g) ?? [];
  return { ok: true, text: parts.map((part) => (part === "'" || part === "\\" ? `\\${part}` : `'${part}'`)).join("") };
}

function declinedByPosix(text: string): string | undefined {
  if (text.includes("\0")) return "no command line can carry a NUL character";
  if (hasLoneSurrogate(text)) return "the value is not valid Unicode";
  if (CONTROL.test(text) || text.includes("\t")) return "a prompt takes control characters for editing keys";
  // Before version 5 an interactive bash expands `!` and `^` on the further lines of a quoted text.
  const lineBreak = text.indexOf("\n");
  if (lineBreak >= 0 && (text.includes("!", lineBreak) || text.includes("\n^"))) {
    return "a prompt may expand ! and ^ after a line break";
  }
  return undefined;
}

/**
 * One argument for a program with the Microsoft C runtime, typed at the prompt of cmd.exe. The prompt has no escape for
 * `%`; where two of them enclose what may be a variable's name, they stand outside of the quotes, and the quotes become
 * part of that name, so that no such variable exists. Declined are line breaks and other control characters, and non-ASCII text, which
 * programs receive in the machine's code page.
 */
export function quoteCmd(text: string): Quoted {
  return quoteForRuntime(text, guardPercents, (quoted) => quoted.replace(/[()%!^"<>&|]/g, "^$&"));
}

/** Quoted text around each guarded percent sign. A caret there would do as well, but Wine's cmd.exe keeps it. */
function guardPercents(text: string): string {
  const parts = text.split(/(%(?=[^%0-9][^%]*%)|(?<=%[^%0-9][^%]*)%)/);
  return parts.map((part, i) => (i % 2 === 1 ? "%" : part === "" ? "" : quoteArgument(part))).join("");
}

/** As `quoteCmd`, in a .bat or .cmd file, where `%` is doubled. */
export function quoteBatch(text: string): Quoted {
  return quoteForRuntime(
    text,
    (plain) => quoteArgument(plain).replaceAll("%", "%%"),
    (quoted) => quoted.replace(/[()!^"<>&|]/g, "^$&").replaceAll("%", "%%"),
  );
}

/** `inQuotes` writes a text that cmd.exe sees quoted throughout, `outside` finishes one with inner quotes, all in carets. */
function quoteForRuntime(
  text: string,
  inQuotes: (text: string) => string,
  outside: (quoted: string) => string,
): Quoted {
  const reason = declinedByWindows(text);
  if (reason !== undefined) return { ok: false, reason };
  if (/^[A-Za-z0-9_.:@+/-]+$/.test(text)) return { ok: true, text };
  if (text === "") return { ok: true, text: '""' };
  return { ok: true, text: text.includes('"') ? outside(quoteArgument(text)) : inQuotes(text) };
}

/** The Microsoft C runtime's form: backslashes count only before a quote, where each is doubled. */
function quoteArgument(text: string): string {
  const inner = text.replace(/\\+|"/g, (run, at: number) => {
    if (run === '"') return '\\"';
    const next = text[at + run.length];
    return next === undefined || next === '"' ? run + run : run;
  });
  return `"${inner}"`;
}

function declinedByWindows(text: string): string | undefined {
  if (CONTROL_OR_BREAK.test(text)) return "a Windows command line cannot carry line breaks and control characters";
  if (NON_ASCII.test(text)) return "programs on Windows receive letters beyond ASCII in the machine's code page";
  return undefined;
}

/**
 * One argument for a program (not a cmdlet), read alike by Windows PowerShell 5.1 and PowerShell 7. Declined is what 5.1
 * hands over wrongly: inner `"`, an empty argument, a backslash at the end of a value with blanks; and what `quoteCmd`
 * declines.
 */
export function quotePowershell(text: string): Quoted {
  const reason = declinedByWindows(text) ?? declinedByPowershell(text);
  if (reason !== undefined) return { ok: false, reason };
  if (/^(?:[A-Za-z_][A-Za-z0-9_/:-]*|--?[A-Za-z][A-Za-z0-9-]*)$/.test(text)) return { ok: true, text };
  return { ok: true, text: quotePowershellString(text) };
}

function declinedByPowershell(text: string): string | undefined {
  if (text.includes('"')) return "PowerShell before 7.3 loses double quotes inside an argument";
  if (text === "") return "PowerShell before 7.3 drops an empty argument";
  if (/\s/.test(text) && text.endsWith("\\")) return "Windows PowerShell loses a backslash before its closing quote";
  return undefined;
}

/** Any text as a string literal of PowerShell, for cmdlets and variables. The curly single quotes count as quotes there. */
export function quotePowershellString(text: string): string {
  return `'${text.replace(/['\u2018-\u201B]/g, "$&$&")}'`;
}
