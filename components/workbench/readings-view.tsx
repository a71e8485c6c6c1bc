"use client";

import { lazy, useCallback, useState } from "react";
import { maskText } from "../editor/secrets.ts";
import type { Diagnosis } from "./engine.ts";

const ReadingsStrip = lazy(() =>
  import("../readings/readings-strip.tsx").then(({ ReadingsStrip }) => ({ default: ReadingsStrip })),
);

/** The readings of the draft, secrets masked. */
export function ReadingsView({
  diagnosis,
  pointed,
  onPoint,
}: {
  diagnosis: Diagnosis | null;
  pointed: string | null;
  onPoint: (piece: string | null) => void;
}) {
  const secrets = diagnosis?.secrets;
  const mask = useCallback((text: string) => maskText(text, secrets ?? []), [secrets]);
  const [shown, choose] = useState<"as-run" | "as-pasted">("as-run");
  if (!diagnosis) return null;
  const { readings, pastedReadings } = diagnosis;
  const quotes = pastedReadings && { shown, choose };
  return (
    <ReadingsStrip
      readings={(shown === "as-pasted" && pastedReadings) || readings}
      mask={mask}
      pointed={pointed}
      onPoint={onPoint}
      quotes={quotes}
    />
  );
}
