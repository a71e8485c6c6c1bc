import type { Cursor } from "./cursor.ts";

/**
 * Notes each `!` of a run that begins at `start` and that an interactive bash takes for a reference to its history. Not one is a `!` before
 * a blank, `=` or the end, `$!`, `${!`, `[!`, and one before the closing double quote.
 */
export function noteHistory(cursor: Cursor, run: string, start: number, inDouble: boolean): void {
  const { text } = cursor;
  for (let i = run.indexOf("!"); i >= 0; i = run.indexOf("!", i + 1)) {
    const at = start + i;
    const next = text[at + 1] ?? "";
    if (next === "" || " \t\n\r=".includes(next) || (inDouble && next === '"') || (!inDouble && next === "(")) continue;
    if ("$[".includes(text[at - 1] ?? " ") || text.startsWith("${", at - 2)) continue;
    const pattern = /![!$^*]?[^\s!;&|()<>"'`:]*/y;
    pattern.lastIndex = at;
    const reference = pattern.exec(text)?.[0] ?? "!";
    cursor.note("history-expansion", at, at + reference.length, { text: reference });
    i += reference.length - 1;
  }
}
