import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import type { SendOptions } from "./send-options.ts";
import { type SentExchange, STAGES, type StageEvent } from "./sent.ts";
import { readServerEvents } from "./server-events.ts";

/** How a send ended: with an exchange, or with the reason why there is none, in words. */
export type SendOutcome =
  | { readonly ok: true; readonly exchange: SentExchange }
  | { readonly ok: false; readonly lost: boolean; readonly title?: string; readonly message: string };

interface ProblemBody {
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

/** Sends through our server. `lost`: the connection to it broke, so that the exchange may still be had by its id. */
export async function postSend(
  request: RefreshRequest,
  exchangeId: string,
  provider: string,
  options: SendOptions,
): Promise<SendOutcome> {
  const body = JSON.stringify({ ...request, ...options, exchangeId, ...(provider === "" ? {} : { provider }) });
  try {
    return await toOutcome(
      await fetch("/api/send", { method: "POST", headers: { "Content-Type": "application/json" }, body }),
    );
  } catch {
    return LOST;
  }
}

const LOST: SendOutcome = {
  ok: false,
  lost: true,
  message: "The connection to this server broke. It keeps the answer for ten minutes.",
};

async function toOutcome(response: Response): Promise<SendOutcome> {
  if (response.ok) return { ok: true, exchange: (await response.json()) as SentExchange };
  return { ok: false, lost: false, message: await readProblem(response) };
}

/** What a Problem of our own server says, in one line. */
export async function readProblem(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => ({}))) as ProblemBody;
  const errors = problem.errors?.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  return errors?.join("; ") || problem.detail || `This server answered ${response.status}.`;
}

const POLL_MS = 400;
const TRIES_WITHOUT_SERVER = 25;

/** The held exchange, waited for while it runs. Nothing is sent again. */
export async function fetchHeld(exchangeId: string, signal: AbortSignal): Promise<SendOutcome> {
  for (let failures = 0; failures < TRIES_WITHOUT_SERVER && !signal.aborted; ) {
    try {
      const response = await fetch(`/api/send/${exchangeId}`, { signal });
      if (response.status === 404) {
        const message = "This server holds no answer for the last send: it never arrived, or its ten minutes are over.";
        return { ok: false, lost: false, message };
      }
      if (response.status !== 202) return await toOutcome(response);
      failures = 0;
    } catch {
      failures++;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return LOST;
}

/** Closes the upstream at once. What was rotated by then is kept all the same. */
export async function cancelSend(exchangeId: string): Promise<void> {
  await fetch(`/api/send/${exchangeId}`, { method: "DELETE" }).catch(() => undefined);
}

const STREAM_TRIES = 6;
const STREAM_WAIT_MS = 60;

/** Tells each stage as it begins, until the send is done or `signal` aborts. */
export async function watchStages(
  exchangeId: string,
  onStage: (event: StageEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  // The stream may be asked for before the server has heard of the send.
  for (let i = 0; i < STREAM_TRIES && !signal.aborted; i++) {
    await new Promise((resolve) => setTimeout(resolve, STREAM_WAIT_MS * i));
    const response = await fetch(`/api/send/${exchangeId}/events`, { signal }).catch(() => undefined);
    if (response?.ok && response.body) return readEvents(response.body, onStage).catch(() => undefined);
  }
}

async function readEvents(body: ReadableStream<Uint8Array>, onStage: (event: StageEvent) => void): Promise<void> {
  await readServerEvents(body, ({ event, data }) => {
    if (event === "done") return false;
    const stage = toStage(data);
    if (stage) onStage(stage);
    return true;
  });
}

function toStage(data: unknown): StageEvent | undefined {
  const { stage, atMs } = (data ?? {}) as Partial<StageEvent>;
  return STAGES.some((each) => each === stage) && typeof atMs === "number"
    ? ({ stage, atMs } as StageEvent)
    : undefined;
}

/** A new random id (RFC 9562 version 4); `crypto.randomUUID` is missing where the page is not a secure context. */
export function newExchangeId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
