import { escapeShort, escapeText, escapeUnits, QUOTED } from "./escape-text.ts";

/** A text as a regular C# string literal (specification section 6.4.5.6) in ASCII. */
export function quoteCSharp(text: string): string {
  return `"${escapeText(text, QUOTED, (char) => escapeShort(char) ?? escapeUnits(char))}"`;
}
