import { addedBy, concat, isKnown, slice } from "../text/traced.ts";
import type { Context, Stop, Use } from "./effect.ts";
import { isSince } from "./version.ts";

/** -r; a number without a dash gets one. */
export function applyRange(use: Use, { operation, release }: Context): Stop | null {
  const modern = isSince(release, "8.14.1");
  if (modern && operation.resume) {
    return { trouble: "conflicting-options", message: "curl: --continue-at is mutually exclusive with --range" };
  }
  const digits = /^\d+/.exec(use.value.text)?.[0];
  const lacksDash = modern
    ? digits !== undefined && use.value.text[digits.length] !== "-"
    : !use.value.text.includes("-");
  if (digits !== undefined && lacksDash && isKnown(use.value)) {
    if (BigInt(digits) > 9223372036854775807n && !modern) return { trouble: "bad-value" };
    operation.range = { value: concat(slice(use.value, 0, digits.length), addedBy("curl", "-")), span: use.span };
  } else if (use.value.text === "" && modern) return { trouble: "blank-value" };
  else operation.range = use;
  return null;
}

/** -C. */
export function applyResume(use: Use, { operation, release }: Context): Stop | null {
  const text = use.value.text;
  if (isSince(release, "8.14.1")) {
    const other = operation.range
      ? "--range"
      : operation.removeOnError
        ? "--remove-on-error"
        : operation.noClobber
          ? "--no-clobber"
          : null;
    if (other) {
      return { trouble: "conflicting-options", message: `curl: --continue-at is mutually exclusive with ${other}` };
    }
    if (text !== "-" && isKnown(use.value) && !/^\d{1,18}$/.test(text)) return { trouble: "bad-number" };
  } else if (text !== "-" && isKnown(use.value)) {
    if (text.startsWith("-")) return { trouble: "negative-number" };
    if (!/^[ \t-\r]*\+?(0x[\da-f]+|\d+)$/i.test(text)) return { trouble: "bad-number" };
  }
  operation.resume = use;
  return null;
}

/** --clobber and --remove-on-error, which exclude -C. */
export function applyClobber(use: Use, { operation, release }: Context): Stop | null {
  const conflicts = use.name === "clobber" ? !use.on : use.on;
  if (conflicts && operation.resume && isSince(release, "8.14.1")) {
    const other = use.name === "clobber" ? "--no-clobber" : "--remove-on-error";
    return { trouble: "conflicting-options", message: `curl: --continue-at is mutually exclusive with ${other}` };
  }
  if (use.name === "clobber") operation.noClobber = !use.on;
  else operation.removeOnError = use.on;
  return null;
}

/** --fail and --fail-with-body exclude each other up to 8.16; then the later one wins (27375ca364, 8.17.0). */
export function applyFail(use: Use, { operation, release }: Context): Stop | null {
  if (use.name === "fail") operation.fail = use.on;
  else operation.failWithBody = use.on;
  return operation.fail && operation.failWithBody && !isSince(release, "8.21.0")
    ? {
        trouble: "conflicting-options",
        message: "curl: You must select either --fail or --fail-with-body, not both.",
      }
    : null;
}

/** -w, of which only a missing file matters. */
export function applyWriteOut(use: Use, { release }: Context): Stop | null {
  const name = use.value.text;
  if (!name.startsWith("@") || /^@(-|\/dev\/(null|stdin))$/.test(name)) return null;
  return isSince(release, "8.14.1")
    ? { trouble: "missing-file", message: `curl: Failed to open ${name.slice(1)}` }
    : null;
}
