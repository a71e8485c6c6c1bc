import type { ByteRange } from "./byte-buffer.ts";
import { MessageBytes, type Unread } from "./message-bytes.ts";
import {
  findHostDefect,
  type Line,
  parseFields,
  parseRequestLine,
  type RequestHead,
  requestFramingOf,
  valuesOf,
} from "./request-head.ts";

/** Bytes of one request that are kept, head and framing included: 1 MiB. */
export const REQUEST_LIMIT = 1024 * 1024;
/** Bytes of one head: 256 KiB. */
export const REQUEST_HEAD_LIMIT = 256 * 1024;

/** How far a request came: whole by its framing, broken off or unreadable, or longer than is kept. */
export type ArrivalEnd = "whole" | "broken" | "too-large";

/** One request as it arrived. Ranges count from the first byte of `raw`. */
export interface ArrivedRequest {
  /** The very bytes, empty lines before the request line included. */
  readonly raw: Uint8Array;
  /** Null where the head did not come whole or cannot be read. */
  readonly head: RequestHead | null;
  /** The content without its framing, in the pieces in which it came; null where none was announced. */
  readonly body: readonly ByteRange[] | null;
  /** What is wrong with the request as HTTP/1.1, in words; null for nothing. */
  readonly malformed: string | null;
  readonly end: ArrivalEnd;
  /** True if the client may send a further request on the same connection. */
  readonly keepAlive: boolean;
}

/** Why no more bytes will come: the client closed its side, has been silent too long, or has taken too long in all. */
export type Leave = "closed" | "silent" | "slow";

const LEAVES: Record<Leave, string> = {
  closed: "The client closed the connection",
  silent: "The client fell silent",
  slow: "The client ran out of time",
};

type Step = "line" | "fields" | "length" | "chunk-size" | "chunk-data" | "chunk-end" | "trailers" | "broken";

const LF = 0x0a;
const CR = 0x0d;
const TLS_HANDSHAKE = 0x16;

/**
 * Reads HTTP/1 requests (RFC 9112) from any split of the bytes of one connection, in linear time and bounded memory, and
 * keeps the bytes of each. What is wrong but still means one thing (a bare LF, a bad header name) is read on and told
 * beside the whole request. What could mean two things takes all that follows on the connection, since nobody can tell
 * where the next request would begin.
 */
export class RequestReader {
  readonly #in = new MessageBytes(REQUEST_HEAD_LIMIT);
  /** The first byte of the request that is being read. */
  #start = 0;
  #step: Step = "line";
  #line: Omit<RequestHead, "fields"> | null = null;
  #lines: Line[] = [];
  #head: RequestHead | null = null;
  #body: ByteRange[] | null = null;
  #remaining = 0;
  #announced = 0;
  #defect: string | null = null;
  #problem: string | null = null;
  #keepAlive = true;
  #isFirst = true;
  #isWhole = false;
  #over = false;
  #continue = false;

  /** Bytes that wait here for the rest of their request. */
  get pending(): number {
    return this.#in.length - this.#start;
  }

  /** True once the bytes can no longer become a request that is right; what follows is added to it. */
  get isBroken(): boolean {
    return this.#step === "broken";
  }

  /** True once, after a head that asks for `100 Continue` (RFC 9110 section 10.1.1) and whose body has not come yet. */
  takeContinue(): boolean {
    const asked = this.#continue && this.#body?.length === 0 && this.#in.waiting === 0;
    this.#continue = false;
    return asked;
  }

  /** Takes what arrived; gives the requests that it completes, in order. */
  read(arrived: Uint8Array): ArrivedRequest[] {
    const complete: ArrivedRequest[] = [];
    if (this.#over) return complete;
    this.#in.bytes.append(arrived);
    while (!this.#over) {
      const more = this.#stepOnce();
      const length = (more ? this.#in.at : this.#in.length) - this.#start;
      if (this.#isWhole ? this.#in.at - this.#start > REQUEST_LIMIT : length > REQUEST_LIMIT)
        complete.push(this.#cut());
      else if (this.#isWhole) complete.push(this.#take());
      else if (!more) break;
    }
    this.#compact();
    return complete;
  }

  /** Told that no more bytes come: what there is of a request, or null if nothing of one has come. */
  leave(why: Leave): ArrivedRequest | null {
    if (this.#over) return null;
    this.#over = true;
    this.#skipEmptyLines();
    if (this.#in.waiting === 0 && this.#step === "line") return null;
    this.#problem ??= this.#nameLeave(why);
    return this.#toArrived("broken", this.#in.length);
  }

  /** One step of the grammar; false if it needs more bytes. */
  #stepOnce(): boolean {
    switch (this.#step) {
      case "line":
        return this.#readRequestLine();
      case "fields":
        return this.#readField();
      case "length":
      case "chunk-data":
        return this.#readCounted();
      case "chunk-size":
        return this.#readChunkSize();
      case "chunk-end":
        return this.#readChunkEnd();
      case "trailers":
        return this.#readTrailer();
      case "broken":
        return false;
    }
  }

  /** RFC 9112 section 2.2: empty lines before a request line are to be ignored. */
  #skipEmptyLines(): void {
    if (this.#step !== "line") return;
    for (;;) {
      const first = this.#in.peek();
      const width = first === LF ? 1 : first === CR && this.#in.peek(1) === LF ? 2 : 0;
      if (width === 0) return;
      this.#in.skip(width);
    }
  }

  #readRequestLine(): boolean {
    this.#skipEmptyLines();
    const first = this.#in.peek();
    if (first === undefined || (first === CR && this.#in.peek(1) === undefined)) return false;
    if (!isTokenByte(first)) return this.#break(this.#nameGarbage(first));
    const line = this.#takeLine();
    if (!line) return false;
    const text = this.#in.latin1(line.start, line.end);
    const parsed = parseRequestLine(text, line.start - this.#start);
    if (!parsed) return this.#break(this.#nameGarbage(first));
    if (text === "PRI * HTTP/2.0") return this.#break("HTTP/2 was spoken without asking; only HTTP/1.1 is read here.");
    this.#defect ??= parsed.defect;
    this.#line = parsed.parts;
    this.#step = "fields";
    return true;
  }

  #nameGarbage(first: number): string {
    if (first === TLS_HANDSHAKE)
      return "TLS was spoken to the plain port: the address must begin with http://, not https://.";
    if (this.#isFirst) return "What arrived begins with no HTTP request line.";
    return "What follows the request before begins no request: its Content-Length may be missing or too small.";
  }

  #readField(): boolean {
    const line = this.#takeLine();
    if (!line) return false;
    if (line.end > line.start) {
      this.#lines.push({ start: line.start - this.#start, end: line.end - this.#start });
      return true;
    }
    return this.#endHead();
  }

  #endHead(): boolean {
    if (!this.#line) throw new Error("fields without a request line");
    const text = this.#in.latin1(this.#start, this.#in.at);
    const { fields, defect } = parseFields(text, this.#lines);
    this.#defect ??= defect;
    const head: RequestHead = { ...this.#line, fields };
    this.#head = head;
    this.#lines = [];
    const { framing, defect: framingDefect } = requestFramingOf(text, head);
    this.#defect ??= framingDefect ?? findHostDefect(text, head);
    this.#keepAlive = staysOpen(text, head);
    if (framing.kind === "broken") return this.#break(framing.problem);
    if (framing.kind === "none") {
      this.#isWhole = true;
      return true;
    }
    this.#body = [];
    this.#continue = valuesOf(text, head, "expect").some((value) => value.toLowerCase() === "100-continue");
    if (framing.kind === "chunked") this.#step = "chunk-size";
    else this.#beginCounted("length", framing.length);
    this.#in.blockStart = this.#in.at;
    return true;
  }

  #beginCounted(step: "length" | "chunk-data", length: number): void {
    this.#step = step;
    this.#remaining = length;
    this.#announced = length;
  }

  #readCounted(): boolean {
    const count = Math.min(this.#remaining, this.#in.waiting);
    this.#takeBody(count);
    this.#remaining -= count;
    if (this.#remaining > 0) return false;
    if (this.#step === "length") this.#isWhole = true;
    else this.#step = "chunk-end";
    return true;
  }

  #readChunkSize(): boolean {
    const size = this.#in.takeChunkSize();
    this.#noteBareLf();
    if (size === "broken") return this.#break("The chunked body is broken: a chunk has no size.");
    if (typeof size === "string") return this.#wait(size);
    if (size === 0) this.#step = "trailers";
    else this.#beginCounted("chunk-data", size);
    return true;
  }

  #readChunkEnd(): boolean {
    const end = this.#in.takeChunkEnd();
    if (end === "broken") return this.#break("The chunked body is broken: a chunk is longer than its size says.");
    if (end !== "taken") return this.#wait(end);
    this.#step = "chunk-size";
    return true;
  }

  #readTrailer(): boolean {
    const line = this.#takeLine();
    if (!line) return false;
    this.#isWhole = line.end === line.start;
    return true;
  }

  #takeBody(count: number): void {
    if (count === 0) return;
    const start = this.#in.at - this.#start;
    const last = this.#body?.at(-1);
    if (last?.end === start) this.#body?.splice(-1, 1, { start: last.start, end: start + count });
    else this.#body?.push({ start, end: start + count });
    this.#in.skip(count);
  }

  /** The next line without its end; undefined, and perhaps a problem, if it has not arrived whole. */
  #takeLine(): Line | undefined {
    const line = this.#in.takeLine();
    this.#noteBareLf();
    if (typeof line !== "string") return line;
    this.#wait(line);
    return undefined;
  }

  #noteBareLf(): void {
    if (this.#in.hasBareLf) this.#defect ??= "A line ends in LF alone, not in CR LF.";
  }

  /** More bytes are needed, or no more will help. */
  #wait(why: Unread): false {
    return why === "more" ? false : this.#break("The headers are larger than 256 KiB.");
  }

  #break(problem: string): false {
    // Beyond the limit nothing counts: whether it was seen depends on how the bytes were split.
    if (this.#in.at - this.#start <= REQUEST_LIMIT) this.#problem = problem;
    this.#step = "broken";
    return false;
  }

  #nameLeave(why: Leave): string {
    const who = LEAVES[why];
    if (!this.#head) {
      const begun = this.#in.latin1(this.#in.at, this.#in.at + 32);
      const isStray = !this.#isFirst && this.#line === null && !/^[A-Z]+(?: +(?:$|[/*hH])|$)/.test(begun);
      return isStray ? this.#nameGarbage(0) : `${who} before the headers were whole.`;
    }
    if (this.#step !== "length") return `${who} in the middle of the chunked body.`;
    return `${who} in the middle of the body: ${this.#announced - this.#remaining} of ${this.#announced} bytes came.`;
  }

  /** Ends the request and the reading at the limit. */
  #cut(): ArrivedRequest {
    this.#over = true;
    this.#problem ??= "The request is larger than 1 MiB; the rest was not read.";
    return this.#toArrived("too-large", this.#start + REQUEST_LIMIT);
  }

  #take(): ArrivedRequest {
    const arrived = this.#toArrived("whole", this.#in.at);
    this.#start = this.#in.at;
    this.#in.blockStart = this.#start;
    this.#step = "line";
    this.#line = null;
    this.#head = null;
    this.#lines = [];
    this.#body = null;
    this.#defect = null;
    this.#isWhole = false;
    this.#in.hasBareLf = false;
    this.#isFirst = false;
    this.#continue = false;
    return arrived;
  }

  #toArrived(end: ArrivalEnd, stop: number): ArrivedRequest {
    const raw = this.#in.bytes.slice(this.#start, stop);
    const body = this.#body?.map((range) => ({ start: range.start, end: Math.min(range.end, raw.length) }));
    return {
      raw,
      head: this.#head,
      body: body?.filter((range) => range.start < range.end) ?? null,
      malformed: this.#problem ?? this.#defect,
      end,
      keepAlive: end === "whole" && this.#keepAlive,
    };
  }

  #compact(): void {
    this.#in.dropBefore(this.#start);
    this.#start = 0;
  }
}

/** RFC 9112 section 9.3: who may go on sending on the same connection. */
function staysOpen(text: string, head: RequestHead): boolean {
  const options = valuesOf(text, head, "connection").flatMap((value) =>
    value.split(",").map((option) => option.trim().toLowerCase()),
  );
  if (options.includes("close")) return false;
  return text.slice(head.version.start, head.version.end) !== "1.0" || options.includes("keep-alive");
}

function isTokenByte(byte: number): boolean {
  return (
    (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || (byte > 0x20 && byte < 0x7f && byte !== 0x3a)
  );
}
