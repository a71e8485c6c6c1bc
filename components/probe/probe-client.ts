import type { Verdict } from "../../lib/diagnose/verdict.ts";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import { readProblem } from "../exchange/send-client.ts";
import type { SendOptions } from "../exchange/send-options.ts";
import type { SentExchange } from "../exchange/sent.ts";
import { readServerEvents } from "../exchange/server-events.ts";

/** A question to the endpoint that spends nothing: one made-up token, or up to eight with one difference each. */
export interface ProbeAsk {
  readonly kind: "probe" | "variants";
  /** What is asked about; its refresh token stays here. */
  readonly request: RefreshRequest;
  readonly provider: string;
  readonly options: SendOptions;
  /** Tells one question from the next. */
  readonly id: number;
}

/** One line of the truth table. */
export interface ProbeRow {
  readonly id: string;
  readonly label: string;
  readonly change: string;
  readonly exchange: SentExchange;
  readonly verdict: Verdict;
}

/** How a question ended: which row to use and why, or why it came to nothing. */
export interface ProbeEnd {
  readonly use: string | null;
  readonly why: string;
  readonly stopped: string | null;
}

/** Asks, and tells each row as it comes. Throws an Error in words for the page where our own server refuses. */
export async function askProbe(
  { kind, request, provider, options }: ProbeAsk,
  evenIfPunished: boolean,
  onRow: (row: ProbeRow) => void,
  signal: AbortSignal,
): Promise<ProbeEnd | null> {
  const { refreshToken: _kept, ...fields } = request;
  const body = JSON.stringify({ ...fields, ...options, evenIfPunished, ...(provider === "" ? {} : { provider }) });
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(`/api/${kind}`, { method: "POST", headers, body, signal });
  if (!response.ok || !response.body) throw new Error(await readProblem(response));
  if (kind === "probe") {
    const { verdict, ...exchange } = (await response.json()) as SentExchange & { verdict: Verdict };
    onRow({ id: "as-given", label: "As given", change: "With a made-up refresh token.", exchange, verdict });
    return null;
  }
  let end: ProbeEnd | null = null;
  await readServerEvents(response.body, ({ event, data }) => {
    if (event === "variant") onRow(data as ProbeRow);
    if (event === "done") end = data as ProbeEnd;
    return event !== "done";
  });
  return end;
}
