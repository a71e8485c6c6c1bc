import { escapeShort, escapeText, escapeUnits } from "./escape-text.ts";

/** A text as a regular C# string literal (specification section 6.4.5.6) in ASCII. */
export function quoteCSharp(text: string): string {
  return `"${escapeText(text, '"\\', (char) => escapeShort(char) ?? escapeUnits(char))}"`;
}
