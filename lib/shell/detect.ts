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
  { shell: "powershell", kind: "prompt", weight: 9, pattern: /^[ \t]*PS(?: (?:[A-Za-z]:\\|\/)[^>\r\n]{0,200})?>/gm },
  { shell: "powershell", kind: "call-operator", weight: 4, pattern: /^[ \t]*& ["'$]/gm },
  { shell: "powershell", kind: "stop-parsing", weight: 6, pattern: /(?<=\s)--%(?=\s)/g },
  {
    shell: "powershell",
    kind: "cmdlet-parameter",
    weight: 4,
    pattern: /(?<=\s)-(?:Uri|Method|Body|Headers|ContentType|UseBasicParsing)(?=\s)/gi,
  },
  {
    shell: "powershell",
    kind: "command-name",
    weight: 6,
    pattern:
      /(?<![\w-])(?:Get|Set|Out|Select|Where|ForEach|Remove|Start|Import|Export|Add|Test|Convert)-[A-Z][A-Za-z]{2,30}\b/g,
  },
  {
    shell: "powershell",
    kind: "constant",
    weight: 4,
    pattern: /\$(?:true|false|null|PSScriptRoot|PSVersionTable)\b/gi,
  },
  { shell: "powershell", kind: "subexpression", weight: 4, pattern: /\$\(\$[A-Za-z_]/g },
  {
    shell: "powershell",
    kind: "cast",
    weight: 5,
    pattern: /\[(?:pscredential|securestring|pscustomobject|ordered|byte\[\]|string)\]/gi,
  },
  { shell: "powershell", kind: "quoted-for-exe", weight: 7, pattern: /\bcurl\.exe\b[^\r\n]{0,400}?[ \t]'/gi },
  { shell: "powershell", kind: "variable-for-exe", weight: 4, pattern: /\bcurl\.exe\b[^\r\n]{0,400}?\$[A-Za-z_{(]/gi },
  { shell: "powershell", kind: "program-name", weight: 7, pattern: /^[ \t]*(?:powershell|pwsh)(?:\.exe)?[ \t]+-/gim },
  {
    shell: "powershell",
    kind: "block",
    weight: 3,
    pattern: /\b(?:try|catch|foreach|if)[ \t]*(?:\([^)\r\n]{0,200}\)[ \t]*)?\{[ \t]*\r?$/gim,
  },
  { shell: "cmd", kind: "program-exe", weight: 1, pattern: /\bcurl\.exe\b/gi },
  { shell: "cmd", kind: "nul", weight: 5, pattern: /[<>][ \t]*nul\b/gi },
  {
    shell: "cmd",
    kind: "builtin",
    weight: 6,
    pattern: /^[ \t]*@?(?:setlocal|endlocal|goto[ \t]|pause\b|chcp[ \t]|start[ \t]+"|cls\b)/gim,
  },
  {
    shell: "cmd",
    kind: "loop",
    weight: 7,
    pattern: /\bfor[ \t]+(?:\/[fldr][^%\r\n]{0,80})?%%?[A-Za-z][ \t]+in[ \t]*\(/gi,
  },
  {
    shell: "cmd",
    kind: "condition",
    weight: 5,
    pattern: /^[ \t]*if[ \t]+(?:\/i[ \t]+)?(?:not[ \t]+)?(?:exist|defined|errorlevel|"?%)/gim,
  },
  {
    shell: "cmd",
    kind: "parameter",
    weight: 5,
    pattern: /%~[A-Za-z]{0,6}[0-9A-Za-z]|(?<=[\s"=:])%[1-9](?![0-9A-Fa-f])/g,
  },
  { shell: "cmd", kind: "delayed-variable", weight: 3, pattern: /![A-Za-z_]\w{1,40}!/g },
  { shell: "cmd", kind: "findstr", weight: 5, pattern: /\|[ \t]*findstr\b/gi },
  { shell: "cmd", kind: "cmd-c", weight: 7, pattern: /\bcmd(?:\.exe)?[ \t]+\/[ck]\b/gi },
  { shell: "cmd", kind: "doubled-quotes", weight: 3, pattern: /(?<=\s)"\{""|:""/g },
  { shell: "cmd", kind: "caret-continuation", weight: 6, pattern: /(?<=\s)\^[ \t]*\r?$(?=\n)/gm },
  { shell: "cmd", kind: "percent-variable", weight: 6, pattern: /%(?![0-9A-F]{2})[A-Z_][A-Z0-9_]{1,60}%/g },
  { shell: "cmd", kind: "percent-name", weight: 3, pattern: /%(?![0-9A-Fa-f]{2})(?=\w{0,60}[a-z])[A-Za-z_]\w{1,60}%/g },
  { shell: "cmd", kind: "set", weight: 5, pattern: /^[ \t]*set[ \t]+"?[A-Za-z_]\w*=/gim },
  { shell: "cmd", kind: "echo-off", weight: 8, pattern: /^[ \t]*@echo off\b/gim },
  { shell: "cmd", kind: "rem", weight: 5, pattern: /^[ \t]*(?:rem[ \t]|::)/gim },
  { shell: "cmd", kind: "prompt", weight: 9, pattern: /^[ \t]*[A-Za-z]:\\[^>\r\n]{0,200}>/gm },
  // A body in double quotes is written so for any shell without single quotes, and by people who want a variable in it.
  { shell: "cmd", kind: "escaped-quotes", weight: 2, pattern: /(?<=\s)"\{\\"/g },
  { shell: "cmd", kind: "caret-quote", weight: 5, pattern: /\^["&|%]/g },
  { shell: "posix", kind: "backslash-continuation", weight: 5, pattern: /(?<=[ \t])\\[ \t]*\r?$(?=\n)/gm },
  { shell: "posix", kind: "assignment", weight: 4, pattern: /^[ \t]*(?:export[ \t]+)?[A-Za-z_]\w*=(?=\S)/gm },
  { shell: "posix", kind: "single-quotes", weight: 4, pattern: /(?<=[ \t=])'[^'\r\n]{0,400}'(?=\s|$)/gm },
  { shell: "posix", kind: "ansi-c-quote", weight: 4, pattern: /(?<=[\s=])\$'/g },
  { shell: "posix", kind: "here-document", weight: 4, pattern: /<<-?[ \t]*["']?[A-Za-z_]\w*/g },
  {
    shell: "posix",
    kind: "command-substitution",
    weight: 3,
    pattern: /\$\((?:printf|echo|cat|date|jq|curl|openssl|base64|tr)\b|`(?:printf|echo|cat|date|curl)[ \t]/g,
  },
  {
    shell: "posix",
    kind: "prompt",
    weight: 6,
    pattern: /^[ \t]*(?:[\w.-]{1,64}@[\w.-]{1,64}[: \t]?[^\s"']{0,80}[ \t]?[$#%]|\$|[➜❯])[ \t]+(?=[^\s=])/gm,
  },
  { shell: "posix", kind: "shebang", weight: 12, pattern: /^#![ \t]*\/[^\r\n]{0,80}/g },
  {
    shell: "posix",
    kind: "variable",
    weight: 3,
    pattern: /(?<![`\w])\$(?:\{[A-Za-z_]\w*[^}\r\n]{0,80}\}|[A-Z_][A-Z0-9_]*\b(?![:(]))/g,
  },
  { shell: "posix", kind: "variable-in-quotes", weight: 1, pattern: /"[^"\r\n]{0,200}\$[a-z_]\w*/g },
  {
    shell: "posix",
    kind: "pipe",
    weight: 3,
    pattern: /\|[ \t]*(?:\\\r?\n[ \t]*)?(?:jq|grep|sed|awk|tr|base64|cut|head|tail|xxd|tee|python3?|less|cat)\b/g,
  },
  {
    shell: "posix",
    kind: "keyword",
    weight: 5,
    pattern: /^[ \t]*(?:then|fi|done|esac|do)[ \t]*\r?$|\bif[ \t]+\[\[?[ \t]/gm,
  },
  {
    shell: "posix",
    kind: "command",
    weight: 4,
    pattern: /^[ \t]*(?:sudo|export|source|unset|set -[eux]|echo -[ne])\b/gm,
  },
  {
    shell: "posix",
    kind: "path",
    weight: 3,
    pattern: /\/dev\/(?:null|stdin|stdout)\b|(?<=[\s@=])~\/|(?<=\s)\/(?:usr|etc|home|tmp|opt|var)\//g,
  },
  { shell: "posix", kind: "here-string", weight: 4, pattern: /<<<[ \t]*["'$]/g },
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
      /(?<=\s)-(?:SkipHttpErrorCheck|SkipCertificateCheck|SkipHeaderValidation|Authentication|Token|Form|CustomMethod|StatusCodeVariable|ResponseHeadersVariable|AllowUnencryptedAuthentication|MaximumRetryCount)(?=\s|$)/gi,
  },
  { shell: "pwsh", kind: "program-name", weight: 8, pattern: /\bpwsh\b/g },
  { shell: "pwsh", kind: "prompt", weight: 8, pattern: /^[ \t]*PS \/[^>\r\n]{0,200}>/gm },
  { shell: "pwsh", kind: "requires", weight: 8, pattern: /^#requires -version 7/gim },
  { shell: "pwsh", kind: "null-operator", weight: 4, pattern: /[ \t]\?\?=?[ \t]/g },
];

/**
 * Which shell a text was written for, by its marks. Without any mark it is taken for a POSIX shell's. Whether the newer
 * PowerShell is meant, only what the older one has not can tell.
 */
export function detectShell(source: string): Detection {
  const reasons = SIGNS.flatMap((sign) => findSign(source, sign));
  const weights = new Map<ShellName, number>();
  for (const { reason, weight } of reasons) weights.set(reason.shell, (weights.get(reason.shell) ?? 0) + weight);
  let shell: ShellName = "posix";
  for (const [name, weight] of weights) if (weight > (weights.get(shell) ?? 0)) shell = name;
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
