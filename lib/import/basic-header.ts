import type { HeaderField } from "../http/request.ts";
import { encodeBytes, toBase64 } from "../text/bytes.ts";
import { addedBy, concat, hullOrigin, isKnown, type Traced, unknownsOf, unknownValue } from "../text/traced.ts";

/** The Authorization header that a client makes of `id:secret`; unknown where the pair is. */
export function basicHeader(by: string, credentials: Traced): HeaderField {
  const origin = hullOrigin(credentials) ?? { door: "added", by };
  const base64 = isKnown(credentials)
    ? {
        text: toBase64(encodeBytes(credentials.text)),
        pieces: [{ text: toBase64(encodeBytes(credentials.text)), origin }],
      }
    : unknownValue(`base64 of ${unknownsOf(credentials).join(", ")}`, `<base64 of ${credentials.text}>`, origin);
  return { name: addedBy(by, "Authorization"), value: concat(addedBy(by, "Basic "), base64), credentials };
}
