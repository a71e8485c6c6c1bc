import type { Release } from "./version.ts";
import { isSince } from "./version.ts";

/** Why curl refuses an option or its value while it reads the command line; stable names of refusals. */
export type OptionTrouble =
  | "unknown-option"
  | "ambiguous-option"
  | "missing-value"
  | "blank-value"
  | "bad-value"
  | "bad-number"
  | "negative-number"
  | "number-too-large"
  | "no-negation"
  | "unsupported-option"
  | "unsupported-protocol"
  | "missing-file"
  | "config-file"
  | "expansion"
  | "variable-syntax"
  | "conflicting-options";

const REASONS: Readonly<Record<OptionTrouble, string>> = {
  "unknown-option": "is unknown",
  "ambiguous-option": "is ambiguous",
  "missing-value": "requires parameter",
  "blank-value": "blank argument where content is expected",
  "bad-value": "is badly used here",
  "bad-number": "expected a proper numerical parameter",
  "negative-number": "expected a positive numerical parameter",
  "number-too-large": "too large number",
  "no-negation": "the given option cannot be reversed with a --no- prefix",
  "unsupported-option": "the installed libcurl version does not support this",
  "unsupported-protocol": "a specified protocol is unsupported by libcurl",
  "missing-file": "error encountered when reading a file",
  "config-file": "error encountered when reading a file",
  expansion: "variable expansion failure",
  "variable-syntax": "syntax error in --variable argument",
  "conflicting-options": "is badly used here",
};

/** The exit code that a trouble ends curl with. */
export function exitCodeOf(trouble: OptionTrouble): number {
  if (trouble === "missing-file" || trouble === "config-file") return 26;
  return trouble === "unsupported-protocol" ? 1 : 2;
}

/** The line that curl prints for it, `written` being the word that it was reading. */
export function formatTrouble(trouble: OptionTrouble, written: string, release: Release): string {
  return `curl: option ${written}: ${reasonOf(trouble, release)}`;
}

function reasonOf(trouble: OptionTrouble, release: Release): string {
  if (isSince(release, "8.14.1")) return REASONS[trouble];
  if (trouble === "no-negation") return "used '--no-' for option that isn't a boolean";
  if (trouble === "unsupported-option") return "the installed libcurl version doesn't support this";
  return REASONS[trouble];
}

/** The line that curl prints for a URL that it does not take; `reason` is libcurl's own wording. */
export function formatUrlTrouble(exitCode: number, kind: string, reason: string, release: Release): string {
  const line = (text: string) => `curl: (${exitCode}) ${text}`;
  const isOld = !isSince(release, "8.14.1");
  if (kind === "malformed-url")
    return line(isOld ? "URL using bad/illegal format or missing URL" : `URL rejected: ${reason}`);
  if (kind === "userinfo-refused") return line(isOld ? "Login denied" : `URL rejected: ${reason}`);
  if (kind !== "unsupported-protocol") return line(reason);
  if (isOld) return line(reason.replace(/ (not supported|disabled)$/, " not supported or disabled in libcurl"));
  return line(isSince(release, "8.21.0") ? reason.replace(/ disabled$/, " is disabled") : reason);
}

/** The lines that curl prints for braces and brackets that it cannot read, `at` counted in the URL. */
export function formatGlobTrouble(reason: string, at: number, url: string, release: Release): string {
  const isNew = isSince(release, "8.21.0");
  const position = isNew && reason === "unmatched brace" ? url.length + 1 : at + 1;
  return `curl: (3) ${reason} in ${isNew ? "" : "URL "}position ${position}:\n${url}\n${" ".repeat(position - 1)}^`;
}
