import type { ProviderEntry } from "../../lib/providers/provider.ts";
import type { Sent } from "../exchange/sent.ts";
import type { SendState } from "../exchange/use-send.ts";
import type { VerdictWords } from "../verdict/verdict.tsx";
import { wordsForExchange, wordsForForm, wordsForText } from "../verdict/words.ts";
import type { Diagnosis } from "./engine.ts";
import { type FieldProblem, findHost } from "./fields.ts";
import type { WorkbenchState } from "./state.ts";

export interface Spoken {
  readonly state: WorkbenchState;
  readonly sending: SendState;
  readonly diagnosis: Diagnosis | null;
  readonly problems: readonly FieldProblem[];
  readonly providers: readonly ProviderEntry[];
  /** The practice server's host. */
  readonly home: string;
}

/** True where the verdict speaks of a send: one that is under way, failed or was answered. */
export function speaksOfExchange({ shows }: WorkbenchState, { pending, sent, trouble }: SendState): boolean {
  return shows === "exchange" && (sent !== null || trouble !== null || pending !== null);
}

/** The verdict in words, on the send or else on the draft. */
export function toWords({ state, sending, diagnosis, problems, providers, home }: Spoken): VerdictWords {
  const { pending, sent, trouble } = sending;
  const { view, text, fields } = state.draft;
  if (speaksOfExchange(state, sending)) {
    if (pending) {
      const host = findHost(pending.request.tokenEndpoint) ?? "the endpoint";
      return {
        tone: "info",
        title: `Sending to ${host} …`,
        evidence: "One request, once. Nothing is tried again by itself.",
      };
    }
    if (trouble)
      return { tone: "error", title: trouble.title ?? "The send came to no answer.", evidence: trouble.message };
    if (sent) return wordsForExchange(sent, nameOf(sent, home, providers));
  }
  return view === "paste" ? wordsForText(text, diagnosis) : wordsForForm(fields.tokenEndpoint, problems, diagnosis);
}

function nameOf({ request, provider }: Sent, home: string, providers: readonly ProviderEntry[]): string | null {
  if (findHost(request.tokenEndpoint) === home) return "The practice server";
  return providers.find(({ id }) => id === provider)?.name ?? null;
}
