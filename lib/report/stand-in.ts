import { type Tracked, trackOutsideEscapes } from "./tracked.ts";

/** Gives each value its stand-in: as long, of the same alphabet, its odd characters in place, always the same one. */
export interface StandIns {
  (value: string): string;
  /** Seconds, 20,000 to 80,000 up or down, by which all times are moved. */
  readonly shift: number;
}

const DIGITS = "0123456789";
const HEX = "abcdef";
const LOWER = "abcdefghijklmnopqrstuvwxyz";

/** The first characters that say whose token it is, and of what kind. None is longer than five letters and digits. */
const PREFIX =
  /^(?:eyJ|oaa|Atz[ra](?=\|)|sl(?=\.)|EAA|EQA|fig[ud](?=_)|gh[a-z](?=_)|Iv|Ov|[014](?=\/)|[01](?=\.)|M\.[A-Z]|ya29|OAQ|AQAB|EwB|AB1|RT1|5Aep|00D|3MVG9|xox[a-z]|BQ|(?:rt|sk|pk|ac|ca|at|v1)(?=[_.-])|1000(?=\.))/;
/** Names of formats, longer than that: what every such value has in common. */
const FORMAT =
  /^(?:pbkdf2_sha\d+\$\d+\$|bcrypt(?:_sha256)?\$|argon2\w*\$|scrypt\$|sha1\$|md5\$|\$2[abxy]\$\d\d\$|\$argon2(?:id|i|d)\$|amzn1\.application-oa2-client\.)/;
const SUFFIX = /\.apps\.googleusercontent\.com$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What two values must share before the stand-ins share theirs: one is then the other, cut off. */
const SHARED = 8;

/**
 * Stand-ins made from `random` (0 inclusive to 1 exclusive; of cryptographic quality where they are published). They tell
 * nothing of a value but its shape, and which values begin alike.
 */
export function createStandIns(random: () => number): StandIns {
  const known = new Map<string, string>();
  const issued = new Set<string>();
  const shift = Math.round((20_000 + random() * 60_000) * (random() < 0.5 ? -1 : 1));

  function standInFor(value: string, { chars, at }: Tracked): string {
    const found = known.get(chars);
    if (found !== undefined) return found;
    if (issued.has(chars)) return chars;
    const kept = keptPlaces(value);
    const pick = pickerFor(chars, random);
    let made = beginningOf(chars, known);
    for (let i = made.length; i < chars.length; ) {
      const char = String.fromCodePoint(chars.codePointAt(i) ?? 0);
      made += kept(at[i] ?? 0) ? char : pick(char);
      i += char.length;
    }
    known.set(chars, made);
    issued.add(made);
    return made;
  }

  const standIn = (value: string): string => {
    const tracked = trackOutsideEscapes(value);
    if (tracked.chars === "") return value;
    const made = standInFor(value, tracked);
    const units = value.split("");
    tracked.at.forEach((at, i) => {
      units[at] = made[i] ?? "";
    });
    return units.join("");
  };
  return Object.assign(standIn, { shift });
}

/** The stand-in of what both begin with, where one of two values is the other one cut off. */
function beginningOf(chars: string, known: ReadonlyMap<string, string>): string {
  if (chars.length < SHARED) return "";
  for (const [other, made] of known) {
    if (other.length < SHARED) continue;
    if (other.startsWith(chars)) return made.slice(0, chars.length);
    if (chars.startsWith(other)) return made;
  }
  return "";
}

/** Which offsets stay as they are: the marks by which formats and kinds of tokens are known. */
function keptPlaces(value: string): (at: number) => boolean {
  const start = (FORMAT.exec(value) ?? PREFIX.exec(value))?.[0].length ?? 0;
  const end = value.length - (SUFFIX.exec(value)?.[0].length ?? 0);
  // Version and variant of a UUID (RFC 9562 section 4).
  const isUuid = UUID.test(value);
  return (at) => at < start || at >= end || (isUuid && (at === 14 || at === 19));
}

/** Another character of the same kind: a digit for a digit, and in hexadecimal a hexadecimal letter for one. */
function pickerFor(chars: string, random: () => number): (char: string) => string {
  const isHex = /^(?:[0-9a-f]+|[0-9A-F]+)$/.test(chars) && /\d/.test(chars) && chars.length >= 8;
  const isBase32 = /^[A-Z2-7]+$/.test(chars) && chars.length >= 16;
  const letters = isHex ? HEX : LOWER;
  const digits = isBase32 ? "234567" : DIGITS;
  const other = (alphabet: string, char: string) => {
    const rest = alphabet.replace(char, "");
    return rest[Math.floor(random() * rest.length)] ?? char;
  };
  return (char) => {
    if (/[0-9]/.test(char)) return other(digits, char);
    if (/[a-z]/.test(char)) return other(letters, char);
    if (/[A-Z]/.test(char)) return other(letters.toUpperCase(), char);
    return otherBeyondAscii(char, random);
  };
}

/** A letter of the same block of 64, so that UTF-8 and all escapes of it stay as long as they are. */
function otherBeyondAscii(char: string, random: () => number): string {
  const code = char.codePointAt(0) ?? 0;
  const block = code - (code % 64);
  const start = Math.floor(random() * 64);
  for (let i = 0; i < 64; i++) {
    const other = String.fromCodePoint(block + ((start + i) % 64));
    if (other !== char && /[\p{L}\p{N}]/u.test(other) && other.normalize("NFC") === other) return other;
  }
  return char;
}

/** The words that stand-ins keep although they are longer than five letters, and that tell nothing of a value. */
export function keptWords(value: string): string[] {
  return [FORMAT.exec(value)?.[0], SUFFIX.exec(value)?.[0]].filter((word) => word !== undefined);
}
