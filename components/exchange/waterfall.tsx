"use client";

import type { Timings } from "../../lib/http/exchange.ts";
import { STAGE_NAMES, STAGES, type Stage, type StageEvent } from "./sent.ts";

interface Bar {
  readonly name: string;
  readonly from: number;
  readonly ms: number;
  readonly isAccented: boolean;
}

const FIELDS = { dns: "dnsMs", connect: "connectMs", tls: "tlsMs", wait: "firstByteMs" } as const;

/** The stages of a finished exchange; the longest is accented. What is left of the total is the body. */
export function toBars(timings: Timings): Bar[] {
  let from = 0;
  const bars: { name: string; from: number; ms: number }[] = [];
  for (const [stage, field] of Object.entries(FIELDS)) {
    const ms = timings[field];
    if (ms === null) continue;
    bars.push({ name: STAGE_NAMES[stage as Stage], from, ms });
    from += ms;
  }
  const rest = (timings.totalMs ?? from) - from;
  if (timings.firstByteMs !== null && rest > 0) bars.push({ name: STAGE_NAMES.read, from, ms: rest });
  const longest = Math.max(...bars.map(({ ms }) => ms));
  return bars.map((bar) => ({ ...bar, isAccented: bar.ms === longest }));
}

/** `212 ms`, `0.4 ms`: one decimal below ten. */
export function formatMs(ms: number): string {
  return `${ms < 9.95 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** Each stage as a bar on one scale. */
export function Waterfall({ timings }: { timings: Timings }) {
  const bars = toBars(timings);
  const total = timings.totalMs ?? 0;
  const spoken = bars.map(({ name, ms }) => `${name} ${formatMs(ms)}`).join(", ");
  return (
    <div className="wf" role="img" aria-label={`${spoken}, in all ${formatMs(total)}`}>
      {bars.map(({ name, from, ms, isAccented }) => (
        <Row key={name} name={name} from={from} ms={ms} scale={total} isAccented={isAccented} value={formatMs(ms)} />
      ))}
      <span className="tot">In all</span>
      <span />
      <b className="tot">{formatMs(total)}</b>
    </div>
  );
}

/** The stages of a send that runs: done, running with the time, still to come. */
export function LiveWaterfall({
  stages,
  elapsedMs,
  isHttps,
}: {
  stages: readonly StageEvent[];
  elapsedMs: number;
  isHttps: boolean;
}) {
  const scale = Math.max(elapsedMs, 200) * 1.15;
  const shown = STAGES.filter((stage) => isHttps || stage !== "tls" || stages.some((event) => event.stage === "tls"));
  return (
    <div className="wf" aria-hidden="true">
      {shown.map((stage) => {
        const at = stages.findIndex((event) => event.stage === stage);
        const event = stages[at];
        const end = stages[at + 1]?.atMs ?? elapsedMs;
        if (!event) return <Todo key={stage} name={STAGE_NAMES[stage]} />;
        const ms = Math.max(end - event.atMs, 0);
        const runs = at === stages.length - 1;
        const row = { from: event.atMs, ms, scale, isAccented: runs, value: formatMs(ms) };
        return <Row key={stage} name={STAGE_NAMES[stage]} {...row} />;
      })}
    </div>
  );
}

function Todo({ name }: { name: string }) {
  return (
    <>
      <span className="todo">{name}</span>
      <span className="bar" />
      <b className="todo">–</b>
    </>
  );
}

function Row(props: { name: string; from: number; ms: number; scale: number; isAccented: boolean; value: string }) {
  const part = (ms: number) => (props.scale > 0 ? (ms / props.scale) * 1000 : 0);
  return (
    <>
      <span>{props.name}</span>
      <svg className="bar" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
        <rect
          className={props.isAccented ? "now" : undefined}
          x={part(props.from)}
          y={5}
          width={Math.max(part(props.ms), 3)}
          height={10}
        />
      </svg>
      <b>{props.value}</b>
    </>
  );
}
