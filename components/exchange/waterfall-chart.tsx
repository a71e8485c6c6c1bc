import { Fragment } from "react";
import type { Timings } from "../../lib/http/exchange.ts";
import { formatMs, toStages } from "./waterfall.ts";

/** One row a stage on a common scale; the longest in the accent. */
export function WaterfallChart({ timings }: { timings: Timings }) {
  const stages = toStages(timings);
  const total = Math.max(timings.totalMs ?? 0, ...stages.map(({ start, length }) => start + length), 1);
  const longest = Math.max(...stages.map(({ length }) => length));
  const words = stages.map(({ label, length }) => `${label} ${formatMs(length)}`).join(", ");
  return (
    <div className="wf" role="img" aria-label={`${words}; in all ${formatMs(timings.totalMs ?? 0)}`}>
      {stages.map(({ label, start, length }) => (
        <Fragment key={label}>
          <span>{label}</span>
          <svg className="bar" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
            <rect
              className={length === longest ? "now" : undefined}
              x={(start / total) * 1000}
              y="5"
              width={Math.max((length / total) * 1000, 3)}
              height="10"
            />
          </svg>
          <b>{formatMs(length)}</b>
        </Fragment>
      ))}
      <span className="tot">In all</span>
      <span />
      <b className="tot">{formatMs(timings.totalMs ?? 0)}</b>
    </div>
  );
}
