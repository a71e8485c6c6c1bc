import "server-only";
import type { Timings } from "../http/exchange.ts";

/** The stages of a send in their order; a stage that is not needed (dns for an IP literal, tls for http) is left out. */
export const SEND_STAGES = ["dns", "connect", "tls", "wait", "read"] as const;
export type SendStage = (typeof SEND_STAGES)[number];

/** One stage that began, in milliseconds after the send did. */
export interface StageEvent {
  readonly stage: SendStage;
  readonly atMs: number;
}

/** Measures the stages of one send with a clock that never goes back. A stage counts only once it has ended well. */
export class StageClock {
  readonly #start = performance.now();
  readonly #onStage: (event: StageEvent) => void;
  readonly #lengths = new Map<SendStage, number>();
  #began = this.#start;
  /** The stage that runs; null before the first and after the last. */
  stage: SendStage | null = null;

  constructor(onStage: (event: StageEvent) => void = () => {}) {
    this.#onStage = onStage;
  }

  /** Ends the stage that runs, well, and begins the next. */
  begin(stage: SendStage): void {
    const now = performance.now();
    if (this.stage) this.#lengths.set(this.stage, now - this.#began);
    this.stage = stage;
    this.#began = now;
    this.#onStage({ stage, atMs: round(now - this.#start) });
  }

  /** The timings as they stand. `wait` is the time from the last byte of the handshakes to the first of the answer. */
  timings(): Timings {
    const length = (stage: SendStage) => round(this.#lengths.get(stage) ?? null);
    return {
      dnsMs: length("dns"),
      connectMs: length("connect"),
      tlsMs: length("tls"),
      firstByteMs: length("wait"),
      totalMs: round(performance.now() - this.#start),
    };
  }
}

function round<T extends number | null>(ms: T): T;
function round(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 100) / 100;
}
