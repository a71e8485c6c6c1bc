import type { Provider } from "../../lib/providers/provider.ts";

/** What becomes of the refresh token when it is used, in a few words. */
export function formatRotation({ supportsRefresh, refreshTokenRotates }: Provider): string {
  if (!supportsRefresh) return "none: no refresh here";
  if (refreshTokenRotates === true) return "replaced at every use";
  if (refreshTokenRotates === false) return "stays the same";
  return refreshTokenRotates === "optional" ? "replaced, by a setting" : "not known";
}

/** Seconds in the largest unit that leaves a whole number. */
export function formatSeconds(seconds: number): string {
  for (const [unit, length] of [
    ["day", 86_400],
    ["hour", 3_600],
    ["minute", 60],
  ] as const) {
    const count = seconds / length;
    if (Number.isInteger(count)) return `${count} ${unit}${count === 1 ? "" : "s"}`;
  }
  return `${seconds} seconds`;
}
