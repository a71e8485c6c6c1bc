import type { HeaderField } from "../http/request.ts";
import { encodeBytes, toBase64 } from "../text/bytes.ts";
import { addedBy, concat, type Traced } from "../text/traced.ts";
import { toBase64Value } from "./code/value.ts";

/** The Authorization header that a client makes of `id:secret`; unknown where the pair is. */
export function basicHeader(by: string, credentials: Traced): HeaderField {
  const { text } = toBase64Value(credentials, (plain) => toBase64(encodeBytes(plain)));
  return { name: addedBy(by, "Authorization"), value: concat(addedBy(by, "Basic "), text), credentials };
}
