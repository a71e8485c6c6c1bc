"use client";

import { AskButton } from "../ui/ask-button.tsx";

const SAID = {
  busy: "Making a box…",
  made: "The box is there.",
  failed: "The server did not answer. No box was made.",
  full: "No box was made: too many were asked for. Try again in a minute.",
};

/** Makes a box and goes to its page. */
export function MakeBox() {
  return <AskButton label="Make a box" said={SAID} ask={make} isMain />;
}

async function make(): Promise<"made" | "failed" | "full"> {
  const headers = { "Content-Type": "application/json" };
  const reply = await fetch("/api/catch", { method: "POST", headers, body: "{}" }).catch(() => undefined);
  if (!reply?.ok) return reply ? "full" : "failed";
  const { id } = (await reply.json()) as { id: string };
  location.assign(`/catch/${id}`);
  return "made";
}
