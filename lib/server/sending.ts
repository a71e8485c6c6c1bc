import "server-only";
import { type ExchangeControl, HeldExchanges } from "./exchanges.ts";
import { type ClientLimit, createSendLimit } from "./limits.ts";
import { problem } from "./problem.ts";
import { sharedMemory } from "./redis.ts";
import { SharedExchanges } from "./redis-exchanges.ts";
import { type DiagnosedExchange, type RefreshOrder, sendRefresh } from "./send-refresh.ts";
import { settings } from "./settings.ts";

/** What the routes of a send share. */
export interface Sending {
  readonly held: SharedExchanges<DiagnosedExchange>;
  readonly limit: ClientLimit;
  running: number;
}

/** Finished exchanges are kept ten minutes, in 64 MiB at most. */
const HOLD = { keepMs: 10 * 60_000, maxCount: 10_000, maxBytes: 64 * 1024 * 1024 };

/** Sends that run at one time, whoever asked for them: each may hold some megabytes. */
export const MOST_RUNNING = 256;

/** One place for all bundles of the process: routes are built apart, and the development server rebuilds them. */
const place = globalThis as typeof globalThis & { regrantSending?: Sending };

export function sending(): Sending {
  place.regrantSending ??= {
    held: new SharedExchanges(new HeldExchanges(HOLD, sizeOf), sharedMemory(), HOLD.keepMs),
    limit: createSendLimit(settings(), sharedMemory()),
    running: 0,
  };
  return place.regrantSending;
}

function sizeOf(exchange: DiagnosedExchange): number {
  return JSON.stringify(exchange).length;
}

/** Runs some work as one of those that send; undefined, and nothing is sent, where too many run already. */
export function runSending<T>(work: () => Promise<T>): Promise<T> | undefined {
  return sending().running < MOST_RUNNING ? counted(work) : undefined;
}

async function counted<T>(work: () => Promise<T>): Promise<T> {
  const shared = sending();
  shared.running++;
  try {
    return await work();
  } finally {
    shared.running--;
  }
}

/**
 * Sends an order; undefined, and nothing is sent, where too many sends run already. One that is `kept` runs on when its
 * caller leaves and can be asked for again under its id. Any other is closed then: nobody could ever ask for it.
 */
export function startSend(
  order: RefreshOrder,
  kept: boolean,
  caller: AbortSignal,
): Promise<DiagnosedExchange> | undefined {
  const { held, running } = sending();
  if (running >= MOST_RUNNING) return undefined;
  const run = (control: Partial<ExchangeControl>) => counted(() => sendRefresh(order, settings(), control));
  return kept ? held.start(order.id, run)?.done : run({ signal: caller });
}

/** Why no more may be sent now: a Problem (429 with `Retry-After`), or null. Counts one send. */
export async function refuseSend(headers: Headers): Promise<Response | null> {
  const wait = await sending().limit(headers);
  if (wait === null) return null;
  const detail = "Too many sends within a minute from this address.";
  return problem(429, detail, { headers: { "Retry-After": `${wait}` } });
}

/** The Problem for what `runSending` and `startSend` do not take. */
export function tooManyRunning(): Response {
  return problem(503, "Too many sends are running. Nothing was sent.");
}
