"use client";

import { useNow } from "../exchange/clock.tsx";
import type { PendingSend } from "../exchange/use-send.ts";
import { Icon } from "../ui/icon.tsx";
import { useIsLive } from "../ui/use-is-live.ts";

/** Send, or Cancel with the time running; the one filled button of the page. */
export function SendButton({ pending, onCancel }: { pending: PendingSend | null; onCancel: () => void }) {
  const isLive = useIsLive();
  if (!pending) {
    return (
      <button type="submit" className="btn pri tall" disabled={!isLive}>
        Send <kbd>Ctrl ↵</kbd>
      </button>
    );
  }
  return (
    <button type="button" className="btn pri tall" onClick={onCancel}>
      <Icon name="stop" />
      Cancel <Elapsed since={pending.startedAt} />
    </button>
  );
}

/** Seconds since then, running. */
export function Elapsed({ since }: { since: number }) {
  const now = useNow(100);
  return <kbd>{formatSeconds(now - since)}</kbd>;
}

export function formatSeconds(ms: number): string {
  return `${(Math.max(0, ms) / 1000).toFixed(1)} s`;
}

/** Where data goes, action by action. */
export function Trust({ target }: { target: string }) {
  return (
    <dl className="trust">
      <dt>Diagnose</dt>
      <dd>stays in this tab</dd>
      <dt>Send</dt>
      <dd>
        this server → <code>{target}</code>
      </dd>
    </dl>
  );
}
