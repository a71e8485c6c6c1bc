import { diagnoseText, repairText, type TextInput } from "./engine.ts";
import { shorten } from "./shorten.ts";

/** What is done with a long text, off the page's own thread where that can be had. */
export const LONG_TASKS = {
  diagnose: (input: TextInput) => shorten(diagnoseText(input), input.text),
  repair: repairText,
} as const;

export type LongTask = keyof typeof LONG_TASKS;
export type Answer<T extends LongTask> = ReturnType<(typeof LONG_TASKS)[T]>;
