import type { Timings } from "../../lib/http/exchange.ts";

/** One stage of a send: where it begins and how long it lasts, in milliseconds. */
export interface Stage {
  readonly label: string;
  readonly start: number;
  readonly length: number;
}

/** The stages that happened, one after another. What no stage explains at the end is the body. */
export function toStages({ dnsMs, connectMs, tlsMs, firstByteMs, totalMs }: Timings): Stage[] {
  const lengths: [string, number | null][] = [
    ["Resolving", dnsMs],
    ["Connecting", connectMs],
    ["TLS", tlsMs],
    ["First byte", firstByteMs],
  ];
  const stages: Stage[] = [];
  let start = 0;
  for (const [label, length] of lengths) {
    if (length === null) continue;
    stages.push({ label, start, length });
    start += length;
  }
  if (firstByteMs !== null && totalMs !== null)
    stages.push({ label: "Body", start, length: Math.max(0, totalMs - start) });
  return stages;
}

/** Milliseconds as they are read: `12 ms`, `0.4 ms`, `1.25 s`. */
export function formatMs(value: number): string {
  if (value >= 1000) return `${(value / 1000).toFixed(2)} s`;
  return value >= 10 || value === 0 ? `${Math.round(value)} ms` : `${value.toFixed(1)} ms`;
}
