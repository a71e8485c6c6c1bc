"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import { say } from "../ui/say.ts";
import { cancelSend, fetchHeld, newExchangeId, postSend, type SendOutcome, watchStages } from "./send-client.ts";
import type { Sent, StageEvent } from "./sent.ts";

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
  /** Why the last send came to no exchange. */
  readonly trouble: { readonly message: string; readonly pending: PendingSend; readonly lost: boolean } | null;
}

export const NOTHING_SENT: SendState = { pending: null, stages: [], sent: null, trouble: null };

export interface Sender {
  readonly state: SendState;
  /** Does nothing while a send runs: one token is never sent twice at once. */
  readonly send: (request: RefreshRequest, provider: string) => void;
  readonly cancel: () => void;
  /** Asks this server for the answer that it holds. */
  readonly recover: (pending: PendingSend) => void;
  readonly restore: (state: Pick<SendState, "pending" | "sent">) => void;
  readonly forget: () => void;
}

/** One send at a time, live, with its answer kept. `save` is called before the request leaves and after each change. */
export function useSend(save: (state: Pick<SendState, "pending" | "sent">) => void): Sender {
  const [state, setState] = useState<SendState>(NOTHING_SENT);
  const running = useRef<{ id: string; watch: AbortController } | null>(null);
  const sentRef = useRef<Sent | null>(null);
  useEffect(() => () => running.current?.watch.abort(), []);

  const run = useCallback(
    (pending: PendingSend, ask: (signal: AbortSignal) => Promise<SendOutcome>) => {
      if (running.current) return;
      const watch = new AbortController();
      running.current = { id: pending.id, watch };
      save({ pending, sent: sentRef.current });
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
            save({ pending: outcome.lost ? pending : null, sent: sentRef.current });
            say(outcome.message);
            setState((before) => ({ ...before, pending: null, trouble: { ...outcome, pending } }));
            return;
          }
          const { request, provider } = pending;
          const sent: Sent = { exchange: outcome.exchange, request, provider, at: Date.now() };
          sentRef.current = sent;
          save({ pending: null, sent });
          setState({ pending: null, stages: [], sent, trouble: null });
        });
    },
    [save],
  );

  const send = useCallback(
    (request: RefreshRequest, provider: string) => {
      const pending = { id: newExchangeId(), request, provider, startedAt: Date.now() };
      run(pending, () => postSend(request, pending.id, provider));
    },
    [run],
  );
  const recover = useCallback((pending: PendingSend) => run(pending, (signal) => fetchHeld(pending.id, signal)), [run]);
  const cancel = useCallback(() => {
    if (running.current) cancelSend(running.current.id);
  }, []);
  const restore = useCallback(
    ({ pending, sent }: Pick<SendState, "pending" | "sent">) => {
      sentRef.current = sent;
      setState((before) => ({ ...before, sent }));
      if (pending) recover(pending);
    },
    [recover],
  );
  const forget = useCallback(() => {
    sentRef.current = null;
    setState((before) => ({ ...before, sent: null, trouble: null }));
    save({ pending: null, sent: null });
  }, [save]);
  return { state, send, cancel, recover, restore, forget };
}

function addStage(state: SendState, event: StageEvent): SendState {
  return state.stages.some(({ stage }) => stage === event.stage)
    ? state
    : { ...state, stages: [...state.stages, event] };
}
