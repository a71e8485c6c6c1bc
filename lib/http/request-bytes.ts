import { encodeBytes } from "../text/bytes.ts";
import type { HttpRequest } from "./request.ts";

/**
 * The request as HTTP/1.1 bytes (RFC 9112 section 2.1): request line, headers in their order and case, body, nothing added.
 * Throws on a line break or a NUL in the head, which would make it another request: the doors refuse those.
 */
export function formatRequestBytes(request: HttpRequest): Uint8Array {
  const lines = [
    `${request.method.text} ${request.target.text} HTTP/1.1`,
    ...request.headers.map(({ name, value }) => `${name.text}: ${value.text}`),
  ];
  if (lines.some((line) => /[\r\n\0]/.test(line))) throw new Error("a line break or NUL in the head of a request");
  const head = encodeBytes(`${lines.join("\r\n")}\r\n\r\n`);
  const body = encodeBytes(request.body?.text ?? "");
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}
