import type { Tab } from "./state.ts";

const TABS: readonly Tab[] = ["readings", "exchange", "snippets", "report"];

/** The tab that a fragment names ("#snippets"); undefined for every other fragment. */
export function tabOf(hash: string): Tab | undefined {
  return TABS.find((tab) => hash === `#${tab}`);
}

/** The address of a tab on this page; the first one has none of its own. */
export function addressOf(tab: Tab): string {
  return tab === "readings" ? "/" : `/#${tab}`;
}
