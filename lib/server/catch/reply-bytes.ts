import "server-only";
import { STATUS_CODES } from "node:http";
import type { PracticeReply } from "../../practice/reply.ts";

/** An answer as HTTP/1.1 bytes. An answer to HEAD, and one of a status that has no content, goes without its body. */
export function formatReplyBytes(
  reply: PracticeReply,
  { method, keepAlive }: { method: string; keepAlive: boolean },
): Buffer {
  const isBare = reply.status === 204 || reply.status === 304;
  const body = isBare || method === "HEAD" ? "" : reply.body;
  const head = [
    `HTTP/1.1 ${reply.status} ${STATUS_CODES[reply.status] ?? ""}`,
    ...reply.headers.map(([name, value]) => `${name}: ${value}`),
    ...(isBare ? [] : [`Content-Length: ${Buffer.byteLength(reply.body)}`]),
    `Connection: ${keepAlive ? "keep-alive" : "close"}`,
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
}
