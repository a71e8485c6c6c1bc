import "server-only";
import { randomUUID } from "node:crypto";
import diagnosticsChannel from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { encodeBytes, toBase64 } from "../../text/bytes.ts";

/** The head of a request below a box as Node read it: names in their case and order, the target as it was sent. */
interface RecordedHead {
  readonly target: string;
  readonly version: string;
  /** Names and values in turn, one character a byte. */
  readonly headers: readonly string[];
  /** Under which the connection can be found while the request is answered. */
  readonly connection: string;
}

/** The header under which the head reaches the route: Next hands routes the headers sorted and in lower case. */
const HEAD_HEADER = "x-regrant-head";

const BELOW_A_BOX = /^\/catch\/[^/?]+\/in(?:[/?]|$)/;

/** One place for all bundles of the process: the routes and what starts with the server are built apart. */
const place = globalThis as typeof globalThis & { regrantCaughtSockets?: Map<string, Socket> };

function sockets(): Map<string, Socket> {
  place.regrantCaughtSockets ??= new Map();
  return place.regrantCaughtSockets;
}

/** Writes the head over whatever the client sent under that name. Called once, when the server starts, before the gates. */
export function recordHeads(): void {
  diagnosticsChannel.subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const target = request.url ?? "";
    delete request.headers[HEAD_HEADER];
    if (!BELOW_A_BOX.test(target)) return;
    const connection = randomUUID();
    sockets().set(connection, request.socket);
    response.once("close", () => sockets().delete(connection));
    const head: RecordedHead = { target, version: request.httpVersion, headers: request.rawHeaders, connection };
    request.headers[HEAD_HEADER] = toBase64(encodeBytes(JSON.stringify(head)));
  });
}

/**
 * The request as bytes, as near to what came as HTTP lets a route know: the head that was recorded, and the body, in one
 * chunk where it came in chunks. Without a record, the headers as Next hands them on.
 */
export function rebuildBytes(request: Request, target: string, body: Uint8Array): Uint8Array {
  const { version, headers, ...record } = readRecord(request.headers) ?? {
    target,
    version: "1.1",
    headers: [...request.headers].flat(),
  };
  const lines = [`${request.method} ${record.target} HTTP/${version}`];
  for (let i = 0; i + 1 < headers.length; i += 2) lines.push(`${headers[i]}: ${headers[i + 1]}`);
  const isChunked = headers.some((name, i) => i % 2 === 0 && name.toLowerCase() === "transfer-encoding");
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  if (!isChunked) return Buffer.concat([head, body]);
  const size = body.length === 0 ? "" : `${body.length.toString(16)}\r\n`;
  return Buffer.concat([head, Buffer.from(size), body, Buffer.from(`${size && "\r\n"}0\r\n\r\n`)]);
}

/** Resets the connection that a request came by; false if it is not known. */
export function resetConnection({ headers }: Request): boolean {
  const socket = sockets().get(readRecord(headers)?.connection ?? "");
  socket?.resetAndDestroy();
  return socket !== undefined;
}

function readRecord(headers: Headers): RecordedHead | undefined {
  const written = headers.get(HEAD_HEADER);
  return written ? (JSON.parse(Buffer.from(written, "base64").toString("utf8")) as RecordedHead) : undefined;
}
