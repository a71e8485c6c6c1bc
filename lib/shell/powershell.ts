import { type Given, NOTHING_GIVEN } from "../text/given.ts";
import { Reader, type Version } from "./powershell/reader.ts";
import { readScript } from "./powershell/statements.ts";
import type { ShellReading } from "./reading.ts";

const PROMPT = /^[ \t]*PS (?:[A-Za-z]:\\|\/)[^>\r\n]{0,200}>[ \t]*/gm;

/**
 * What Windows PowerShell 5.1 ("powershell") or PowerShell 7.3 and later ("pwsh") makes of a text: programs with the words
 * that reach them, and web requests by cmdlet with their parameters. Variables, tables, joined and formatted strings,
 * base64 and ConvertTo-Json are worked out; everything else is a named unknown. By the documented rules, as no PowerShell
 * is at hand in the tests. Linear; never throws.
 */
export function parsePowershell(source: string, version: Version, given: Given = NOTHING_GIVEN): ShellReading {
  const reader = new Reader(source, version, given);
  readScript(reader);
  const { problem, notes } = reader;
  // The whole text is parsed before any of it runs.
  const commands = problem === null || /^too-/.test(problem.kind) ? reader.commands : [];
  for (const match of source.matchAll(PROMPT)) {
    const span = { start: match.index, end: match.index + match[0].length };
    notes.push({ kind: "prompt-prefix", span, data: { prompt: match[0].trim() } });
  }
  notes.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return { shell: version, commands, problem, notes };
}
