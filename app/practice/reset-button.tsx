"use client";

import { useRouter } from "next/navigation";
import { AskButton } from "../../components/ui/ask-button.tsx";

const SAID = {
  busy: "Resetting…",
  done: "The tokens above are new; those from before are dead.",
  failed: "The server did not answer. Nothing was reset.",
};

/** Forgets the tokens that the page shows, then shows new ones. */
export function ResetButton({ tokens }: { tokens: readonly string[] }) {
  const router = useRouter();
  async function reset(): Promise<"done" | "failed"> {
    const body = JSON.stringify({ refreshTokens: tokens });
    const headers = { "Content-Type": "application/json" };
    const reply = await fetch("/api/practice/reset", { method: "POST", headers, body }).catch(() => undefined);
    if (!reply?.ok) return "failed";
    router.refresh();
    return "done";
  }
  return <AskButton label="Reset these tokens" said={SAID} ask={reset} />;
}
