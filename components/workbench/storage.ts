import type { Sent } from "../exchange/sent.ts";
import type { KeptSend } from "../exchange/use-send.ts";
import { WORKBENCH_KEY } from "../ui/theme-script.ts";
import { EMPTY_FIELDS } from "./fields.ts";
import type { WorkbenchState } from "./state.ts";

const HANDED_KEY = `${WORKBENCH_KEY}-handed`;
const SEND_KEY = `${WORKBENCH_KEY}-send`;

/** What this tab keeps over a reload, in sessionStorage alone: it ends with the tab and no other tab reads it. */
interface Kept {
  readonly state: Pick<WorkbenchState, "draft" | "tab" | "shows">;
}

export function saveState({ draft, tab, shows }: WorkbenchState): void {
  write(WORKBENCH_KEY, { state: { draft, tab, shows } } satisfies Kept);
}

/** An answer that is too big for the tab's store is kept without its raw bytes; the tokens in its body stay. */
export function saveSend(kept: KeptSend): void {
  if (write(SEND_KEY, kept)) return;
  write(SEND_KEY, { ...kept, sent: withoutBytes(kept.sent), granted: withoutBytes(kept.granted) });
}

function withoutBytes(sent: Sent | null): Sent | null {
  if (!sent?.exchange.response) return sent;
  const { exchange } = sent;
  return { ...sent, exchange: { ...exchange, response: { ...sent.exchange.response, raw: { base64: "" } } } };
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
  return read<KeptSend>(SEND_KEY);
}

/** Leaves a text for the workbench to begin with, in this tab's memory alone. */
export function handOver(text: string): void {
  write(HANDED_KEY, text);
}

/** The text that another page left for the workbench, once. */
export function takeHanded(): string | undefined {
  const text = read<string>(HANDED_KEY);
  if (text !== undefined) sessionStorage.removeItem(HANDED_KEY);
  return text;
}
