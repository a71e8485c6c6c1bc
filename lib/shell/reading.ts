import type { Span } from "../text/span.ts";
import type { Traced } from "../text/traced.ts";

/** The shells that Regrant reads. "powershell" is Windows PowerShell 5.1, "pwsh" PowerShell 7.3 and later. */
export const SHELLS = ["posix", "cmd", "powershell", "pwsh"] as const;
export type ShellName = (typeof SHELLS)[number];

/** One word as the program receives it, and the stretch of text (quotes included) that it was made of. */
export interface Word {
  readonly value: Traced;
  readonly span: Span;
}

/** A variable that the text itself sets. */
export interface Assignment {
  readonly name: string;
  readonly value: Traced;
  readonly span: Span;
}

/** One program call. `words` starts with the program's name, `env`, `command`, `exec`, `time` and the like taken off. */
export interface ShellCommand {
  readonly words: readonly Word[];
  /** Set for this call alone (`A=b curl …`); its own words do not see them. */
  readonly assignments: readonly Assignment[];
  readonly span: Span;
  /** What it reads from standard input where the text tells: a here-document, a here-string, `printf … |`. */
  readonly stdin: Traced | null;
  /** PowerShell's own web request, instead of a program's call. */
  readonly cmdlet?: CmdletCall;
  /** The operator behind it, if any: `&` puts it into the background, `|` pipes its output. */
  readonly endedBy: { readonly operator: string; readonly span: Span } | null;
}

/** A value of PowerShell, as a cmdlet is handed it. Numbers are their text; `$null` is a text without pieces. */
export type ShellValue =
  | { readonly kind: "text"; readonly value: Traced; readonly span: Span; readonly as?: "number" | "bytes" }
  | { readonly kind: "flag"; readonly on: boolean; readonly span: Span }
  | { readonly kind: "list"; readonly items: readonly ShellValue[]; readonly span: Span }
  | { readonly kind: "table"; readonly entries: readonly TableEntry[]; readonly span: Span };

export interface TableEntry {
  readonly name: Traced;
  readonly value: ShellValue;
  readonly span: Span;
}

/**
 * A parameter as it was given. `name` is the full one, empty for an argument without one; `value` is null for a switch and
 * where the value is missing. `fitting` holds the names that `written` may mean, where that is not exactly one.
 */
export interface CmdletParameter {
  readonly name: string;
  readonly written: string;
  readonly value: ShellValue | null;
  readonly span: Span;
  readonly fitting?: readonly string[];
  readonly isSwitch?: boolean;
}

/** A call of Invoke-RestMethod or Invoke-WebRequest. Splatted tables are among the parameters, each with its own span. */
export interface CmdletCall {
  readonly name: "Invoke-RestMethod" | "Invoke-WebRequest";
  /** The name that was typed: the cmdlet's, `irm`, `iwr`, or in Windows PowerShell `curl` and `wget`. */
  readonly written: string;
  readonly parameters: readonly CmdletParameter[];
}

/** Why a text, from the line of the place on, is no command that runs. */
export interface ShellProblem {
  readonly kind: string;
  readonly span: Span;
  readonly message: string;
}

/**
 * Something the shell did that its author may not have meant: an expansion inside double quotes, a broken line
 * continuation, a comment that swallows the rest, a word that another shell reads otherwise. `kind` is a stable name,
 * `data` what a message needs.
 */
export interface ShellNote {
  readonly kind: string;
  readonly span: Span;
  readonly data?: Readonly<Record<string, string>>;
}

/** What a shell makes of a text. With a problem `commands` holds what runs before the place. */
export interface ShellReading {
  readonly shell: ShellName;
  readonly commands: readonly ShellCommand[];
  readonly problem: ShellProblem | null;
  readonly notes: readonly ShellNote[];
}
