import { encodeComponent } from "../../lib/http/form.ts";
import { mergeSpans, type Span } from "../../lib/text/span.ts";

/** A secret in a text: what it is called, and where its value stands. */
export interface Secret extends Span {
  readonly label: string;
}

const QUOTES = "\"'“”‘’\\\\";
const NAMED = new RegExp(
  `\\b(refresh_token|client_secret|access_token|id_token|client_assertion)[${QUOTES}]{0,3}[ \\t]{0,4}[=:][ \\t]{0,4}[${QUOTES}]{0,3}([^\\s${QUOTES}&,;}]+)`,
  "gi",
);
const SCHEME = /\b(Basic|Bearer)[ \t]{1,4}([A-Za-z0-9+/=._~-]{5,})/gi;
/** A pair of a Postman export: the name is in one member and the value in the next. */
const KEYED =
  /"key"\s{0,40}:\s{0,40}"(refresh_token|client_secret|access_token|id_token|client_assertion|password)"\s{0,40},\s{0,200}"value"\s{0,40}:\s{0,40}"([^"\\]+)"/gi;
const USER = new RegExp(`\\s(?:-u|--user)[ \\t=]{0,4}[${QUOTES}]?[^\\s${QUOTES}:]{1,256}:([^\\s${QUOTES}]+)`, "g");

/** A variable or a run of redaction marks says nothing that must be hidden. */
function isHarmless(value: string): boolean {
  return /^[$%{<(]/.test(value) || /^([#*•xX])\1*=*$/.test(value) || value.length < 4;
}

/** The secrets that a pasted text shows, in order and apart from each other. Works on any text, complete or not. */
export function findSecrets(text: string): Secret[] {
  const found: Secret[] = [];
  const add = (label: string, value: string | undefined, end: number) => {
    if (value !== undefined && !isHarmless(value)) found.push({ label, start: end - value.length, end });
  };
  for (const match of text.matchAll(NAMED))
    add((match[1] ?? "").toLowerCase(), match[2], match.index + match[0].length);
  for (const match of text.matchAll(SCHEME)) add(`${match[1]} value`, match[2], match.index + match[0].length);
  for (const match of text.matchAll(KEYED))
    add((match[1] ?? "").toLowerCase(), match[2], match.index + match[0].length - 1);
  for (const match of text.matchAll(USER)) add("client_secret", match[1], match.index + match[0].length);
  found.sort((a, b) => a.start - b.start);
  return found.filter(({ start }, i) => i === 0 || start >= (found[i - 1]?.end ?? 0));
}

/** Where known secrets stand, in every spelling that bytes on the wire may give them, and what looks like one. */
export function findKnownSecrets(text: string, values: readonly string[]): Span[] {
  const long = values.filter((value) => value.length >= 4);
  const spellings = new Set(
    long.flatMap((value) => [value, encodeComponent(value), JSON.stringify(value).slice(1, -1)]),
  );
  const found: Span[] = findSecrets(text);
  for (const value of spellings) {
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
      found.push({ start: at, end: at + value.length });
    }
  }
  return mergeSpans(found);
}

/** The text with known secrets, and what looks like one, as their heads and eight bullets. */
export function maskText(text: string, values: readonly string[]): string {
  let out = "";
  let at = 0;
  for (const { start, end } of findKnownSecrets(text, values)) {
    out += text.slice(at, start) + formatMasked(text.slice(start, end));
    at = end;
  }
  return out + text.slice(at);
}

/** A secret as it is shown in running text: its head, then a fixed number of bullets. */
export function formatMasked(value: string): string {
  return value.length > 8 ? `${value.slice(0, 4)}••••••••` : "••••••••";
}
