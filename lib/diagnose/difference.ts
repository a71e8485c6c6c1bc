import { isKnown, type Traced, unknownsOf } from "../text/traced.ts";

/**
 * How much a difference matters, the weightiest first. "error": a rule calls it one. "request": a parameter, a credential,
 * the address. "untold": the text does not tell one of the values. "header": a header that some servers read. "cosmetic":
 * spelling, order, and what each client adds.
 */
export const WEIGHTS = ["error", "request", "untold", "header", "cosmetic"] as const;
export type Weight = (typeof WEIGHTS)[number];

/** One thing in which two requests differ. `works` and `fails` are what it is in each; null: not there. */
export interface Difference {
  readonly key: string;
  readonly label: string;
  readonly weight: Weight;
  readonly works: string | null;
  readonly fails: string | null;
  readonly why: string;
  /** The rule that calls it an error. */
  readonly rule: string | null;
}

/** The weightiest first; equal ones stay in their order. */
export function byWeight(differences: readonly Difference[]): Difference[] {
  return [...differences].sort((x, y) => WEIGHTS.indexOf(x.weight) - WEIGHTS.indexOf(y.weight));
}

/** A difference that no rule has judged yet. */
export function difference(
  key: string,
  label: string,
  weight: Weight,
  works: string | null,
  fails: string | null,
  why: string,
): Difference {
  return { key, label, weight, works, fails, why, rule: null };
}

/** "same" also for two unknown values that go by one name, however each text writes it. */
export function relate(a: Traced, b: Traced): "same" | "other" | "untold" {
  if (isKnown(a) && isKnown(b)) return a.text === b.text ? "same" : "other";
  const nameOf = (value: Traced) =>
    value.pieces
      .map(({ text, unknown }) =>
        unknown === undefined ? text : unknown.toLowerCase().replace(/^env:|[^a-z0-9]/g, ""),
      )
      .join("");
  return !isKnown(a) && !isKnown(b) && nameOf(a) === nameOf(b) ? "same" : "untold";
}

/** One part of the request, as it is in each. */
export function compareText(key: string, label: string, a: Traced, b: Traced, why: string): Difference[] {
  const relation = relate(a, b);
  if (relation === "same") return [];
  return relation === "other"
    ? [difference(key, label, "request", a.text, b.text, why)]
    : [difference(key, label, "untold", a.text, b.text, whyUntold(a, b))];
}

/** What to do about a value that one of the texts does not tell. */
export function whyUntold(a: Traced, b: Traced): string {
  const names = [...new Set([...unknownsOf(a), ...unknownsOf(b)])].join(", ");
  return `The text does not tell the value of ${names}: compare it by hand.`;
}
