"use client";

import { lazy, useCallback, useState } from "react";
import { maskText } from "../editor/secrets.ts";
import type { FilledValues } from "../readings/filled-values.ts";
import type { Diagnosis } from "./engine.ts";

const ReadingsStrip = lazy(() =>
  import("../readings/readings-strip.tsx").then(({ ReadingsStrip }) => ({ default: ReadingsStrip })),
);
const UnknownFields = lazy(() =>
  import("../readings/unknown-fields.tsx").then(({ UnknownFields }) => ({ default: UnknownFields })),
);
const BasicView = lazy(() => import("../readings/basic-view.tsx").then(({ BasicView }) => ({ default: BasicView })));
const Elsewhere = lazy(() =>
  import("../readings/elsewhere-readings.tsx").then(({ ElsewhereReadings }) => ({ default: ElsewhereReadings })),
);

/** What a person fills in beside the text. */
export interface Filling {
  readonly values: FilledValues;
  readonly onFill: (name: string, value: string) => void;
  readonly onClear: () => void;
}

/** The readings of the draft, secrets masked. `text` is what was pasted; "" where nothing was. */
export function ReadingsView({
  diagnosis,
  text,
  filling,
  pointed,
  onPoint,
}: {
  diagnosis: Diagnosis | null;
  text: string;
  filling: Filling;
  pointed: string | null;
  onPoint: (piece: string | null) => void;
}) {
  const secrets = diagnosis?.secrets;
  const mask = useCallback((shown: string) => maskText(shown, secrets ?? []), [secrets]);
  const [shown, choose] = useState<"as-run" | "as-pasted">("as-run");
  if (!diagnosis) return null;
  const { readings, pastedReadings, shell, basic, unknowns } = diagnosis;
  const quotes = pastedReadings && { shown, choose };
  return (
    <>
      <UnknownFields unknowns={unknowns} {...filling} />
      <ReadingsStrip
        readings={(shown === "as-pasted" && pastedReadings) || readings}
        mask={mask}
        pointed={pointed}
        onPoint={onPoint}
        quotes={quotes}
      />
      {basic && <BasicView basic={basic} />}
      {shell && <Elsewhere text={text} shell={shell} values={filling.values} mask={mask} />}
    </>
  );
}
