import { ByteBuffer } from "./byte-buffer.ts";
import type { Failure } from "./exchange.ts";
import { MessageBytes, type Unread } from "./message-bytes.ts";
import { type Framing, framingOf, parseHeaderLines, parseStatusLine, type ResponseHead } from "./response-head.ts";

/** Bytes of one answer that are read, head and interim replies included: 1 MiB. */
export const WIRE_LIMIT = 1024 * 1024;
/** Bytes of one header block: 256 KiB. */
export const HEADER_LIMIT = 256 * 1024;
/** Interim (1xx) replies before the final one. */
export const INTERIM_LIMIT = 1000;

/** How the reading ended. `failure` is null only for a complete answer without a fault. */
export interface ReadingEnd {
  readonly complete: boolean;
  readonly failure: Failure | null;
}

type Step = Framing["kind"] | "status" | "headers" | "chunk-data" | "chunk-end" | "trailers" | "done";

/**
 * Reads one HTTP/1 answer (RFC 9112) to a request that was neither HEAD nor CONNECT, from any split of its bytes, in
 * linear time and bounded memory. What is wrong but still means one thing (a bare LF, say) is read on and told as a
 * `protocol` failure beside the whole answer; what could mean two things ends the reading. All bytes are kept.
 */
export class ResponseReader {
  readonly #in = new MessageBytes(HEADER_LIMIT);
  #step: Step = "status";
  #lines: Uint8Array[] = [];
  #statusLine: Omit<ResponseHead, "headers"> | null = null;
  #interim = 0;
  #remaining = 0;
  #body = new ByteBuffer();
  #defect: string | null = null;
  #end: ReadingEnd | null = null;

  /** The final head, once it is read whole. */
  head: ResponseHead | null = null;

  /** The body so far, any chunking undone. */
  get body(): Uint8Array {
    return this.#body.slice();
  }

  /** All bytes that came, up to the limit. */
  get raw(): Uint8Array {
    return this.#in.bytes.slice();
  }

  /** Takes what arrived. Null while more is to come; bytes after the end are not looked at. */
  read(arrived: Uint8Array): ReadingEnd | null {
    if (this.#end) return this.#end;
    const room = WIRE_LIMIT - this.#in.length;
    this.#in.bytes.append(arrived.subarray(0, room));
    this.#advance();
    if (!this.#end && arrived.length > room) this.#fail("too-large", "The answer is larger than 1 MiB.");
    return this.#end;
  }

  /** Told that the peer closed its side in order. */
  close(): ReadingEnd {
    if (this.#end) return this.#end;
    if (this.#step === "close") this.#finish();
    else if (this.#in.length === 0) this.#fail("reset", "The server closed the connection without an answer.");
    else if (!this.head) this.#fail("reset", "The server closed the connection before the headers were whole.");
    else this.#fail("protocol", `The server closed the connection in the middle of the body${this.#missing()}.`);
    return this.#end ?? { complete: false, failure: null };
  }

  #missing(): string {
    if (this.#step !== "length") return "";
    return `: ${this.#body.length} of ${this.#body.length + this.#remaining} bytes came`;
  }

  #advance(): void {
    while (!this.#end && this.#stepOnce());
  }

  /** One step of the grammar; false if it needs more bytes. */
  #stepOnce(): boolean {
    switch (this.#step) {
      case "status":
        return this.#readStatus();
      case "headers":
        return this.#readHeader();
      case "length":
      case "chunk-data":
        return this.#readCounted();
      case "chunked":
        return this.#readChunkSize();
      case "chunk-end":
        return this.#readChunkEnd();
      case "trailers":
        return this.#readTrailer();
      case "close":
        this.#takeBody(this.#in.waiting);
        return false;
      default:
        return false;
    }
  }

  #readStatus(): boolean {
    const begin = "HTTP/1.";
    for (let i = 0; i < begin.length && i < this.#in.waiting; i++) {
      if (this.#in.peek(i) !== begin.charCodeAt(i)) return this.#fail("protocol", this.#nameGarbage());
    }
    const line = this.#takeLine();
    if (!line) return false;
    const status = parseStatusLine(line);
    if (!status) return this.#fail("protocol", "The answer's first line is no HTTP status line.");
    this.#statusLine = status;
    this.#step = "headers";
    return true;
  }

  #nameGarbage(): string {
    const [first, second] = [this.#in.peek(), this.#in.peek(1)];
    return (first === 0x15 || first === 0x16) && (second === 0x03 || second === undefined)
      ? "The server answered in TLS: the endpoint may need https."
      : "What the server answered is not HTTP/1.";
  }

  #readHeader(): boolean {
    const line = this.#takeLine();
    if (!line) return false;
    if (line.length > 0) {
      this.#lines.push(line);
      return true;
    }
    const { headers, defect } = parseHeaderLines(this.#lines);
    this.#defect ??= defect;
    this.#lines = [];
    this.#in.blockStart = this.#in.at;
    if (this.#statusLine) this.#endHead({ ...this.#statusLine, headers });
    return true;
  }

  #endHead(head: ResponseHead): void {
    if (head.status < 200 && head.status !== 101) {
      this.#interim++;
      this.#step = "status";
      if (this.#interim > INTERIM_LIMIT) this.#fail("protocol", "More than 1,000 interim (1xx) replies came.");
      return;
    }
    this.head = head;
    const { framing, defect } = framingOf(head);
    this.#defect ??= defect;
    this.#step = framing.kind;
    if (framing.kind === "broken") this.#fail("protocol", framing.problem);
    else if (framing.kind === "none") this.#finish();
    else if (framing.kind === "length") this.#remaining = framing.length;
  }

  #readCounted(): boolean {
    this.#remaining -= this.#takeBody(Math.min(this.#remaining, this.#in.waiting));
    if (this.#remaining > 0) return false;
    if (this.#step === "length") this.#finish();
    else this.#step = "chunk-end";
    return true;
  }

  #readChunkSize(): boolean {
    const size = this.#in.takeChunkSize();
    this.#noteBareLf();
    if (size === "broken") return this.#fail("protocol", "The chunked body is broken: a chunk has no size.");
    if (typeof size === "string") return this.#wait(size);
    this.#remaining = size;
    this.#step = size === 0 ? "trailers" : "chunk-data";
    return true;
  }

  #readChunkEnd(): boolean {
    const end = this.#in.takeChunkEnd();
    if (end === "broken") {
      return this.#fail("protocol", "The chunked body is broken: a chunk is longer than its size says.");
    }
    if (end !== "taken") return this.#wait(end);
    this.#step = "chunked";
    return true;
  }

  #readTrailer(): boolean {
    const line = this.#takeLine();
    if (!line) return false;
    if (line.length === 0) this.#finish();
    return true;
  }

  #takeBody(count: number): number {
    this.#body.append(this.#in.bytes.view(this.#in.at, this.#in.at + count));
    this.#in.skip(count);
    this.#in.blockStart = this.#in.at;
    return count;
  }

  /** The next line without its end; undefined, and perhaps a failure, if it has not arrived whole. */
  #takeLine(): Uint8Array | undefined {
    const line = this.#in.takeLine();
    this.#noteBareLf();
    if (typeof line !== "string") return this.#in.bytes.slice(line.start, line.end);
    this.#wait(line);
    return undefined;
  }

  #noteBareLf(): void {
    if (this.#in.hasBareLf) this.#defect ??= "A line of the answer ends in LF alone, not in CR LF.";
  }

  /** More bytes are needed, or no more will help. */
  #wait(why: Unread): false {
    return why === "more" ? false : this.#fail("too-large", "The headers of the answer are larger than 256 KiB.");
  }

  #finish(): void {
    const surplus = this.#in.waiting;
    if (surplus > 0) this.#defect ??= `The server sent ${surplus} bytes more than the answer's framing tells.`;
    this.#step = "done";
    const failure = this.#defect === null ? null : ({ kind: "protocol", message: this.#defect } as const);
    this.#end = { complete: true, failure };
  }

  #fail(kind: Failure["kind"], message: string): false {
    this.#end = { complete: false, failure: { kind, message } };
    return false;
  }
}
