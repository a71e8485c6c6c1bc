import { decodeBytes, encodeBytes } from "../text/bytes.ts";
import { rewrite, slice, split, type Traced } from "../text/traced.ts";

/** One pair of an application/x-www-form-urlencoded text: as sent and as read. */
export interface FormPair {
  readonly raw: Traced;
  readonly name: Traced;
  readonly value: Traced;
  /** False if no `=` stands in the pair; the value is then empty. */
  readonly hasEquals: boolean;
}

/** The WHATWG application/x-www-form-urlencoded parser, with origins. Never fails: any text is some list of pairs. */
export function parseForm(body: Traced): FormPair[] {
  return split(body, "&")
    .filter((raw) => raw.text !== "")
    .map((raw) => {
      const equals = raw.text.indexOf("=");
      const hasEquals = equals >= 0;
      const name = decodeComponent(hasEquals ? slice(raw, 0, equals) : raw);
      const value = hasEquals ? decodeComponent(slice(raw, equals + 1)) : { text: "", pieces: [] };
      return { raw, name, value, hasEquals };
    });
}

/** `+` is a blank, each run of %XX its bytes; a `%` that no two hex digits follow stays. */
export function decodeComponent(value: Traced): Traced {
  if (!/[+%]/.test(value.text)) return value;
  return rewrite(value, /\+|(?:%[0-9A-Fa-f]{2})+/g, (match) => (match === "+" ? " " : decodePercent(match)));
}

function decodePercent(run: string): string {
  const bytes = new Uint8Array(run.length / 3);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(run.slice(i * 3 + 1, i * 3 + 3), 16);
  return decodeBytes(bytes);
}

/** As `decodeComponent`, for plain text. */
export function decodeFormText(text: string): string {
  return text.replace(/\+|(?:%[0-9A-Fa-f]{2})+/g, (match) => (match === "+" ? " " : decodePercent(match)));
}

/** The application/x-www-form-urlencoded serializer of the URL standard for one name or value: a blank becomes `+`. */
export function encodeComponent(text: string): string {
  let out = "";
  for (const byte of encodeBytes(text)) {
    const char = String.fromCharCode(byte);
    if (/[A-Za-z0-9*\-._]/.test(char)) out += char;
    else if (byte === 0x20) out += "+";
    else out += `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return out;
}

export function formatForm(pairs: readonly (readonly [name: string, value: string])[]): string {
  return pairs.map(([name, value]) => `${encodeComponent(name)}=${encodeComponent(value)}`).join("&");
}
