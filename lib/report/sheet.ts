import { type Tracked, trackAll, trackOutsideEscapes } from "./tracked.ts";

/** A text that is being written over, character for character. */
export class Sheet {
  readonly original: string;
  readonly #units: string[];
  readonly #done: Uint8Array;
  #views: Tracked[] | undefined;

  constructor(original: string) {
    this.original = original;
    this.#units = original.split("");
    this.#done = new Uint8Array(original.length);
  }

  /** The text's letters and digits, with escapes left out and with them. */
  views(): readonly Tracked[] {
    this.#views ??= /[%\\&]/.test(this.original)
      ? [trackOutsideEscapes(this.original), trackAll(this.original)]
      : [trackAll(this.original)];
    return this.#views;
  }

  set(at: number, char: string): void {
    if (this.#done[at] || char === this.original[at] || at >= this.#units.length) return;
    this.#units[at] = char;
    this.#done[at] = 1;
  }

  /** Nothing else may change these places. */
  claim(start: number, end: number): void {
    this.#done.fill(1, start, end);
  }

  write(start: number, text: string): void {
    for (let i = 0; i < text.length; i++) this.set(start + i, text[i] ?? "");
  }

  doneShare(start: number, end: number): number {
    let [done, all] = [0, 0];
    for (let i = start; i < end; i++) {
      if (!/[\p{L}\p{N}]/u.test(this.original[i] ?? "")) continue;
      all++;
      if (this.#done[i]) done++;
    }
    return all === 0 ? 1 : done / all;
  }

  text(): string {
    return this.#units.join("");
  }
}
