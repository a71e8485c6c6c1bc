import "server-only";
import { STATUS_CODES } from "node:http";
import { type HttpRequest, toWireRequest } from "../http/request.ts";
import { formatRequestBytes } from "../http/request-bytes.ts";
import { ResponseReader } from "../http/response-reader.ts";
import { encodeBytes, toBase64 } from "../text/bytes.ts";
import { type Sent, toAnswer } from "./send.ts";
import { StageClock } from "./stage-clock.ts";

/** What an endpoint of this process answers. */
export interface OwnReply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

/** Answers a request as if it had come in over the network. */
export type OwnEndpoint = (request: HttpRequest) => OwnReply | Promise<OwnReply>;

/**
 * The exchange with an endpoint of this process, without a socket: public mode may not call its own address, and need not.
 * Request and reply have the bytes that they would have had on the wire.
 */
export async function sendInProcess(request: HttpRequest, endpoint: OwnEndpoint): Promise<Sent> {
  const bytes = formatRequestBytes(request);
  const clock = new StageClock();
  const reader = new ResponseReader();
  const end = reader.read(formatReplyBytes(await endpoint(request))) ?? reader.close();
  return {
    request: { ...toWireRequest(request), raw: { base64: toBase64(bytes) } },
    ...(await toAnswer(reader, end)),
    timings: clock.timings(),
    remote: null,
  };
}

function formatReplyBytes({ status, headers, body }: OwnReply): Uint8Array {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${encodeBytes(body).length}`,
    "Connection: close",
  ];
  return encodeBytes(`${lines.join("\r\n")}\r\n\r\n${body}`);
}
