import { parseCurl } from "../curl/curl.ts";
import type { CurlReading } from "../curl/reading.ts";
import type { HttpRequest } from "../http/request.ts";
import { readClient } from "../import/read-import.ts";
import type { Note } from "../rules/evidence.ts";
import { parseCmd } from "../shell/cmd.ts";
import { parsePosix } from "../shell/posix.ts";
import type { ShellCommand, ShellName, ShellReading } from "../shell/reading.ts";
import { type Ornament, straighten } from "../text/ornament.ts";
import { toOriginalReading } from "./original-reading.ts";

/** A text as a shell and then a client read it. */
export interface CommandReading {
  readonly shell: ShellReading;
  /** The first command that calls a client that is read. */
  readonly command: ShellCommand | null;
  readonly curl: CurlReading | null;
  readonly request: HttpRequest | null;
  readonly notes: readonly Note[];
}

/** What the shell makes of a text; null for a shell that is not read. */
export function readShell(text: string, shell: ShellName): ShellReading | null {
  if (shell === "posix") return parsePosix(text);
  return shell === "cmd" ? parseCmd(text) : null;
}

/** Shell, then client. */
export function readCommand(text: string, shell: ShellName, version: string | undefined): CommandReading | null {
  const reading = readShell(text, shell);
  return reading && readClientOf(reading, version);
}

/** As `readCommand`, of the text with its ornaments made plain; places count in the given text. */
export function readStraightened(
  text: string,
  ornaments: readonly Ornament[],
  shell: ShellName,
  version: string | undefined,
): CommandReading | null {
  const { text: plain, toOriginal } = straighten(text, ornaments);
  const reading = readShell(plain, shell);
  return reading && readClientOf(toOriginalReading(reading, toOriginal), version);
}

/** As `readCommand`, of the text with the quote that is open at its end closed there. */
export function readClosed(
  text: string,
  { problem }: ShellReading,
  shell: ShellName,
  version: string | undefined,
): CommandReading | null {
  const quote = problem?.kind === "open-quote" ? text[problem.span.start] : undefined;
  const reading = quote === undefined ? null : readShell(text + quote, shell);
  if (!reading || reading.problem) return null;
  return readClientOf(
    toOriginalReading(reading, (offset) => Math.min(offset, text.length)),
    version,
  );
}

function readClientOf(shell: ShellReading, version: string | undefined): CommandReading {
  for (const command of shell.commands) {
    const program = programOf(command);
    if (program === "curl") {
      const curl = parseCurl(command.words, version, command.stdin);
      return { shell, command, curl, request: curl.requests[0] ?? null, notes: [] };
    }
    const client = readClient(program, command.words);
    if (client) return { shell, command, curl: null, request: client.request, notes: client.notes };
  }
  return { shell, command: null, curl: null, request: null, notes: [] };
}

function programOf({ words }: ShellCommand): string {
  return (words[0]?.value.text ?? "")
    .replace(/^.*[/\\]/, "")
    .replace(/\.exe$/i, "")
    .toLowerCase();
}
