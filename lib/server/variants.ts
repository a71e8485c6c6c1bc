import "server-only";
import { type Choice, chooseRow, type Row, type Stop } from "../diagnose/verdict.ts";
import type { Variation } from "../oauth/variations.ts";
import type { ServerEvent } from "./event-stream.ts";
import type { Probed } from "./probe.ts";

/** What ended a row of variations early: the server's answer, the caller, or too much going on here. */
export type VariantsEnd = Stop | "cancelled" | "busy" | null;

/** What comes at the end: which row to use, and why no more were sent. */
export interface VariantsDone extends Choice {
  readonly stopped: VariantsEnd;
}

/** Sends one variation; "busy" where none may be sent now. */
export type Attempt = (variation: Variation) => Promise<Probed | "busy">;

/**
 * The rows as they come, one request after the other, until all are done, the server says that it is enough, or the caller
 * leaves; then which one to use.
 */
export async function* runVariants(
  variations: readonly Variation[],
  attempt: Attempt,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const rows: Row[] = [];
  let stopped: VariantsEnd = null;
  for (const variation of variations) {
    if (signal.aborted) stopped = "cancelled";
    const probed: Probed | "busy" = stopped === null ? await attempt(variation) : "busy";
    if (probed === "busy") {
      stopped ??= "busy";
      break;
    }
    const { id, label, change } = variation;
    rows.push({ id, label, verdict: probed.verdict });
    yield { event: "variant", data: { id, label, change, exchange: probed.exchange, verdict: probed.verdict } };
    stopped = probed.exchange.failure?.kind === "cancelled" ? "cancelled" : probed.stop;
    if (stopped !== null) break;
  }
  const done: VariantsDone = { ...chooseRow(rows), stopped };
  yield { event: "done", data: done };
}
