import { type Given, NOTHING_GIVEN } from "../text/given.ts";
import { Cursor } from "./posix/cursor.ts";
import { capture, freshContext, runScript } from "./posix/evaluate.ts";
import { findPrompts } from "./posix/prompt.ts";
import { readList } from "./posix/script.ts";
import { Shell } from "./posix/shell.ts";
import type { ShellNote, ShellReading } from "./reading.ts";

/**
 * What bash makes of a text, as `bash -c` runs it. Variables that the text does not set are named unknowns, and so is
 * everything else that only a running shell can tell, but for the values that are `given`; globs find no file. Like bash it runs the lines before one that it
 * cannot read. Notes tell where a prompt, zsh, dash or fish would differ. Linear in the text's length; never throws.
 */
export function parsePosix(source: string, given: Given = NOTHING_GIVEN): ShellReading {
  const notes: ShellNote[] = [];
  const cursor = Cursor.at(source, notes, readList);
  let complete = 0;
  const script = readList(cursor, null, undefined, (count) => {
    complete = count;
  });
  const items = cursor.problem ? script.items.slice(0, complete) : script.items;
  const shell = new Shell(notes, source.length, capture, given);
  runScript(shell, { items }, freshContext());
  for (const { span, prompt } of findPrompts(source)) notes.push({ kind: "prompt-prefix", span, data: { prompt } });
  if (notes.length > 1) notes.sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  // What stands behind `exit` or `exec` is never looked at.
  const problem = shell.problem ?? (shell.stopped ? null : cursor.problem);
  return { shell: "posix", commands: shell.commands, problem, notes };
}
