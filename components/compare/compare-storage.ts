import type { ShellChoice } from "../workbench/state.ts";

/** One of the two texts, and the shell that it is read by. */
export interface ComparedText {
  readonly text: string;
  readonly shell: ShellChoice;
}
export interface ComparedTexts {
  readonly works: ComparedText;
  readonly fails: ComparedText;
}

const KEY = "regrant-compare";

/** What this tab holds for the comparison, in sessionStorage alone: never in an address, and gone with the tab. */
export function loadCompared(): ComparedTexts | undefined {
  try {
    const text = sessionStorage.getItem(KEY);
    return text === null ? undefined : (JSON.parse(text) as ComparedTexts);
  } catch {
    return undefined;
  }
}

export function saveCompared(texts: ComparedTexts): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(texts));
  } catch {
    // Too long for the tab's store: it is compared all the same, and forgotten at a reload.
  }
}

/** Hands the text that fails over; the one that works stays, if there was one. */
export function handOver(fails: ComparedText): void {
  saveCompared({ works: loadCompared()?.works ?? { text: "", shell: "auto" }, fails });
}
