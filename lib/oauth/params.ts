import { once } from "../text/once.ts";

/** Parameters of token requests: RFC 6749, 7521, 7523, 7636, 8693, 8707, 9449 and widespread additions. */
export const TOKEN_PARAMETERS: readonly string[] = [
  "grant_type",
  "refresh_token",
  "client_id",
  "client_secret",
  "scope",
  "code",
  "redirect_uri",
  "code_verifier",
  "username",
  "password",
  "client_assertion",
  "client_assertion_type",
  "assertion",
  "resource",
  "audience",
  "subject_token",
  "subject_token_type",
  "actor_token",
  "actor_token_type",
  "requested_token_type",
  "device_code",
  "response_type",
  "access_type",
  "account_id",
];

/** The grant types that need no explanation; others may be a provider's own. */
export const GRANT_TYPES: readonly string[] = [
  "authorization_code",
  "refresh_token",
  "client_credentials",
  "password",
  "implicit",
  "account_credentials",
  "fb_exchange_token",
  "ig_refresh_token",
  "ig_exchange_token",
  "th_refresh_token",
  "device_code",
];

/** Letters of other scripts that look like Latin ones. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  а: "a",
  е: "e",
  о: "o",
  р: "p",
  с: "c",
  у: "y",
  х: "x",
  і: "i",
  ѕ: "s",
  ԁ: "d",
  ո: "n",
  ο: "o",
  α: "a",
  ν: "v",
  ı: "i",
  ｅ: "e",
};

/** A name without case, separators, invisible characters and look-alike letters. */
export function toPlainName(name: string): string {
  if (/^[\w-]*$/.test(name)) return name.toLowerCase().replace(/[_-]/g, "");
  let plain = "";
  for (const char of name.normalize("NFKC").toLowerCase()) plain += LOOKALIKES[char] ?? char;
  return plain.replace(/[^a-z0-9]/g, "");
}

/** True if the name holds a letter of another script that looks like a Latin one, or a character that cannot be seen. */
export function hasLookalike(name: string): boolean {
  return /[^\x20-\x7e]/.test(name);
}

/** A longer name resembles none of the known ones, whatever separators it holds. */
const LONGEST_NAME = 100;

/** The one of `names` that this is a misspelling of; undefined for a right name and for one that resembles none. */
export function findMisspelled(name: string, names: readonly string[]): string | undefined {
  if (name.length > LONGEST_NAME || names.includes(name)) return undefined;
  const plain = toPlainName(name);
  if (plain === "") return undefined;
  const known = toPlainNames(names);
  const same = known.find((each) => each.plain === plain);
  return (same ?? known.find((each) => each.name.length >= 8 && isOneSlipAway(plain, each.plain)))?.name;
}

/** A body may hold a hundred thousand parameters, so lists of names are to be constants. */
const toPlainNames = once((names: readonly string[]) => names.map((name) => ({ name, plain: toPlainName(name) })));

/** One letter more, less, or another, or two neighbours exchanged. */
function isOneSlipAway(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const left = a.slice(start, a.length - end);
  const right = b.slice(start, b.length - end);
  if (left.length <= 1 && right.length <= 1) return left !== right;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
