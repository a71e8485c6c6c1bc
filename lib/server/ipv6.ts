import "server-only";

/** The eight groups of an IPv6 literal without a zone, lower case and without leading zeros. */
export function parseIpv6Groups(address: string): string[] {
  // The URL parser writes any IPv6 address in its one canonical form, without a dotted tail.
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const before = head === "" ? [] : head.split(":");
  if (tail === undefined) return before;
  const after = tail === "" ? [] : tail.split(":");
  return [...before, ...Array<string>(8 - before.length - after.length).fill("0"), ...after];
}
