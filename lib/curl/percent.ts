import { decodeBytes } from "../text/bytes.ts";
import type { Traced } from "../text/traced.ts";
import { rewriteKnown } from "./opaque.ts";

const ESCAPES = /(?:%[0-9A-Fa-f]{2})+/g;

/** %XX as the bytes they stand for; a `%` that no two hex digits follow stays, and so does `+`. */
export function decodePercent(value: Traced): Traced {
  return rewriteKnown(value, ESCAPES, (run) => {
    const bytes = new Uint8Array(run.length / 3);
    for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(run.slice(i * 3 + 1, i * 3 + 3), 16);
    return decodeBytes(bytes);
  });
}
