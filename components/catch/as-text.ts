import { decodeBytes, fromBase64 } from "../../lib/text/bytes.ts";
import type { Caught } from "./caught.ts";

/** What a connection adds for itself; the workbench works these out anew. */
const OF_THE_CONNECTION = /^(?:host|connection|content-length|transfer-encoding|expect|proxy-.*)$/i;

/** A caught request as the text of an HTTP request, ready for the workbench; undefined where it could not be read. */
export function toRequestText({ request }: Caught): string | undefined {
  if (!request) return undefined;
  const { method, url, headers, body } = request;
  const lines = headers.filter(([name]) => !OF_THE_CONNECTION.test(name)).map(([name, value]) => `${name}: ${value}`);
  const text = body ? decodeBytes(fromBase64(body.base64) ?? new Uint8Array()) : "";
  return [`${method} ${url} HTTP/1.1`, ...lines, "", text].join("\n");
}
