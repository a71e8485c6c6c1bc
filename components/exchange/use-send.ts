"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import { say } from "../ui/say.ts";
import { cancelSend, fetchHeld, newExchangeId, postSend, type SendOutcome, watchStages } from "./send-client.ts";
import type { SendOptions } from "./send-options.ts";
import { type Sent, type StageEvent, tokensOf } from "./sent.ts";

/** A send that runs. It is written down before anything leaves, so that a reload finds its answer. */
export interface PendingSend {
  readonly id: string;
  readonly request: RefreshRequest;
  readonly provider: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export interface SendState {
  readonly pending: PendingSend | null;
  readonly stages: readonly StageEvent[];
  readonly sent: Sent | null;
  /** The last send that brought tokens: a later one that fails does not take them away. */
  readonly granted: Sent | null;
  /** Why the last send came to no exchange. */
  readonly trouble: { readonly message: string; readonly pending: PendingSend; readonly lost: boolean } | null;
}

export const NOTHING_SENT: SendState = { pending: null, stages: [], sent: null, granted: null, trouble: null };

/** What is kept over a reload. */
export type KeptSend = Pick<SendState, "pending" | "sent" | "granted">;

export interface Sender {
  readonly state: SendState;
  /** Does nothing while a send runs: one token is never sent twice at once. */
  readonly send: (request: RefreshRequest, provider: string, options: SendOptions) => void;
  readonly cancel: () => void;
  /** Asks this server for the answer that it holds. */
  readonly recover: (pending: PendingSend) => void;
  readonly restore: (kept: KeptSend) => void;
}

/** One send at a time, live, with its answer kept. `save` is called before the request leaves and after each change. */
export function useSend(save: (kept: KeptSend) => void): Sender {
  const [state, setState] = useState<SendState>(NOTHING_SENT);
  const running = useRef<{ id: string; watch: AbortController } | null>(null);
  const kept = useRef<Pick<KeptSend, "sent" | "granted">>({ sent: null, granted: null });
  useEffect(() => () => running.current?.watch.abort(), []);

  const run = useCallback(
    (pending: PendingSend, ask: (signal: AbortSignal) => Promise<SendOutcome>) => {
      if (running.current) return;
      const watch = new AbortController();
      running.current = { id: pending.id, watch };
      save({ pending, ...kept.current });
      setState((before) => ({ ...before, pending, stages: [], trouble: null }));
      watchStages(pending.id, (event) => setState((before) => addStage(before, event)), watch.signal);
      ask(watch.signal)
        .then((outcome) => (!outcome.ok && outcome.lost ? fetchHeld(pending.id, watch.signal) : outcome))
        .then((outcome) => {
          // A page that is left does not forget what it sent: the next one asks for it.
          if (watch.signal.aborted) return;
          running.current = null;
          watch.abort();
          if (!outcome.ok) {
            save({ pending: outcome.lost ? pending : null, ...kept.current });
            say(outcome.message);
            setState((before) => ({ ...before, pending: null, trouble: { ...outcome, pending } }));
            return;
          }
          const { request, provider } = pending;
          const sent: Sent = { exchange: outcome.exchange, request, provider, at: Date.now() };
          kept.current = { sent, granted: tokensOf(sent) ? sent : kept.current.granted };
          save({ pending: null, ...kept.current });
          setState({ pending: null, stages: [], ...kept.current, trouble: null });
        });
    },
    [save],
  );

  const send = useCallback(
    (request: RefreshRequest, provider: string, options: SendOptions) => {
      const pending = { id: newExchangeId(), request, provider, startedAt: Date.now() };
      run(pending, () => postSend(request, pending.id, provider, options));
    },
    [run],
  );
  const recover = useCallback((pending: PendingSend) => run(pending, (signal) => fetchHeld(pending.id, signal)), [run]);
  const cancel = useCallback(() => {
    if (running.current) cancelSend(running.current.id);
  }, []);
  const restore = useCallback(
    ({ pending, sent, granted }: KeptSend) => {
      kept.current = { sent, granted };
      setState((before) => ({ ...before, sent, granted }));
      if (pending) recover(pending);
    },
    [recover],
  );
  return { state, send, cancel, recover, restore };
}

function addStage(state: SendState, event: StageEvent): SendState {
  return state.stages.some(({ stage }) => stage === event.stage)
    ? state
    : { ...state, stages: [...state.stages, event] };
}
