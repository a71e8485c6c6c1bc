import type { Word } from "../shell/reading.ts";
import type { Span } from "../text/span.ts";
import type { Traced } from "../text/traced.ts";
import { toStandardInput } from "./data.ts";
import { parseCommand } from "./parse.ts";
import type { CurlNote, CurlReading } from "./reading.ts";
import { type Run, runOperation } from "./transfers.ts";
import { DEFAULT_VERSION, isVersion, toRelease } from "./version.ts";

/**
 * What curl of that version does with these words (the program's name first): the requests in the order in which they
 * go out, and what it refuses. `stdin` is what comes in by standard input, null where the text does not tell. Files are
 * taken as missing. Never throws; time is linear in the words.
 */
export function parseCurl(
  words: readonly Word[],
  version: string = DEFAULT_VERSION,
  stdin: Traced | null = null,
): CurlReading {
  const release = toRelease(version);
  const notes: CurlNote[] = [];
  const input = toStandardInput(stdin);
  const command = parseCommand(words, release, input, notes);
  const run: Run = {
    dialect: { release, version: release === version || isVersion(version) ? version : release },
    input,
    notes,
    requests: [],
    refusal: command.refusal,
    exitCode: command.refusal?.exitCode ?? 0,
  };
  const whole = wholeOf(words);
  if (command.isInformation) notes.push({ kind: "prints-information", span: whole });
  else if (!command.refusal) command.operations.every((operation) => runOperation(operation, whole, run));
  const { options, urls } = command;
  return {
    version: release,
    options,
    urls,
    requests: run.requests,
    refusal: run.refusal,
    exitCode: run.exitCode,
    notes,
  };
}

/** The place of all the words. */
function wholeOf(words: readonly Word[]): Span {
  if (words.length === 0) return { start: 0, end: 0 };
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const { span } of words) {
    start = Math.min(start, span.start);
    end = Math.max(end, span.end);
  }
  return { start, end };
}
