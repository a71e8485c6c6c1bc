/** The bytes from `start` to `end`, end exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** Bytes that grow at their end, in time linear in their number however small the pieces are. */
export class ByteBuffer {
  #bytes = new Uint8Array(4096);
  length = 0;

  append(piece: Uint8Array): void {
    const needed = this.length + piece.length;
    if (needed > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      grown.set(this.#bytes.subarray(0, this.length));
      this.#bytes = grown;
    }
    this.#bytes.set(piece, this.length);
    this.length = needed;
  }

  /** The byte at an index; undefined beyond the end. */
  at(index: number): number | undefined {
    return index < this.length ? this.#bytes[index] : undefined;
  }

  /** The index of a byte's first place at or after `from`, or -1. */
  indexOf(byte: number, from: number): number {
    const bytes = this.#bytes;
    for (let i = from; i < this.length; i++) if (bytes[i] === byte) return i;
    return -1;
  }

  /** A view of the bytes `start` to `end`, good until the next `append` or `dropBefore`. */
  view(start = 0, end = this.length): Uint8Array {
    return this.#bytes.subarray(start, Math.min(end, this.length));
  }

  slice(start = 0, end = this.length): Uint8Array {
    return this.#bytes.slice(start, Math.min(end, this.length));
  }

  /** Lets the bytes before `start` go, and their memory where much was held. */
  dropBefore(start: number): void {
    const rest = this.view(start);
    if (this.#bytes.length > 65_536) {
      this.#bytes = new Uint8Array(Math.max(4096, rest.length));
      this.#bytes.set(rest);
    } else this.#bytes.copyWithin(0, start, this.length);
    this.length = rest.length;
  }
}

/** One character a byte. The platform's "latin1" decoder means windows-1252. */
export function decodeLatin1(bytes: Uint8Array): string {
  if (bytes.length <= CODES_AT_ONCE) return fromCodes(bytes);
  let text = "";
  for (let i = 0; i < bytes.length; i += CODES_AT_ONCE) text += fromCodes(bytes.subarray(i, i + CODES_AT_ONCE));
  return text;
}

/** Arguments of a call stand on the stack, so there may not be many. */
const CODES_AT_ONCE = 0x2000;

function fromCodes(bytes: Uint8Array): string {
  return String.fromCharCode.apply(null, bytes as unknown as number[]);
}
