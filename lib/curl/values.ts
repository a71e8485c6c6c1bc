import type { Takes } from "./options.ts";
import { findScheme } from "./schemes.ts";
import type { OptionTrouble } from "./trouble.ts";
import { isSince, type Release } from "./version.ts";

const LONG_MAX = 9223372036854775807n;
const TYPES_OF_SERVICE = new Set(
  (
    "AF11 AF12 AF13 AF21 AF22 AF23 AF31 AF32 AF33 AF41 AF42 AF43 CE CS0 CS1 CS2 CS3 CS4 CS5 CS6 CS7 ECT0 ECT1 EF LE " +
    "LOWCOST LOWDELAY MINCOST RELIABILITY THROUGHPUT VOICE-ADMIT"
  ).split(" "),
);
const UPLOAD_FLAGS = new Set(["answered", "deleted", "draft", "flagged", "seen"]);
const TLS_VERSIONS = new Set(["default", "1.0", "1.1", "1.2", "1.3"]);

type Check = (value: string, release: Release) => OptionTrouble | null;

const CHECKS: Partial<Record<Takes, Check>> = {
  filled: (value, release) => (value === "" && isSince(release, "8.14.1") ? "blank-value" : null),
  output: (value, release) => (value === "" ? (isSince(release, "8.14.1") ? "blank-value" : "bad-value") : null),
  certificate: (value, release) => (value === "" && isSince(release, "8.21.0") ? "blank-value" : null),
  unsupported: () => "unsupported-option",
  number: checkUnsigned,
  priority: (value, release) => checkUnsigned(value, release) ?? (BigInt(value) > 7n ? "number-too-large" : null),
  seconds: checkSeconds,
  delay: (value, release) => (isSince(release, "8.21.0") ? checkSeconds(value, release) : checkDelay(value, release)),
  redirects: (value, release) => checkNumber(value, release, (number) => (number < -1n ? "bad-number" : null)),
  size: checkSize,
  rate: checkRate,
  mode: checkMode,
  ports: checkPorts,
  tos: (value, release) =>
    TYPES_OF_SERVICE.has(value)
      ? null
      : (checkUnsigned(value, release) ?? (BigInt(value) > 255n ? "number-too-large" : null)),
  tls: (value) => (TLS_VERSIONS.has(value) ? null : "bad-value"),
  md5: (value, release) =>
    value === "" && isSince(release, "8.14.1") ? "blank-value" : value.length === 32 ? null : "bad-value",
  srp: checkSrp,
  protocols: checkProtocols,
  protocol: checkProtocol,
  flags: (value) =>
    value.split(",").every((flag) => UPLOAD_FLAGS.has(flag.replace(/^-/, ""))) ? null : "unknown-option",
};

/** What curl has against a value while it reads the command line; null for nothing. */
export function checkValue(takes: Takes, value: string, release: Release): OptionTrouble | null {
  return CHECKS[takes]?.(value, release) ?? null;
}

/** 7.88 reads numbers as strtol does: leading blanks and a plus sign are fine. 8.x takes a minus and digits alone. */
function checkNumber(
  value: string,
  release: Release,
  range: (number: bigint) => OptionTrouble | null,
): OptionTrouble | null {
  const modern = isSince(release, "8.14.1");
  if (!(modern ? /^-?\d+$/ : /^[ \t-\r]*[+-]?\d+$/).test(value)) return "bad-number";
  if (value.length > 40) return modern ? "bad-number" : "number-too-large";
  const number = BigInt(value.trim().replace(/^\+/, ""));
  if (number > LONG_MAX || number < -LONG_MAX - 1n) return modern ? "bad-number" : "number-too-large";
  return range(number);
}

function checkUnsigned(value: string, release: Release): OptionTrouble | null {
  return checkNumber(value, release, (number) => (number < 0n ? "negative-number" : null));
}

function checkDelay(value: string, release: Release): OptionTrouble | null {
  return checkNumber(value, release, (number) =>
    number < 0n ? "negative-number" : number > LONG_MAX / 1000n ? "number-too-large" : null,
  );
}

/** 7.88 reads all of it as strtod does; 8.x reads digits with a fraction and does not look at what follows. */
function checkSeconds(value: string, release: Release): OptionTrouble | null {
  if (isSince(release, "8.14.1")) {
    const digits = /^\d+/.exec(value)?.[0];
    if (digits === undefined || digits.length > 40 || BigInt(digits) > LONG_MAX / 1000n - 1n) return "bad-number";
    return /^\d+\.(?!\d)/.test(value) ? "number-too-large" : null;
  }
  if (/^[ \t-\r]*[+-]?nan$/i.test(value)) return null;
  if (/^[ \t-\r]*-inf(inity)?$/i.test(value)) return "negative-number";
  if (/^[ \t-\r]*\+?inf(inity)?$/i.test(value)) return "number-too-large";
  const hexadecimal = /^[ \t-\r]*([+-]?)(0x[\da-f]+)$/i.exec(value);
  if (!hexadecimal && !/^[ \t-\r]*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value)) return "bad-number";
  const number = hexadecimal ? Number(hexadecimal[2]) * (hexadecimal[1] === "-" ? -1 : 1) : Number(value);
  if (number > Number(LONG_MAX) / 1000) return "number-too-large";
  return number < 0 ? "negative-number" : null;
}

/** Bytes with a unit: `--limit-rate 1M`. 8.21 knows T, P and fractions too. */
function checkSize(value: string, release: Release): OptionTrouble | null {
  if (isSince(release, "8.21.0")) {
    const match = /^(\d+)(?:\.(\d*))?(.*)$/s.exec(value);
    if (!match || match[2] === "") return "bad-number";
    const unit = match[3] ?? "";
    if (/^b?$/i.test(unit)) return match[2] === undefined ? null : "bad-value";
    return /^[kmgtp]$/i.test(unit) ? null : "bad-value";
  }
  const digits = isSince(release, "8.14.1") ? /^\d+([bkmg]?)$/i : /^[ \t]*\+?\d+([bkmg]?)$/i;
  return digits.test(value) ? null : "bad-value";
}

function checkRate(value: string, release: Release): OptionTrouble | null {
  const slash = value.indexOf("/");
  const count = slash < 0 ? value : value.slice(0, slash);
  const unit = slash < 0 ? "h" : value.slice(slash + 1);
  const modern = isSince(release, "8.14.1");
  if (isSince(release, "8.21.0")) {
    if (!/^\d/.test(count)) return "bad-number";
  } else {
    if (count.length > 25) return "number-too-large";
    const trouble = checkUnsigned(count, release);
    if (trouble) return trouble;
  }
  if (BigInt(/\d+/.exec(count)?.[0] ?? 0) < 1n) return "bad-value";
  return (modern ? /^\d*[smhd]/ : /^[smhd]/).test(unit) ? null : "bad-value";
}

function checkMode(value: string, release: Release): OptionTrouble | null {
  const pattern = isSince(release, "8.14.1") ? /^[0-7]+$/ : /^[ \t-\r]*[+-]?[0-7]+$/;
  if (!pattern.test(value)) return "bad-number";
  const mode = Number.parseInt(value.trim(), 8);
  return mode > 0o777 ? "number-too-large" : mode < 0 ? "negative-number" : null;
}

function checkPorts(value: string): OptionTrouble | null {
  const match = /^(\d+)(?:[ \t]?-[ \t]?(\d+))?$/.exec(value);
  if (!match) return "bad-value";
  const first = Number(match[1]);
  const last = Number(match[2] ?? first);
  return first <= 65535 && last <= 65535 && last >= first ? null : "bad-value";
}

function checkSrp(value: string, release: Release): OptionTrouble | null {
  if (!isSince(release, "8.14.1")) return value.toUpperCase() === "SRP" ? null : "unsupported-option";
  return value === "" ? "blank-value" : value === "SRP" ? null : "unsupported-option";
}

function checkProtocols(value: string, release: Release): OptionTrouble | null {
  if (isSince(release, "8.14.1")) return null;
  const tokens = value.split(",").filter((token) => token !== "");
  return tokens.every((token) => /^[=+-]*[A-Za-z0-9]/.test(token)) ? null : "bad-value";
}

function checkProtocol(value: string, release: Release): OptionTrouble | null {
  if (value === "" && isSince(release, "8.14.1")) return "blank-value";
  return findScheme(value, release) ? null : "unsupported-protocol";
}
