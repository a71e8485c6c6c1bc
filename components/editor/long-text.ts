/** A longer text is read in a worker and shown without what would have to be drawn letter by letter. */
export const LONG = 65_536;

export function isLong(text: string): boolean {
  return text.length > LONG;
}
