import "server-only";
import type { z } from "zod";
import { hasLoneSurrogate } from "../text/bytes.ts";
import type { ProblemError } from "./problem.ts";

/** The parts of a Zod issue that decide our words; its own message may quote keys and values, so it is never used. */
type RawIssue = z.core.$ZodRawIssue;

/**
 * Checks `value` and says in our own words what is wrong. Zod's messages name unknown keys, which a caller may have
 * mistaken for a value; a message that a schema sets itself is kept, since it is ours.
 */
export function validate<T>(
  schema: z.ZodType<T>,
  value: unknown,
): { ok: true; value: T } | { ok: false; errors: ProblemError[] } {
  const result = schema.safeParse(value, { error: describe });
  if (result.success) return { ok: true, value: result.data };
  const errors = result.error.issues.map(({ path, message }) => ({ path: formatPath(schema, path), message }));
  return { ok: false, errors: errors.slice(0, MOST_ERRORS) };
}

/** More than this many errors help nobody, and a body can hold thousands. */
const MOST_ERRORS = 20;

const KINDS: Record<string, string> = {
  string: "a string",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
  tuple: "a list",
  null: "null",
};

function describe(issue: RawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "is required" : `must be ${KINDS[issue.expected] ?? "of another type"}`;
    case "unrecognized_keys":
      return "holds a key that is not known here";
    case "too_big":
      return `must be at most ${issue.maximum}${unitOf(issue.origin)}`;
    case "too_small":
      return `must be at least ${issue.minimum}${unitOf(issue.origin)}`;
    case "invalid_value":
      return `must be ${issue.values.length > 1 ? "one of " : ""}${issue.values.map((v) => JSON.stringify(v)).join(", ")}`;
    case "invalid_format":
      return issue.format === "regex" ? "does not have the form asked for" : `must be a valid ${issue.format}`;
    case "invalid_union":
      return "does not have any of the allowed shapes";
    default:
      return "is not allowed";
  }
}

function unitOf(origin: string): string {
  if (origin === "string") return " characters long";
  return origin === "array" ? " entries long" : "";
}

/** The path as `headers.0.1`; it stops before the first key that no schema names. */
function formatPath(schema: z.core.$ZodType, path: readonly PropertyKey[]): string {
  const kept: string[] = [];
  let at: z.core.$ZodType[] = [schema];
  for (const step of path) {
    at = at.flatMap((each) => stepInto(each, step));
    if (at.length === 0) break;
    kept.push(String(step));
  }
  return kept.join(".");
}

/** The schemas that may stand at `step` of `schema`; none if the step is the caller's own key. */
function stepInto(schema: z.core.$ZodType, step: PropertyKey): z.core.$ZodType[] {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case "object": {
      const next = typeof step === "string" && Object.hasOwn(def.shape, step) ? def.shape[step] : undefined;
      return next ? [next] : [];
    }
    case "array":
      return typeof step === "number" ? [def.element] : [];
    case "tuple": {
      const next = typeof step === "number" ? (def.items[step] ?? def.rest) : undefined;
      return next ? [next] : [];
    }
    case "union":
      return def.options.flatMap((option) => stepInto(option, step));
    case "intersection":
      return [def.left, def.right].flatMap((side) => stepInto(side, step));
    case "pipe":
      return stepInto(def.in, step);
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "readonly":
    case "nonoptional":
      return stepInto(def.innerType, step);
    case "lazy":
      return stepInto(def.getter(), step);
    default:
      return [];
  }
}

/**
 * True if a string or a key anywhere in the parsed JSON is no text that UTF-8 can carry, or a key is `__proto__`, which
 * objects and schemas would swallow in silence. Walks without recursion: JSON may nest as deep as it is long.
 */
export function hasUnusableText(root: unknown): boolean {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === "string" && hasLoneSurrogate(value)) return true;
    if (typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) {
      for (const each of value) open.push(each);
      continue;
    }
    for (const [key, each] of Object.entries(value)) {
      if (key === "__proto__" || hasLoneSurrogate(key)) return true;
      open.push(each);
    }
  }
  return false;
}
