"use client";

import type { KeyboardEvent, ReactNode } from "react";
import type { Tab } from "./state.ts";

const TABS: readonly { id: Tab; name: string }[] = [
  { id: "readings", name: "Readings" },
  { id: "exchange", name: "Exchange" },
  { id: "snippets", name: "Snippets" },
  { id: "report", name: "Report" },
];

/** The evidence: one tab stop, arrows move, the panel follows. */
export function Tabs({
  tab,
  onTab,
  children,
}: {
  tab: Tab;
  onTab: (tab: Tab, isWalk?: boolean) => void;
  children: ReactNode;
}) {
  function move(event: KeyboardEvent<HTMLElement>) {
    const at = TABS.findIndex(({ id }) => id === tab);
    const target = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const next = TABS[(target + TABS.length) % TABS.length];
    if (!next) return;
    onTab(next.id, true);
    event.currentTarget.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  }
  return (
    <>
      <div className="tabs" role="tablist" aria-label="Evidence" onKeyDown={move}>
        {TABS.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-selected={id === tab}
            aria-controls="evidence"
            tabIndex={id === tab ? 0 : -1}
            onClick={() => onTab(id)}
          >
            {name}
          </button>
        ))}
      </div>
      <div className="panel" role="tabpanel" id="evidence" aria-labelledby={`tab-${tab}`}>
        {children}
      </div>
    </>
  );
}
