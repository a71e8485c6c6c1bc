"use client";

import { Icon } from "../ui/icon.tsx";
import { useIsLive } from "../ui/use-is-live.ts";
import { forgetProgress, useDone } from "./progress.ts";

/** Says behind an exercise's title that it is done. */
export function DoneMark({ id }: { id: string }) {
  if (!useDone().includes(id)) return null;
  return (
    <span className="tag s-ok">
      <Icon name="ok" />
      Done
    </span>
  );
}

/** How many are done, and the way to begin anew. */
export function ProgressLine({ ids }: { ids: readonly string[] }) {
  const isLive = useIsLive();
  const known = useDone();
  const done = ids.filter((id) => known.includes(id)).length;
  return (
    <p className="cap" role="status">
      {isLive && (done === 0 ? "None done yet." : `${done} of ${ids.length} done.`)}
      {done > 0 && (
        <button type="button" className="btn ghost sm" onClick={forgetProgress}>
          Begin anew
        </button>
      )}
    </p>
  );
}
