import { readReply } from "../../lib/oauth/token-reply.ts";
import { decodeBytes, fromBase64 } from "../../lib/text/bytes.ts";
import type { IconName } from "../ui/icon.tsx";
import type { Fate, LedgerEntry } from "./ledger.ts";
import { type Sent, tokensOf } from "./sent.ts";

export interface Sign {
  readonly icon: IconName;
  readonly tone: "ok" | "error" | "warning" | "info";
}

/** What came of a send, in a few words: the status with the error code, or how it failed. */
export function wordsForOutcome(sent: Sent): Sign & { readonly words: string } {
  const { response, failure } = sent.exchange;
  if (!response) return { icon: "error", tone: "error", words: failure?.kind ?? "no answer" };
  const tokens = tokensOf(sent);
  if (tokens) return { icon: "ok", tone: "ok", words: `${response.status}, ${tokens.rotated ? "rotated" : "tokens"}` };
  const body = decodeBytes(fromBase64(response.body.base64) ?? new Uint8Array());
  const { error } = readReply({ status: response.status, headers: response.headers, body });
  const code = error === null ? "no tokens" : error.slice(0, 60);
  return { icon: "error", tone: "error", words: `${response.status} ${code}` };
}

const FATES: Readonly<Record<Fate, Sign & { readonly words: string }>> = {
  new: { icon: "ok", tone: "ok", words: "live, not used yet; came at" },
  good: { icon: "ok", tone: "ok", words: "live: taken, and no other given, at" },
  rotated: { icon: "error", tone: "error", words: "dead: sent, and rotated, at" },
  refused: { icon: "error", tone: "error", words: "dead: refused at" },
  revoked: { icon: "error", tone: "error", words: "dead: revoked from here at" },
  doubted: { icon: "warning", tone: "warning", words: "perhaps revoked: the one before it was sent again at" },
  lost: { icon: "warning", tone: "warning", words: "not known: sent, and no answer came, at" },
  unjudged: { icon: "info", tone: "info", words: "not judged: no answer was about it; sent at" },
};

/** What became of a token, with the time as `format` writes it. */
export function wordsForFate(
  { fate, fateAt, rule }: LedgerEntry,
  format: (at: number) => string,
): Sign & { readonly words: string } {
  const { words, ...sign } = FATES[fate];
  return { ...sign, words: `${words} ${format(fateAt)}${rule === null ? "" : `, ${rule}`}` };
}
