import "server-only";
import type net from "node:net";
import type { Clocks, Exchange, Failure, HttpResponse } from "../http/exchange.ts";
import { toRedirect } from "../http/redirect.ts";
import { type HttpRequest, toWireRequest } from "../http/request.ts";
import type { ResponseHead } from "../http/response-head.ts";
import { type ReadingEnd, ResponseReader } from "../http/response-reader.ts";
import { toBase64 } from "../text/bytes.ts";
import { type ConnectOptions, connect } from "./connect.ts";
import { decodeBody } from "./decode.ts";
import { toStreamFailure } from "./failures.ts";
import { formatOutgoing } from "./outgoing.ts";
import { StageClock, type StageEvent } from "./stage-clock.ts";

export interface SendOptions extends Pick<ConnectOptions, "policy" | "resolve" | "ca" | "identity" | "proxy"> {
  /** For everything from the look-up to the last byte. */
  readonly timeoutMs: number;
  /** Closes the connection at once. */
  readonly signal?: AbortSignal;
  readonly onStage?: (event: StageEvent) => void;
}

/** An exchange before it has a name. */
export type Sent = Omit<Exchange, "id">;

/**
 * Sends a request once, over HTTP/1.1 on a socket of its own, to the URL that was checked: no redirect is followed, nothing
 * is tried again. Whatever happens is a value: `failure`, with the part of the answer that came.
 */
export async function send(request: HttpRequest, url: URL, options: SendOptions): Promise<Sent> {
  const { bytes, shown } = formatOutgoing(request, url, options.proxy);
  const clock = new StageClock(options.onStage);
  const ending = endingOf(options, clock);
  const sent = { ...toWireRequest(request), raw: { base64: toBase64(shown) } };
  const identity = options.identity && url.protocol === "https:" ? options.identity : undefined;
  try {
    const connected = await connect(url, { ...options, identity, clock, signal: ending.signal });
    const { remote } = connected;
    const proxy = connected.proxy && { proxy: connected.proxy };
    if (!connected.ok) {
      return { request: sent, response: null, failure: connected.failure, timings: clock.timings(), remote, ...proxy };
    }
    const { reader, end } = await converse(connected.socket, bytes, clock, ending.signal);
    const timings = clock.timings();
    const answer = await toAnswer(reader, identity ? withDoubt(end) : end);
    return { request: sent, ...answer, timings, remote, ...proxy, ...toRemarks(request, url, answer) };
  } finally {
    ending.release();
  }
}

/** Many servers close a connection without a word when they do not like the client's certificate. */
function withDoubt(end: ReadingEnd): ReadingEnd {
  if (end.failure?.kind !== "reset") return end;
  const message = `${end.failure.message} It may not accept the client certificate.`;
  return { ...end, failure: { ...end.failure, message } };
}

/** What status and headers tell beside the answer itself: where a redirect leads, and how the clocks stand. */
function toRemarks(request: HttpRequest, url: URL, { response }: Pick<Sent, "response">, now = Date.now()) {
  if (!response) return {};
  const redirect = toRedirect(url, request.method.text, response.status, response.headers);
  const clocks = toClocks(response, now);
  return { ...(redirect && { redirect }), ...(clocks && { clocks }) };
}

function toClocks({ headers }: HttpResponse, now: number): Clocks | undefined {
  const date = headers.find(([name]) => name.toLowerCase() === "date")?.[1] ?? "";
  const server = /^\w{3,9}, /.test(date) ? Date.parse(date) : Number.NaN;
  if (Number.isNaN(server)) return undefined;
  // The header leaves out the part of a second.
  const skewSeconds = Math.round((server + 500 - now) / 1000);
  return { serverDate: new Date(server).toISOString(), ownDate: new Date(now).toISOString(), skewSeconds };
}

/** One signal for the deadline and the caller's own wish; its reason is the Failure to tell. */
function endingOf({ timeoutMs, signal }: SendOptions, clock: StageClock) {
  const ending = new AbortController();
  const onCancel = () => ending.abort(CANCELLED);
  const timer = setTimeout(() => ending.abort(toTimeout(timeoutMs, clock)), timeoutMs);
  if (signal?.aborted) onCancel();
  signal?.addEventListener("abort", onCancel, { once: true });
  const release = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onCancel);
  };
  return { signal: ending.signal, release };
}

const CANCELLED: Failure = { kind: "cancelled", message: "The send was cancelled." };

const WHILE = {
  dns: "the host name was still being looked up",
  connect: "the server had not accepted the connection",
  tls: "the TLS handshake was not done",
  wait: "no byte of an answer had come",
  read: "the answer was not complete",
};

function toTimeout(timeoutMs: number, { stage }: StageClock): Failure {
  const state = stage ? `: ${WHILE[stage]}` : "";
  return { kind: "timeout", message: `The deadline of ${timeoutMs / 1000} s passed${state}.` };
}

interface Conversation {
  readonly reader: ResponseReader;
  readonly end: ReadingEnd;
}

/** Writes the request, reads one answer and closes. */
function converse(socket: net.Socket, bytes: Uint8Array, clock: StageClock, signal: AbortSignal) {
  return new Promise<Conversation>((resolve) => {
    const reader = new ResponseReader();
    const settle = (end: ReadingEnd) => {
      signal.removeEventListener("abort", onAbort);
      socket.destroy();
      resolve({ reader, end });
    };
    const fail = (failure: Failure) => settle({ complete: false, failure });
    const onAbort = () => fail(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    socket.on("data", (piece: Uint8Array) => {
      if (clock.stage === "wait") clock.begin("read");
      const end = reader.read(piece);
      if (end) settle(end);
    });
    socket.once("end", () => settle(reader.close()));
    socket.once("error", (error) => fail(toStreamFailure(error)));
    socket.once("close", () => settle(reader.close()));
    clock.begin("wait");
    if (signal.aborted) onAbort();
    else socket.write(bytes);
  });
}

/** Bytes that are shown of what is no response. */
const EXCERPT = 16 * 1024;

/** The response and the failure of an answer that was read; either may be null. */
export async function toAnswer(reader: ResponseReader, end: ReadingEnd): Promise<Pick<Sent, "response" | "failure">> {
  const { head, raw } = reader;
  if (head) return toResponse(head, reader.body, raw, end);
  const received = raw.length > 0 && { received: { base64: toBase64(raw.subarray(0, EXCERPT)) } };
  return { response: null, failure: end.failure && { ...end.failure, ...received } };
}

async function toResponse(head: ResponseHead, body: Uint8Array, raw: Uint8Array, end: ReadingEnd) {
  const codings = head.headers.flatMap(([name, value]) =>
    name.toLowerCase() === "content-encoding" ? value.split(",") : [],
  );
  const decoded = await decodeBody(body, codings, end.complete);
  const response: HttpResponse = {
    ...head,
    body: {
      base64: toBase64(decoded.bytes),
      truncated: !end.complete || decoded.failure !== null,
      bytes: decoded.bytes.length,
    },
    raw: { base64: toBase64(raw) },
  };
  return { response, failure: end.failure ?? decoded.failure };
}
