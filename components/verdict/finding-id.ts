/** The id of a rule's first finding in the page, and the fragment that leads there. */
export function findingId(rule: string): string {
  return `finding-${rule}`;
}
