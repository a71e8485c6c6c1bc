import type { Entry } from "./book.ts";
import type { Sheet } from "./sheet.ts";
import type { Tracked } from "./tracked.ts";

/** What may stand between two characters of a value where a shell, a program or a mail broke it up. */
const GAP = /^(?:[\s'"`^\\+\0\u200b-\u200f\ufeff%&;,.]|\\+[nrtu0-9a-f]|%[0-9A-F]{2}|&\w+;){0,24}$/;

/** Writes the stand-in over the value wherever it stands in the sheet, quoted, broken up or spelled with escapes between. */
export function hideEverywhere(entry: Entry, sheet: Sheet): void {
  const { tracked, loose } = entry;
  for (const wanted of tracked.chars === loose.chars ? [tracked] : [tracked, loose]) {
    if (wanted.chars.length < 4) continue;
    for (const view of sheet.views()) {
      for (let i = view.chars.indexOf(wanted.chars); i >= 0; i = view.chars.indexOf(wanted.chars, i + 1)) {
        if (!isSame(entry, wanted, view, i, sheet.original)) continue;
        for (const [k, place] of wanted.at.entries()) sheet.set(view.at[i + k] ?? 0, entry.standIn[place] ?? "");
      }
    }
  }
}

function isSame({ value }: Entry, wanted: Tracked, view: Tracked, start: number, text: string): boolean {
  const first = view.at[start] ?? 0;
  const last = view.at[start + wanted.chars.length - 1] ?? 0;
  const isShort = wanted.chars.length < 8;
  if (isShort && ((start > 0 && view.at[start - 1] === first - 1) || view.at[start + wanted.chars.length] === last + 1))
    return false;
  for (let k = 1; k < wanted.chars.length; k++) {
    const [from, to] = [(view.at[start + k - 1] ?? 0) + 1, view.at[start + k] ?? 0];
    if (from >= to) continue;
    const gap = text.slice(from, to);
    const own = value.slice((wanted.at[k - 1] ?? 0) + 1, wanted.at[k] ?? 0);
    if (gap === own) continue;
    if (isShort || !(GAP.test(gap) || (own !== "" && gap.length <= 12 * own.length))) return false;
  }
  return true;
}
