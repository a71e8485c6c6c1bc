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
    return this.#bytes.subarray(0, this.length).indexOf(byte, from);
  }

  /** A view of the bytes `start` to `end`, good until the next `append`. */
  view(start = 0, end = this.length): Uint8Array {
    return this.#bytes.subarray(start, Math.min(end, this.length));
  }

  slice(start = 0, end = this.length): Uint8Array {
    return this.view(start, end).slice();
  }
}
