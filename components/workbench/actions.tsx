"use client";

import { useNow } from "../exchange/use-now.ts";
import type { PendingSend } from "../exchange/use-send.ts";
import { Icon } from "../ui/icon.tsx";
import { useIsLive } from "../ui/use-is-live.ts";
import { dialectFor } from "./practice.ts";
import type { Draft } from "./state.ts";

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

/** What can be asked of the server without spending the token. */
export function ProbeButtons({ isBusy, onAsk }: { isBusy: boolean; onAsk: (kind: "probe" | "variants") => void }) {
  const isLive = useIsLive();
  const shared = { type: "button", className: "btn tall", disabled: !isLive || isBusy } as const;
  return (
    <>
      <button {...shared} onClick={() => onAsk("probe")}>
        Probe without spending
      </button>
      <button {...shared} onClick={() => onAsk("variants")}>
        Variants
      </button>
    </>
  );
}

/** Seconds since then, running. */
export function Elapsed({ since }: { since: number }) {
  const now = useNow(true, 100);
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
      <dt>Probe, Variants</dt>
      <dd>
        this server → <code>{target}</code>, with a made-up refresh token
      </dd>
    </dl>
  );
}

/** What a send will do to the token, before it is sent. */
export function SendNote({
  draft,
  home,
  target,
  rotates,
  providerName,
}: {
  draft: Draft;
  home: string;
  target: string;
  rotates: boolean | null;
  providerName: string | null;
}) {
  return (
    <p className="note">
      <Icon name="info" />
      <span>{toNote(draft, home, target, rotates, providerName)}</span>
    </p>
  );
}

function toNote(draft: Draft, home: string, target: string, rotates: boolean | null, name: string | null): string {
  const isExample = draft.view === "paste" && draft.example !== null;
  if (isExample) {
    const how = dialectFor(draft.provider) ? ", in Keap’s dialect" : "";
    return `This is an example: Send goes to this server’s own practice server${how}, with the fixed request and a live token of its own.`;
  }
  const whose = draft.view === "paste" ? "Sends the request as it should be, with the values of the text. " : "";
  if (target === home) {
    return `${whose}The practice server rotates: a send that succeeds kills this refresh token. The new one is kept here.`;
  }
  if (rotates)
    return `${whose}${name ?? "The server"} rotates. A send that succeeds kills this refresh token; Regrant keeps the new one.`;
  if (rotates === false) return `${whose}${name ?? "The server"} does not rotate: the refresh token stays good.`;
  return `${whose}If the server rotates, a send that succeeds kills this refresh token. Regrant keeps the new one.`;
}
