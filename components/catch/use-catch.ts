import { useEffect, useState } from "react";
import { say } from "../ui/say.ts";
import type { Caught } from "./caught.ts";

export interface CatchState {
  /** Newest first. */
  readonly requests: readonly Caught[];
  /** "lost": the stream broke off and is tried again; "gone": the box is no more. */
  readonly stream: "opening" | "live" | "lost" | "gone";
}

/** As many as a box holds. */
const MOST = 100;

/** What a box catches, as it comes. A stream that drops is taken up again after the last request that was seen. */
export function useCatch(id: string): CatchState {
  const [state, setState] = useState<CatchState>({ requests: [], stream: "opening" });
  useEffect(() => {
    const source = new EventSource(`/api/catch/${id}/events`);
    const setStream = (stream: CatchState["stream"]) => setState((now) => ({ ...now, stream }));
    source.addEventListener("open", () => setStream("live"));
    source.addEventListener("request", ({ data }: MessageEvent<string>) => {
      setState((now) => withRequest(now, JSON.parse(data) as Caught));
    });
    source.addEventListener("gone", () => {
      source.close();
      setStream("gone");
      say("The box is gone.");
    });
    source.addEventListener("error", () => {
      // Closed for good means that the server refused: there is no such box any more.
      setStream(source.readyState === EventSource.CLOSED ? "gone" : "lost");
    });
    return () => source.close();
  }, [id]);
  return state;
}

function withRequest(state: CatchState, caught: Caught): CatchState {
  if (state.requests.some(({ id }) => id === caught.id)) return state;
  say("A request was caught.");
  return { ...state, requests: [caught, ...state.requests].slice(0, MOST) };
}
