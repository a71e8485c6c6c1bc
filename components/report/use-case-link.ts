"use client";

import { useEffect, useRef } from "react";
import type { Case } from "../../lib/report/case.ts";

/** Hands over the case that a link to the workbench holds behind its #, now and whenever the # changes; null: unreadable. */
export function useCaseLink(onCase: (one: Case | null) => void): void {
  const handler = useRef(onCase);
  useEffect(() => {
    handler.current = onCase;
  });
  useEffect(() => {
    const open = async () => {
      const { hash } = window.location;
      if (!hash.startsWith("#case=")) return;
      history.replaceState(history.state, "", window.location.pathname + window.location.search);
      const { parseCaseFragment } = await import("../../lib/report/permalink.ts");
      handler.current((await parseCaseFragment(hash)) ?? null);
    };
    open();
    window.addEventListener("hashchange", open);
    return () => window.removeEventListener("hashchange", open);
  }, []);
}
