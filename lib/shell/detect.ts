import type { Span } from "../text/span.ts";
import type { ShellName } from "./reading.ts";

/** Why a text looks like a shell's: the place that says so. `kind` is a stable name. */
export interface DetectReason {
  readonly shell: ShellName;
  readonly kind: string;
  readonly span: Span;
}

export interface Detection {
  readonly shell: ShellName;
  /** The evidence for the shell that won, in the text's order; empty where nothing speaks for any and posix is assumed. */
  readonly reasons: readonly DetectReason[];
}

interface Sign {
  readonly shell: ShellName;
  readonly kind: string;
  readonly weight: number;
  readonly pattern: RegExp;
}

/** Marks of a shell that hardly occur in another one's text. Patterns look at a line at most, so that they stay linear. */
const SIGNS: readonly Sign[] = [
  {
    shell: "powershell",
    kind: "cmdlet",
    weight: 8,
    pattern:
      /\b(?:Invoke-(?:RestMethod|WebRequest)|ConvertTo-Json|ConvertFrom-Json|New-Object|Write-(?:Host|Output))\b/gi,
  },
  {
    shell: "powershell",
    kind: "variable-assignment",
    weight: 5,
    pattern: /^[ \t]*\$(?:[A-Za-z_]\w*|env:\w+)[ \t]*\+?=(?!=)/gm,
  },
  { shell: "powershell", kind: "here-string", weight: 6, pattern: /@["'][ \t]*\r?$/gm },
  { shell: "powershell", kind: "hashtable", weight: 5, pattern: /@\{/g },
  { shell: "powershell", kind: "environment-variable", weight: 5, pattern: /\$env:[A-Za-z_]\w*/gi },
  { shell: "powershell", kind: "backtick-continuation", weight: 5, pattern: /(?<=[ \t])`[ \t]*\r?$(?=\n)/gm },
  { shell: "powershell", kind: "alias", weight: 6, pattern: /^[ \t]*(?:irm|iwr)[ \t]+\S/gim },
  {
    shell: "powershell",
    kind: "type",
    weight: 4,
    pattern: /\[(?:System\.)?(?:Convert|Text\.Encoding|Uri|Net\.\w{1,40})\]::/gi,
  },
  { shell: "powershell", kind: "prompt", weight: 9, pattern: /^[ \t]*PS (?:[A-Za-z]:\\|\/)[^>\r\n]{0,200}>/gm },
  { shell: "powershell", kind: "call-operator", weight: 4, pattern: /^[ \t]*& ["'$]/gm },
  { shell: "powershell", kind: "stop-parsing", weight: 6, pattern: /(?<=\s)--%(?=\s)/g },
  {
    shell: "powershell",
    kind: "cmdlet-parameter",
    weight: 4,
    pattern: /(?<=\s)-(?:Uri|Method|Body|Headers|ContentType|UseBasicParsing)(?=\s)/gi,
  },
  { shell: "cmd", kind: "caret-continuation", weight: 6, pattern: /(?<=\s)\^[ \t]*\r?$(?=\n)/gm },
  { shell: "cmd", kind: "percent-variable", weight: 4, pattern: /%(?![0-9A-Fa-f]{2})[A-Za-z_]\w{1,60}%/g },
  { shell: "cmd", kind: "set", weight: 5, pattern: /^[ \t]*set[ \t]+"?[A-Za-z_]\w*=/gim },
  { shell: "cmd", kind: "echo-off", weight: 8, pattern: /^[ \t]*@echo off\b/gim },
  { shell: "cmd", kind: "rem", weight: 5, pattern: /^[ \t]*(?:rem[ \t]|::)/gim },
  { shell: "cmd", kind: "prompt", weight: 9, pattern: /^[ \t]*[A-Za-z]:\\[^>\r\n]{0,200}>/gm },
  { shell: "cmd", kind: "escaped-quotes", weight: 3, pattern: /(?<=\s)"\{\\"/g },
  { shell: "cmd", kind: "caret-quote", weight: 5, pattern: /\^["&|%]/g },
  { shell: "posix", kind: "backslash-continuation", weight: 5, pattern: /(?<=[ \t])\\[ \t]*\r?$(?=\n)/gm },
  { shell: "posix", kind: "assignment", weight: 4, pattern: /^[ \t]*(?:export[ \t]+)?[A-Za-z_]\w*=(?=\S)/gm },
  { shell: "posix", kind: "single-quotes", weight: 2, pattern: /(?<=[ \t=])'[^'\r\n]{0,400}'(?=\s|$)/gm },
  { shell: "posix", kind: "ansi-c-quote", weight: 4, pattern: /(?<=[\s=])\$'/g },
  { shell: "posix", kind: "here-document", weight: 4, pattern: /<<-?[ \t]*["']?[A-Za-z_]\w*/g },
  {
    shell: "posix",
    kind: "command-substitution",
    weight: 3,
    pattern: /\$\((?:printf|echo|cat|date|jq|curl)\b|`(?:printf|echo|cat|date)[ \t]/g,
  },
  {
    shell: "posix",
    kind: "prompt",
    weight: 6,
    pattern: /^[ \t]*(?:[\w.-]{1,64}@[\w.-]{1,64}\S{0,80}[$#]|\$)[ \t]+(?=\S)/gm,
  },
  { shell: "posix", kind: "escaped-single-quote", weight: 4, pattern: /'\\''/g },
];

/** What PowerShell 5.1 has not. */
const NEWER: readonly Sign[] = [
  { shell: "pwsh", kind: "chain-operator", weight: 4, pattern: /[^&|\r\n](?:&&|\|\|)[ \t]/g },
  {
    shell: "pwsh",
    kind: "newer-parameter",
    weight: 6,
    pattern:
      /(?<=\s)-(?:SkipHttpErrorCheck|SkipCertificateCheck|Authentication|Form|StatusCodeVariable|AllowUnencryptedAuthentication)(?=\s|$)/gi,
  },
  { shell: "pwsh", kind: "program-name", weight: 8, pattern: /\bpwsh\b/g },
];

/**
 * Which shell a text was written for, by its marks. Without any mark it is taken for a POSIX shell's. Whether the newer
 * PowerShell is meant, only what the older one has not can tell.
 */
export function detectShell(source: string): Detection {
  const reasons = SIGNS.flatMap((sign) => findSign(source, sign));
  const weights = new Map<ShellName, number>();
  for (const { reason, weight } of reasons) weights.set(reason.shell, (weights.get(reason.shell) ?? 0) + weight);
  const ranked = [...weights].sort(([, a], [, b]) => b - a);
  const shell = ranked[0]?.[0] ?? "posix";
  const own = reasons.filter(({ reason }) => reason.shell === shell).map(({ reason }) => reason);
  if (shell !== "powershell") return { shell, reasons: inOrder(own) };
  const newer = NEWER.flatMap((sign) => findSign(source, sign)).map(({ reason }) => reason);
  const winner = newer.length > 0 ? "pwsh" : shell;
  return {
    shell: winner,
    reasons: inOrder([...own.map((reason) => ({ ...reason, shell: winner }) as const), ...newer]),
  };
}

/** The first place of a sign; one that comes again and again counts a little more. */
function findSign(source: string, { shell, kind, weight, pattern }: Sign): { reason: DetectReason; weight: number }[] {
  pattern.lastIndex = 0;
  const first = pattern.exec(source);
  if (!first) return [];
  const again = pattern.exec(source) ? 1 : 0;
  const span = { start: first.index, end: first.index + first[0].length };
  return [{ reason: { shell, kind, span }, weight: weight + again }];
}

function inOrder(reasons: readonly DetectReason[]): DetectReason[] {
  return [...reasons].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
