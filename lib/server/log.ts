import "server-only";
import type { FailureKind } from "../http/exchange.ts";

/** All that is ever written about a send. */
export interface SendLine {
  /** Host and port of the endpoint. */
  readonly host: string;
  readonly status: number | null;
  readonly failure: FailureKind | null;
}

/** Writes one line about a send: host, status and kind of failure (`-` for none), never a value. */
export function logSend({ host, status, failure }: SendLine): void {
  console.info(`send ${host} ${status ?? "-"} ${failure ?? "-"}`);
}
