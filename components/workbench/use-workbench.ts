"use client";

import { type Dispatch, useEffect, useLayoutEffect, useReducer, useRef } from "react";
import { type Sender, useSend } from "../exchange/use-send.ts";
import type { TextField } from "./fields.ts";
import { type Action, type Draft, reduce, type WorkbenchState } from "./state.ts";
import { loadSend, loadState, saveSend, saveState, takeHanded } from "./storage.ts";

const SAVE_AFTER_MS = 150;

/** The workbench as it starts from a draft. */
export function toState(draft: Draft): WorkbenchState {
  return { draft, past: [], toast: null, tab: "readings", shows: "draft" };
}

/** State of the workbench, kept in this tab over a reload; a send that was under way is asked for again, not sent again. */
export function useWorkbench(first: Draft, isAsked: boolean): [WorkbenchState, Dispatch<Action>, Sender] {
  const [state, dispatch] = useReducer(reduce, first, toState);
  const sender = useSend(saveSend);
  const isRestored = useRef(false);
  const { restore } = sender;

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, before the first paint of the script's own
  useLayoutEffect(() => {
    const kept = isAsked ? undefined : loadState();
    if (kept) dispatch({ type: "restore", state: { ...toState(first), ...kept } });
    else takeTyped(first, dispatch);
    const handed = takeHanded();
    if (handed) {
      dispatch({ type: "replace", draft: toHandedDraft(handed.text), what: "The caught request." });
      dispatch({ type: "tab", tab: handed.tab });
    }
    // What the address asked for is here now: a reload is to bring back what became of it.
    if (isAsked) history.replaceState(history.state, "", `/${location.hash}`);
    const send = loadSend();
    if (send) restore(send);
    delete document.documentElement.dataset.restoring;
  }, []);

  useEffect(() => {
    // The first run comes before what was kept is in place.
    if (!isRestored.current) {
      isRestored.current = true;
      return;
    }
    const timer = setTimeout(() => saveState(state), SAVE_AFTER_MS);
    const saveNow = () => saveState(state);
    window.addEventListener("pagehide", saveNow);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", saveNow);
    };
  }, [state]);
  return [state, dispatch, sender];
}

/** A request that was caught, to be looked at as if it were pasted. */
function toHandedDraft(text: string): Partial<Draft> {
  return { view: "paste", text, reply: "", shell: "auto", provider: "", example: null, newer: "text" };
}

const TYPED: readonly TextField[] = ["tokenEndpoint", "clientId", "clientSecret", "refreshToken", "scope"];

/** What was typed before the script took over stays. */
function takeTyped(first: Draft, dispatch: Dispatch<Action>): void {
  const typedInto = (id: string) => {
    const element = document.getElementById(id);
    return element instanceof HTMLTextAreaElement ? element.value : undefined;
  };
  for (const field of TYPED) {
    const value = typedInto(field);
    if (value !== undefined && value !== first.fields[field]) dispatch({ type: "field", field, value });
  }
  const [text, reply] = [typedInto("command"), typedInto("reply")];
  if (text !== undefined && text !== first.text) dispatch({ type: "text", text });
  if (reply !== undefined && reply !== first.reply) dispatch({ type: "reply", reply });
}
