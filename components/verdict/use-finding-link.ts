"use client";

import { useEffect } from "react";

const PREFIX = "#finding-";

/** Opens the finding that the address's fragment names, now and whenever it changes, and puts the focus on it. */
export function useFindingLink(): void {
  useEffect(() => {
    const open = () => {
      if (!location.hash.startsWith(PREFIX)) return;
      const row = document.getElementById(location.hash.slice(1));
      const button = row?.querySelector<HTMLElement>("button[aria-expanded]");
      if (button?.getAttribute("aria-expanded") === "false") button.click();
      button?.focus();
      row?.scrollIntoView({ block: "nearest" });
    };
    open();
    window.addEventListener("hashchange", open);
    return () => window.removeEventListener("hashchange", open);
  }, []);
}
