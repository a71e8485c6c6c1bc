"use client";

import { type Dispatch, useCallback, useEffect, useRef } from "react";
import { addressOf, tabOf } from "./place.ts";
import type { Action, Draft, Tab, WorkbenchState } from "./state.ts";

/** What a history entry of ours carries: which draft it belongs to. It never holds anything of the draft itself. */
interface Entry {
  readonly regrantDraft?: number;
}

export interface Place {
  /** Shows a tab; Back leads to the one before. `isWalk` is for arrow keys, which would fill the history. */
  readonly openTab: (tab: Tab, isWalk?: boolean) => void;
  /** Called before another draft takes this one's place at a click on a link: Back brings this one again. */
  readonly leaveDraft: () => void;
}

/**
 * Keeps the address in step with the tab, and Back and Forward with tab and draft. Entries are made for what a person
 * would go back from: another tab, an example. What an entry stands for is in memory; after a reload the tab is left.
 */
export function usePlace(state: WorkbenchState, dispatch: Dispatch<Action>): Place {
  const { draft, tab } = state;
  const now = useRef({ draft, tab });
  const drafts = useRef(new Map<number, Draft>());
  const at = useRef(0);
  useEffect(() => {
    now.current = { draft, tab };
  });

  useEffect(() => {
    at.current = (history.state as Entry | null)?.regrantDraft ?? 0;
    // Entries that a fragment made have no number: they belong to the draft that is shown.
    enter("replaceState", at.current, location.href);
    const asked = tabOf(location.hash);
    if (asked) dispatch({ type: "tab", tab: asked });
    const move = (event: PopStateEvent) => {
      const to = (event.state as Entry | null)?.regrantDraft ?? at.current;
      if (to !== at.current) {
        drafts.current.set(at.current, now.current.draft);
        at.current = to;
        const before = drafts.current.get(to);
        if (before) dispatch({ type: "replace", draft: before, what: "The request of this place in the history." });
      }
      // Other fragments (a finding, the verdict) are places on the page, whichever tab is shown.
      const shown = location.hash === "" ? "readings" : tabOf(location.hash);
      if (shown) dispatch({ type: "tab", tab: shown });
    };
    window.addEventListener("popstate", move);
    return () => window.removeEventListener("popstate", move);
  }, [dispatch]);

  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    const shown = tabOf(location.hash) ?? "readings";
    if (shown !== tab) enter("replaceState", at.current, addressOf(tab));
  }, [tab]);

  const openTab = useCallback(
    (to: Tab, isWalk = false) => {
      if (to === now.current.tab) return;
      enter(isWalk ? "replaceState" : "pushState", at.current, addressOf(to));
      dispatch({ type: "tab", tab: to });
    },
    [dispatch],
  );
  const leaveDraft = useCallback(() => {
    drafts.current.set(at.current, now.current.draft);
    at.current = Math.max(at.current, ...drafts.current.keys()) + 1;
    enter("pushState", at.current, addressOf(now.current.tab));
  }, []);
  return { openTab, leaveDraft };
}

function enter(how: "pushState" | "replaceState", regrantDraft: number, address: string): void {
  history[how]({ ...history.state, regrantDraft }, "", address);
}
