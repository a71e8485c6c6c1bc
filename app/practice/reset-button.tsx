"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

type Progress = "idle" | "busy" | "done" | "failed";

const SAID: Record<Progress, string> = {
  idle: "",
  busy: "Resetting…",
  done: "The tokens above are new; those from before are dead.",
  failed: "The server did not answer. Nothing was reset.",
};

/** Forgets the tokens that the page shows, then shows new ones. */
export function ResetButton({ tokens }: { tokens: readonly string[] }) {
  const router = useRouter();
  const [progress, setProgress] = useState<Progress>("idle");

  async function reset() {
    setProgress("busy");
    const body = JSON.stringify({ refreshTokens: tokens });
    const headers = { "Content-Type": "application/json" };
    const done = await fetch("/api/practice/reset", { method: "POST", headers, body }).then(
      ({ ok }) => ok,
      () => false,
    );
    setProgress(done ? "done" : "failed");
    if (done) router.refresh();
  }

  return (
    <p className="cap">
      <span role="status">{SAID[progress]}</span>
      <button className="btn" type="button" disabled={progress === "busy"} onClick={reset}>
        Reset these tokens
      </button>
    </p>
  );
}
