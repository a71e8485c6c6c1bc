import type { Judgement, Verdict } from "../../lib/diagnose/verdict.ts";
import type { SentExchange } from "../exchange/sent.ts";

export const JUDGEMENT_WORDS: Record<Judgement, string> = { right: "right", wrong: "wrong", unknown: "not told" };

/** What the answer to a made-up token says of everything else, in a sentence or two. */
export function wordsForVerdict({ format, client, endpoint }: Verdict): string {
  if (endpoint === "wrong") return "No token endpoint answers at this address. Look there first.";
  if (format === "wrong") return "The server could not read the request as a form. It looked no further.";
  if (client === "wrong")
    return "The server reads the request and refuses the client: its id, its secret or how they are sent.";
  if (format === "right" && client === "right") {
    return "The server refused only the made-up token: address, format and client are right. If a refresh fails all the same, look at the token.";
  }
  if (endpoint === "right") return "A token endpoint answered, but its words do not tell what it refuses.";
  return "The answer does not tell: it could be somebody else’s.";
}

const STOPS: Readonly<Record<string, string>> = {
  "rate-limited": "The server asks for fewer requests: no more were sent.",
  "locked-out": "The server speaks of a lock-out: no more were sent.",
  unreachable: "The server was not reached: the others would not be either.",
  cancelled: "Cancelled: no more were sent.",
  busy: "This server may send no more just now. Try the rest in a minute.",
};

/** Why a matrix ended early; "" where it did not. */
export function wordsForStop(stopped: string | null): string {
  return stopped === null ? "" : (STOPS[stopped] ?? "No more were sent.");
}

/** The answer in a few words: status and reason, or how it failed. */
export function formatAnswer({ response, failure }: SentExchange): string {
  if (response) return `${response.status} ${response.reason}`.trim();
  return failure?.kind ?? "no answer";
}
