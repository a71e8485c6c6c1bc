import { ByteBuffer, type ByteRange, decodeLatin1 } from "./byte-buffer.ts";

/** "more": it has not come whole yet. "too-long": it is longer than a block may be, whatever comes. */
export type Unread = "more" | "too-long";

const LF = 0x0a;
const CR = 0x0d;

/**
 * The bytes of one side of a connection, and how far they are understood: the lines, chunks and trailers that requests and
 * answers have in common (RFC 9112 sections 2.2 and 7.1). Whatever the split, each byte is looked at once.
 */
export class MessageBytes {
  readonly #blockLimit: number;
  /** No LF stands between `at` and it. */
  #scanned = 0;
  readonly bytes = new ByteBuffer();
  /** All before it is understood. */
  at = 0;
  /** Where the present block began: a head, a chunk's size, the trailers. */
  blockStart = 0;
  /** True once a line ended in LF alone. */
  hasBareLf = false;

  /** `blockLimit`: how many bytes a block may have before its last line. */
  constructor(blockLimit: number) {
    this.#blockLimit = blockLimit;
  }

  get length(): number {
    return this.bytes.length;
  }

  /** How many bytes wait to be understood. */
  get waiting(): number {
    return this.bytes.length - this.at;
  }

  /** The byte that is `ahead` of those understood; undefined if it has not come. */
  peek(ahead = 0): number | undefined {
    return this.bytes.at(this.at + ahead);
  }

  /** Takes `count` bytes for understood. */
  skip(count: number): void {
    this.at += count;
    if (this.#scanned < this.at) this.#scanned = this.at;
  }

  /** The next line without its end. */
  takeLine(): ByteRange | Unread {
    const found = this.bytes.indexOf(LF, this.#scanned);
    const stop = found < 0 ? this.bytes.length : found;
    if (stop - this.blockStart > this.#blockLimit) return "too-long";
    this.#scanned = stop;
    if (found < 0) return "more";
    const hasCr = found > this.at && this.bytes.at(found - 1) === CR;
    if (!hasCr) this.hasBareLf = true;
    const line = { start: this.at, end: hasCr ? found - 1 : found };
    this.at = found + 1;
    this.#scanned = this.at;
    return line;
  }

  /** The size before a chunk (RFC 9112 section 7.1), its line taken; "broken" where none stands there. */
  takeChunkSize(): number | Unread | "broken" {
    const line = this.takeLine();
    if (typeof line === "string") return line;
    const text = this.latin1(line.start, Math.min(line.end, line.start + 64));
    const size = /^([0-9A-Fa-f]{1,12})[ \t]*(?:;|$)/.exec(text)?.[1];
    if (size === undefined) return "broken";
    this.blockStart = this.at;
    return Number.parseInt(size, 16);
  }

  /** The line end behind a chunk. A lone LF may as well be a size that is one too large after "…\r": it counts only where LF is written anyway. */
  takeChunkEnd(): "taken" | Unread | "broken" {
    const first = this.peek();
    const second = this.peek(1);
    if (first === undefined || (first === CR && second === undefined)) return "more";
    if (!(first === LF && this.hasBareLf) && !(first === CR && second === LF)) return "broken";
    this.skip(first === LF ? 1 : 2);
    this.blockStart = this.at;
    return "taken";
  }

  /** One character a byte. */
  latin1(start: number, end: number): string {
    return decodeLatin1(this.bytes.view(start, end));
  }

  /** Lets go of all bytes before `start`; places count from there on. */
  dropBefore(start: number): void {
    if (start === 0) return;
    this.bytes.dropBefore(start);
    this.at -= start;
    this.#scanned -= start;
    this.blockStart -= start;
  }
}
