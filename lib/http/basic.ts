import { decodeBytes, encodeBytes, fromBase64, toBase64 } from "../text/bytes.ts";
import { encodeComponent } from "./form.ts";

/** How id and secret are written before base64: form-encoded as RFC 6749 section 2.3.1 says, or as they are. */
export type BasicEncoding = "form" | "raw";

/** The credentials of an `Authorization: Basic` value (RFC 7617), encoded as RFC 6749 section 2.3.1 asks or raw. */
export function formatBasic(id: string, secret: string, encoding: BasicEncoding): string {
  const write = encoding === "form" ? encodeComponent : (text: string) => text;
  return `Basic ${toBase64(encodeBytes(`${write(id)}:${write(secret)}`))}`;
}

/** The text behind strict base64; undefined where it is none. What a lenient server would make of it is for the rules. */
export function decodeBase64Text(text: string): string | undefined {
  const bytes = fromBase64(text);
  return bytes && decodeBytes(bytes);
}
