import { addSend, type History, shrinkHistory } from "../exchange/history.ts";
import type { Sent } from "../exchange/sent.ts";
import type { KeptSend } from "../exchange/use-send.ts";
import { WORKBENCH_KEY } from "../ui/theme-script.ts";
import { EMPTY_FIELDS } from "./fields.ts";
import type { Tab, WorkbenchState } from "./state.ts";

const HANDED_KEY = `${WORKBENCH_KEY}-handed`;
const SEND_KEY = `${WORKBENCH_KEY}-send`;

/** What this tab keeps over a reload, in sessionStorage alone: it ends with the tab and no other tab reads it. */
interface Kept {
  readonly state: Pick<WorkbenchState, "draft" | "tab" | "shows">;
}

export function saveState({ draft, tab, shows }: WorkbenchState): void {
  write(WORKBENCH_KEY, { state: { draft, tab, shows } } satisfies Kept);
}

/** A history that is too big for the tab's store is kept in the largest shape that fits. */
export function saveSend({ history, ...rest }: KeptSend): void {
  for (const shape of shrinkHistory(history)) {
    if (write(SEND_KEY, { ...rest, history: shape } satisfies KeptSend)) return;
  }
}

function write(key: string, value: unknown): boolean {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

function read<T>(key: string): T | undefined {
  try {
    const text = sessionStorage.getItem(key);
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

export function loadState(): Kept["state"] | undefined {
  const state = read<Kept>(WORKBENCH_KEY)?.state;
  // A tab that was open before an update kept fewer fields.
  return state && { ...state, draft: { ...state.draft, fields: { ...EMPTY_FIELDS, ...state.draft.fields } } };
}

export function loadSend(): KeptSend | undefined {
  const kept = read<KeptSend & { readonly sent?: Sent | null; readonly granted?: Sent | null }>(SEND_KEY);
  if (!kept || Array.isArray(kept.history)) return kept && { ...kept, revocations: kept.revocations ?? [] };
  // A tab that was open before an update kept its last sends alone.
  const known = [kept.granted, kept.sent].filter((sent) => sent !== null && sent !== undefined);
  return { pending: kept.pending, history: known.reduce<History>(addSend, []), revocations: [] };
}

/** A text from another page, and the tab to open it with. */
export interface Handed {
  readonly text: string;
  readonly tab: Tab;
}

/** Leaves a text for the workbench to begin with, in this tab's memory alone. */
export function handOver(handed: Handed): void {
  write(HANDED_KEY, handed);
}

/** What another page left for the workbench, once. */
export function takeHanded(): Handed | undefined {
  const handed = read<Handed>(HANDED_KEY);
  if (handed !== undefined) sessionStorage.removeItem(HANDED_KEY);
  return handed;
}
