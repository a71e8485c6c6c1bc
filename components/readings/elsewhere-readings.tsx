"use client";

import { useDeferredValue, useMemo, useState } from "react";
import type { ShellName } from "../../lib/shell/reading.ts";
import { listElsewhere, readingsIn, SHELL_LABELS } from "./elsewhere.ts";
import { ElsewhereList } from "./elsewhere-list.tsx";
import type { FilledValues } from "./filled-values.ts";
import { ReadingsStrip } from "./readings-strip.tsx";

/** The other shells, and below them the readings in the one that is chosen. */
export function ElsewhereReadings({
  text,
  shell,
  values,
  mask,
}: {
  text: string;
  shell: ShellName;
  values: FilledValues;
  mask: (text: string) => string;
}) {
  const [chosen, setChosen] = useState<ShellName | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const read = useDeferredValue(text);
  const elsewhere = useMemo(() => listElsewhere(read, shell), [read, shell]);
  const other = elsewhere.some((each) => each.shell === chosen) ? chosen : null;
  const readings = useMemo(() => (other ? readingsIn(read, other, values) : null), [read, other, values]);
  return (
    <>
      <ElsewhereList elsewhere={elsewhere} shown={other} mask={mask} onShow={setChosen} />
      {other && readings && (
        <section className="there" aria-label={`The readings in ${SHELL_LABELS[other]}`}>
          <div className="sh">
            <h2>The same text in {SHELL_LABELS[other]}</h2>
            <span className="r">
              <button type="button" className="btn ghost sm" onClick={() => setChosen(null)}>
                Close
              </button>
            </span>
          </div>
          <ReadingsStrip readings={readings} mask={mask} pointed={pointed} onPoint={setPointed} quotes={null} />
        </section>
      )}
    </>
  );
}
