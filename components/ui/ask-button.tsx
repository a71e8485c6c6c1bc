"use client";

import { useState } from "react";

/**
 * A button that asks the server for something, and says beside it how that goes. `ask` resolves with the name of what came
 * of it; `said` holds the words for each, and for the time in between.
 */
export function AskButton<T extends string>({
  label,
  said,
  ask,
  isMain = false,
}: {
  label: string;
  said: Readonly<Record<T | "busy", string>>;
  ask: () => Promise<T>;
  isMain?: boolean;
}) {
  const [progress, setProgress] = useState<T | "busy" | null>(null);
  async function press() {
    setProgress("busy");
    setProgress(await ask());
  }
  return (
    <p className="cap">
      <button className={isMain ? "btn pri" : "btn"} type="button" disabled={progress === "busy"} onClick={press}>
        {label}
      </button>
      <span role="status">{progress === null ? "" : said[progress]}</span>
    </p>
  );
}
