"use client";

import { useEffect, useState } from "react";

/** Milliseconds since 1970, told again each `everyMs` while `isRunning`. */
export function useNow(everyMs: number, isRunning = true): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, isRunning]);
  return now;
}

/** `23:59:12`, with days before it where there are any. */
export function formatLeft(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [days, rest] = [Math.floor(whole / 86_400), whole % 86_400];
  const parts = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
  const clock = parts.map((part) => String(part).padStart(2, "0")).join(":");
  return days > 0 ? `${days} d ${clock}` : clock;
}

/** How long a token lives yet: a bar that drains and a running clock. */
export function Clock({ from, seconds }: { from: number; seconds: number }) {
  const now = useNow(1000);
  const left = seconds - (now - from) / 1000;
  const share = seconds > 0 ? Math.min(1, Math.max(0, left / seconds)) : 0;
  return (
    <span className="clock">
      <svg className="drain" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect x={0} y={0} width={share * 100} height={4} />
      </svg>
      <span role="timer">
        {left > 0 ? (
          <>
            <b>{formatLeft(left)}</b> left
          </>
        ) : (
          "expired"
        )}
      </span>
    </span>
  );
}
