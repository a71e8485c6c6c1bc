"use client";

import { useState } from "react";

type Progress = "idle" | "busy" | "failed" | "full";

const SAID: Record<Progress, string> = {
  idle: "",
  busy: "Making a box…",
  failed: "The server did not answer. No box was made.",
  full: "No box was made: too many were asked for. Try again in a minute.",
};

/** Makes a box and goes to its page. */
export function MakeBox() {
  const [progress, setProgress] = useState<Progress>("idle");
  async function make() {
    setProgress("busy");
    const headers = { "Content-Type": "application/json" };
    const reply = await fetch("/api/catch", { method: "POST", headers, body: "{}" }).catch(() => undefined);
    if (!reply?.ok) return setProgress(reply ? "full" : "failed");
    const { id } = (await reply.json()) as { id: string };
    location.assign(`/catch/${id}`);
  }
  return (
    <p className="cap">
      <span role="status">{SAID[progress]}</span>
      <button className="btn pri" type="button" disabled={progress === "busy"} onClick={make}>
        Make a box
      </button>
    </p>
  );
}
