"use client";

import { useEffect, useState } from "react";
import { Icon } from "./icon.tsx";
import { say } from "./say.ts";

const SHOWN_MS = 2000;

/** Puts text on the clipboard; shows a check for two seconds and says what was copied. */
export function CopyButton({ text, said, label = "Copy" }: { text: () => string; said: string; label?: string }) {
  const [state, setState] = useState<"idle" | "ok" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  async function copy() {
    const done = await navigator.clipboard.writeText(text()).then(
      () => true,
      () => false,
    );
    setState(done ? "ok" : "failed");
    say(done ? `${said} copied.` : "The browser did not allow copying. Select the text instead.");
  }
  return (
    <button
      type="button"
      className={`btn sm copy${state === "idle" ? "" : " ok"}`}
      aria-label={`${label}: ${said}`}
      onClick={copy}
    >
      <span className="idle">
        <Icon name="copy" />
        {label}
      </span>
      <span className="done" aria-hidden="true">
        <Icon name={state === "failed" ? "warning" : "ok"} />
        {state === "failed" ? "Not allowed" : "Copied"}
      </span>
    </button>
  );
}
