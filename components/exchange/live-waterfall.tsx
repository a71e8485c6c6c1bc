"use client";

import { Fragment } from "react";
import { STAGE_NAMES, STAGES, type StageEvent } from "./sent.ts";
import { formatMs } from "./waterfall.ts";

/** The stages of a send that runs: those that are over, the one that runs with its time, those still to come. */
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
  const shown = STAGES.filter((stage) => isHttps || stage !== "tls");
  return (
    <div className="wf" aria-hidden="true">
      {shown.map((stage) => {
        const at = stages.findIndex((event) => event.stage === stage);
        const event = stages[at];
        const length = event ? Math.max((stages[at + 1]?.atMs ?? elapsedMs) - event.atMs, 0) : 0;
        return (
          <Fragment key={stage}>
            <span className={event ? undefined : "todo"}>{STAGE_NAMES[stage]}</span>
            <svg className="bar" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
              {event && (
                <rect
                  className={at === stages.length - 1 ? "now" : undefined}
                  x={(event.atMs / scale) * 1000}
                  y={5}
                  width={Math.max((length / scale) * 1000, 3)}
                  height={10}
                />
              )}
            </svg>
            <b className={event ? undefined : "todo"}>{event ? formatMs(length) : "–"}</b>
          </Fragment>
        );
      })}
    </div>
  );
}
