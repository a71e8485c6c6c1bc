import type { Evidence } from "./evidence.ts";

/** True where the text is for Windows PowerShell 5.1, whether or not its words could be read. */
export function isWindowsPowershell({ shell, asked, door }: Evidence): boolean {
  return door === "text" && (shell?.shell ?? asked) === "powershell";
}
