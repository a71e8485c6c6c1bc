import { type Elsewhere, readElsewhere } from "../../lib/diagnose/elsewhere.ts";
import { inspect } from "../../lib/diagnose/from-text.ts";
import { type Readings, toReadings } from "../../lib/diagnose/readings.ts";
import type { ShellName } from "../../lib/shell/reading.ts";

export const SHELL_LABELS: Readonly<Record<ShellName, string>> = {
  posix: "bash or zsh",
  cmd: "cmd.exe",
  powershell: "Windows PowerShell 5.1",
  pwsh: "PowerShell 7",
};

/** A longer text is not read three times more at each keystroke. */
const LONGEST = 20_000;

/** The text in each shell that it was not written for; nothing for a long one. */
export function listElsewhere(text: string, shell: ShellName): Elsewhere[] {
  return text.length > LONGEST ? [] : readElsewhere(text, shell);
}

/** The readings of the text as if it were pasted into that shell. */
export function readingsIn(text: string, shell: ShellName, values: Readonly<Record<string, string>>): Readings {
  const { evidence, findings } = inspect({ text, shell, values });
  return toReadings(evidence, findings);
}
