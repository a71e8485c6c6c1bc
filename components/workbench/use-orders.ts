"use client";

import { type Dispatch, useCallback, useState } from "react";
import type { NamedUnknown } from "../../lib/diagnose/unknowns.ts";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import type { Sender } from "../exchange/use-send.ts";
import type { ProbeAsk } from "../probe/probe-client.ts";
import { findUnfilled, unknownFieldId } from "../readings/filled-values.ts";
import { toSendOptions } from "./client-material.ts";
import { type FieldProblem, type Fields, findHost, isSendable, toFields, toRefreshRequest } from "./fields.ts";
import { dialectFor, fetchPracticeToken, type PracticeTarget, toPracticeFields } from "./practice.ts";
import type { Filling } from "./readings-view.tsx";
import type { Resend } from "./resend.ts";
import type { Action, Draft } from "./state.ts";
import type { Diagnosed } from "./use-diagnosis.ts";

export interface OrdersOf {
  readonly draft: Draft;
  readonly dispatch: Dispatch<Action>;
  readonly sender: Sender;
  readonly practice: PracticeTarget;
  /** The practice server's host, and the secrets that are meant for it alone. */
  readonly home: string;
  readonly demoSecrets: readonly string[];
  readonly problems: readonly FieldProblem[];
  readonly diagnosed: Diagnosed;
  readonly filling: Filling;
}

/** What would go out, and to whom. */
interface Order {
  readonly fields: Fields;
  readonly provider: string;
}

/** What the workbench sends and asks, and what it says instead while something is missing. */
export function useOrders(of: OrdersOf) {
  const { draft, dispatch, sender, practice, home, demoSecrets, problems, diagnosed, filling } = of;
  const { fields } = draft;
  const { diagnosis, isReading } = diagnosed;
  const { pending } = sender.state;
  const [isTried, setTried] = useState(false);
  const [ask, setAsk] = useState<ProbeAsk | null>(null);
  const bind = useCallback(() => dispatch({ type: "bind", home, demoSecrets }), [dispatch, home, demoSecrets]);

  const start = useCallback(
    (fieldsToSend: typeof fields, provider: string) => {
      dispatch({ type: "shows", shows: "exchange" });
      dispatch({ type: "tab", tab: "exchange" });
      sender.send(toRefreshRequest(fieldsToSend), provider, toSendOptions(fieldsToSend));
    },
    [dispatch, sender],
  );

  async function submit(): Promise<void> {
    if (pending) return;
    setTried(true);
    const order = draft.view === "paste" ? await takeText(true) : takeForm(true);
    if (order) start(order.fields, order.provider);
  }

  async function askWithout(kind: ProbeAsk["kind"]): Promise<void> {
    if (pending) return;
    const order = draft.view === "paste" ? await takeText(false) : takeForm(false);
    if (!order) return setTried(true);
    dispatch({ type: "tab", tab: "exchange" });
    const request = toRefreshRequest(order.fields);
    const options = toSendOptions(order.fields);
    setAsk((before) => ({ kind, request, options, provider: order.provider, id: (before?.id ?? 0) + 1 }));
  }

  /** What the form would send; undefined after it was said what is missing. A probe needs no token. */
  function takeForm(needsToken: boolean): Order | undefined {
    const host = findHost(fields.tokenEndpoint);
    bind();
    // A host that is new takes the old one's secrets away: then there is nothing to send yet.
    if (host !== draft.boundHost && draft.boundHost !== undefined && holdsDemo()) return undefined;
    if (isSendable(fields, needsToken)) return { fields, provider: draft.provider };
    focusProblem(problems[0]?.field);
    return undefined;
  }

  function holdsDemo(): boolean {
    return (
      draft.boundHost !== home || demoSecrets.includes(fields.clientSecret) || demoSecrets.includes(fields.refreshToken)
    );
  }

  /** As of the form, for the text. */
  async function takeText(needsToken: boolean): Promise<Order | undefined> {
    if (draft.example) {
      // Each send of the example has a token of its own: the one before is spent.
      const refreshToken = needsToken ? await fetchPracticeToken(practice.clientId) : undefined;
      const own = { ...practice, refreshToken: refreshToken ?? practice.refreshToken };
      const dialect = dialectFor(draft.provider);
      return { fields: toPracticeFields(own, dialect), provider: dialect ?? "" };
    }
    if ((!diagnosis || isReading) && draft.text.trim() !== "") {
      dispatch({ type: "toast", toast: "The text is still being read: send it again in a moment." });
      return undefined;
    }
    const asked = await diagnosed.repair();
    const unfilled = asked && findUnfilled(diagnosis?.unknowns ?? [], filling.values, asked);
    if (unfilled) {
      askFor(unfilled);
      return undefined;
    }
    const filled = asked ? toFields(asked) : undefined;
    if (filled && isSendable(filled, needsToken)) return { fields: filled, provider: draft.provider };
    dispatch({
      type: "replace",
      draft: { view: "form", ...(filled ? { fields: filled, newer: "equal" } : {}) },
      what: TELL_REST,
    });
    return undefined;
  }

  /** Sent as it is written a variable's name would be taken for its value. */
  function askFor({ name, written }: NamedUnknown): void {
    dispatch({ type: "tab", tab: "readings" });
    dispatch({ type: "toast", toast: `Fill in ${written} first: the text does not tell its value.` });
    requestAnimationFrame(() => document.getElementById(unknownFieldId(name))?.focus());
  }

  /** Takes a variant over; undefined where the form cannot hold it. */
  function toUse(refresh: RefreshRequest, label: string): (() => void) | undefined {
    const filled = toFields(refresh);
    if (!isSendable(filled, false)) return undefined;
    const change = {
      view: "form",
      fields: filled,
      newer: "fields",
      boundHost: findHost(filled.tokenEndpoint),
    } as const;
    const provider = ask?.provider ?? draft.provider;
    return () => dispatch({ type: "replace", draft: { ...change, provider }, what: `In the form: ${label}.` });
  }

  /** Puts a request of before into the form, and sends it if that was asked for. */
  function resend({ fields: filled, provider, what }: Resend, isSent: boolean): void {
    const boundHost = findHost(filled.tokenEndpoint);
    dispatch({ type: "replace", draft: { view: "form", fields: filled, provider, newer: "fields", boundHost }, what });
    if (isSent && !pending) start(filled, provider);
  }

  return { submit, askWithout, bind, ask, closeAsk: () => setAsk(null), isTried, toUse, resend };
}

const TELL_REST = "The text does not tell all of it: fill in the rest.";

function focusProblem(field: string | undefined): void {
  const element = field && (document.getElementById(field) ?? document.getElementById(`${field}-name`));
  if (element) element.focus();
}
