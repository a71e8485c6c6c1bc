import "server-only";
import { HeldExchanges } from "./exchanges.ts";
import { createSendLimit, type SendLimit } from "./limits.ts";
import type { DiagnosedExchange } from "./send-refresh.ts";
import { settings } from "./settings.ts";

/** What the routes of a send share. */
export interface Sending {
  readonly held: HeldExchanges<DiagnosedExchange>;
  readonly limit: SendLimit;
}

const HOLD = { keepMs: 10 * 60_000, maxCount: 10_000, maxBytes: 64 * 1024 * 1024 };

/** One place for all bundles of the process: routes are built apart, and the development server rebuilds them. */
const place = globalThis as typeof globalThis & { regrantSending?: Sending };

export function sending(): Sending {
  place.regrantSending ??= {
    held: new HeldExchanges(HOLD, (exchange) => JSON.stringify(exchange).length),
    limit: createSendLimit(settings()),
  };
  return place.regrantSending;
}
