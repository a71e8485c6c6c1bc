import { parseCurl } from "../curl/curl.ts";
import type { CurlReading } from "../curl/reading.ts";
import type { HttpRequest } from "../http/request.ts";
import { readCmdlet } from "../import/cmdlet.ts";
import { readClient } from "../import/read-import.ts";
import type { Note } from "../rules/evidence.ts";
import { parseCmd } from "../shell/cmd.ts";
import { parsePosix } from "../shell/posix.ts";
import { parsePowershell } from "../shell/powershell.ts";
import type { ShellCommand, ShellName, ShellReading } from "../shell/reading.ts";
import { type Given, NOTHING_GIVEN } from "../text/given.ts";
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

/** What the shell makes of a text, with the values that are given for what the text does not tell. */
export function readShell(text: string, shell: ShellName, given: Given = NOTHING_GIVEN): ShellReading {
  if (shell === "posix") return parsePosix(text, given);
  return shell === "cmd"
    ? parseCmd(text, { batch: /^[ \t]*@echo off\b/im.test(text), given })
    : parsePowershell(text, shell, given);
}

/** Shell, then client. */
export function readCommand(
  text: string,
  shell: ShellName,
  version: string | undefined,
  given: Given = NOTHING_GIVEN,
): CommandReading {
  return readClientOf(readShell(text, shell, given), version);
}

/** As `readCommand`, of the text with its ornaments made plain; places count in the given text. */
export function readStraightened(
  text: string,
  ornaments: readonly Ornament[],
  shell: ShellName,
  version: string | undefined,
  given: Given = NOTHING_GIVEN,
): CommandReading {
  const { text: plain, toOriginal } = straighten(text, ornaments);
  return readClientOf(toOriginalReading(readShell(plain, shell, given), toOriginal), version);
}

/** As `readCommand`, of the text with the quote that is open at its end closed there. */
export function readClosed(
  text: string,
  { problem }: ShellReading,
  shell: ShellName,
  version: string | undefined,
  given: Given = NOTHING_GIVEN,
): CommandReading | null {
  const quote = problem?.kind === "open-quote" ? text[problem.span.start] : undefined;
  const reading = quote === undefined ? null : readShell(text + quote, shell, given);
  if (reading === null || reading.problem) return null;
  return readClientOf(
    toOriginalReading(reading, (offset) => Math.min(offset, text.length)),
    version,
  );
}

function readClientOf(shell: ShellReading, version: string | undefined): CommandReading {
  for (const command of shell.commands) {
    if (command.cmdlet) {
      const { request, notes } = readCmdlet(command.cmdlet, shell.shell, command.span);
      return { shell, command, curl: null, request, notes };
    }
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
