"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import { say } from "../ui/say.ts";
import { addSend, findGranted, type History } from "./history.ts";
import type { Revocation } from "./ledger.ts";
import { cancelSend, fetchHeld, newExchangeId, postSend, type SendOutcome, watchStages } from "./send-client.ts";
import { holdToken, toLockName } from "./send-lock.ts";
import type { SendOptions } from "./send-options.ts";
import { type Sent, type StageEvent, tokensOf } from "./sent.ts";
import { answerTabs, askTabs } from "./spent-elsewhere.ts";

/** A send that runs. It is written down before anything leaves, so that a reload finds its answer. */
export interface PendingSend {
  readonly id: string;
  readonly request: RefreshRequest;
  readonly provider: string;
  readonly options?: SendOptions;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export interface SendState {
  readonly pending: PendingSend | null;
  readonly stages: readonly StageEvent[];
  /** All sends of this tab, as far as they are kept. */
  readonly history: History;
  /** The refresh tokens that were ended from this page. */
  readonly revocations: readonly Revocation[];
  /** The last send. */
  readonly sent: Sent | null;
  /** The last send that brought tokens: a later one that fails does not take them away. */
  readonly granted: Sent | null;
  /** Why the last send came to no exchange. */
  readonly trouble: {
    readonly title?: string;
    readonly message: string;
    readonly pending: PendingSend;
    readonly lost: boolean;
  } | null;
}

export const NOTHING_SENT: SendState = {
  pending: null,
  stages: [],
  history: [],
  revocations: [],
  sent: null,
  granted: null,
  trouble: null,
};

/** What is kept over a reload. */
export type KeptSend = Pick<SendState, "pending" | "history" | "revocations">;

export interface Sender {
  readonly state: SendState;
  /** Does nothing while a send runs, and sends nothing while another tab sends the same token. */
  readonly send: (request: RefreshRequest, provider: string, options: SendOptions) => void;
  readonly cancel: () => void;
  /** Asks this server for the answer that it holds. */
  readonly recover: (pending: PendingSend) => void;
  readonly noteRevoked: (token: string) => void;
  readonly restore: (kept: KeptSend) => void;
}

/** One send at a time, live, with its answer kept. `save` is called before the request leaves and after each change. */
export function useSend(save: (kept: KeptSend) => void): Sender {
  const [state, setState] = useState<SendState>(NOTHING_SENT);
  const running = useRef<Running | null>(null);
  const kept = useRef<Omit<KeptSend, "pending">>({ history: [], revocations: [] });
  const page = useRef("");
  const warned = useRef("");
  useEffect(() => {
    page.current = newExchangeId();
    const leave = answerTabs(page.current, (name) => findRotation(kept.current.history, name));
    return () => {
      leave();
      running.current?.watch.abort();
    };
  }, []);

  const run = useCallback(
    (pending: PendingSend, ask: (signal: AbortSignal) => Promise<SendOutcome>, isNew: boolean) => {
      if (running.current) return;
      const watch = new AbortController();
      const { tokenEndpoint, refreshToken } = pending.request;
      const own: Running = { id: pending.id, watch, pending: isNew ? null : pending };
      running.current = own;
      const begin = async () => {
        if (isNew) {
          const name = await toLockName(tokenEndpoint, refreshToken).catch(() => undefined);
          const spentAt = name === undefined ? undefined : await askTabs(page.current, name);
          // Said once: whoever sends again means it.
          if (spentAt !== undefined && warned.current !== name) {
            warned.current = name ?? "";
            return toSpent(spentAt);
          }
        }
        if (watch.signal.aborted) return LEFT;
        own.pending = pending;
        save({ pending, ...kept.current });
        setState((before) => ({ ...before, pending, stages: [], trouble: null }));
        watchStages(pending.id, (event) => setState((before) => addStage(before, event)), watch.signal);
        return ask(watch.signal).then((outcome) =>
          !outcome.ok && outcome.lost ? fetchHeld(pending.id, watch.signal) : outcome,
        );
      };
      // To ask for an answer that is held sends no token: that may be done in two tabs.
      holdToken(tokenEndpoint, refreshToken, begin, isNew ? () => Promise.resolve(toBusy(tokenEndpoint)) : begin).then(
        (outcome) => {
          // A page that is left does not forget what it sent: the next one asks for it.
          if (watch.signal.aborted) return;
          running.current = null;
          watch.abort();
          if (!outcome.ok) {
            save({ pending: outcome.lost ? pending : null, ...kept.current });
            say(outcome.title ?? outcome.message);
            setState((before) => ({ ...before, pending: null, trouble: { ...outcome, pending } }));
            return;
          }
          const { request, provider, options } = pending;
          const { exchange } = outcome;
          const sent: Sent = { exchange, request, provider, ...(options ? { options } : {}), at: Date.now() };
          kept.current = { ...kept.current, history: addSend(kept.current.history, sent) };
          save({ pending: null, ...kept.current });
          setState({ ...NOTHING_SENT, ...toShown(kept.current) });
        },
      );
    },
    [save],
  );

  const send = useCallback(
    (request: RefreshRequest, provider: string, options: SendOptions) => {
      const pending = { id: newExchangeId(), request, provider, options, startedAt: Date.now() };
      run(pending, () => postSend(request, pending.id, provider, options), true);
    },
    [run],
  );
  const recover = useCallback(
    (pending: PendingSend) => run(pending, (signal) => fetchHeld(pending.id, signal), false),
    [run],
  );
  const cancel = useCallback(() => {
    if (running.current) cancelSend(running.current.id);
  }, []);
  const restore = useCallback(
    ({ pending, history, revocations }: KeptSend) => {
      kept.current = { history, revocations };
      setState((before) => ({ ...before, ...toShown(kept.current) }));
      if (pending) recover(pending);
    },
    [recover],
  );
  const noteRevoked = useCallback(
    (token: string) => {
      kept.current = { ...kept.current, revocations: [...kept.current.revocations, { token, at: Date.now() }] };
      save({ pending: running.current?.pending ?? null, ...kept.current });
      setState((before) => ({ ...before, ...toShown(kept.current) }));
    },
    [save],
  );
  return { state, send, cancel, recover, noteRevoked, restore };
}

/** The send that runs; `pending` is null until it is written down. */
interface Running {
  readonly id: string;
  readonly watch: AbortController;
  pending: PendingSend | null;
}

function addStage(state: SendState, event: StageEvent): SendState {
  return state.stages.some(({ stage }) => stage === event.stage)
    ? state
    : { ...state, stages: [...state.stages, event] };
}

function toShown({
  history,
  revocations,
}: Omit<KeptSend, "pending">): Omit<SendState, "pending" | "stages" | "trouble"> {
  return { history, revocations, sent: history.at(-1) ?? null, granted: findGranted(history) };
}

/** The page was left before anything was sent. */
const LEFT: SendOutcome = { ok: false, lost: false, message: "Nothing was sent." };

function toBusy(tokenEndpoint: string): SendOutcome {
  const host = URL.canParse(tokenEndpoint) ? new URL(tokenEndpoint).host : "the server";
  return {
    ok: false,
    lost: false,
    title: "Not sent: another tab is sending this refresh token.",
    message: `That tab waits for ${host}. Go there and wait for the answer. If it brings a new refresh token, use that one: this one is dead then. If not, send again here.`,
  };
}

function toSpent(at: number): SendOutcome {
  return {
    ok: false,
    lost: false,
    title: "Not sent: another tab has used this refresh token up.",
    message: `It was rotated there at ${new Date(at).toLocaleTimeString()}, and the new one is in that tab. To send this one again may end both (RFC 9700 section 4.14.2). Send once more to do it all the same.`,
  };
}

/** When a token was rotated in this tab, by the name of its lock. */
async function findRotation(history: History, name: string): Promise<number | undefined> {
  for (const sent of history) {
    if (!tokensOf(sent)?.rotated) continue;
    if ((await toLockName(sent.request.tokenEndpoint, sent.request.refreshToken)) === name) return sent.at;
  }
  return undefined;
}
