import type { TokenReply } from "../../oauth/token-reply.ts";
import type { Provider } from "../provider.ts";
import type { KnownReply } from "./reply.ts";
import { SERVER_REPLIES } from "./servers.ts";

/** A known reply that fits, and whose it is: the provider's own, a make of server's, or anybody's. */
export interface FoundReply {
  readonly known: KnownReply;
  readonly by: "provider" | "make" | "any";
}

/**
 * The known replies that fit what came back, the best first: of the provider at hand before others, told by words before
 * told by the code alone. Statuses are not compared: servers differ in them more than in words.
 */
export function findKnownReplies(reply: TokenReply, provider: Provider | null): readonly FoundReply[] {
  const own = (provider?.replies ?? []).map((known) => ({ known, by: "provider" as const }));
  const others = SERVER_REPLIES.map((known) => ({
    known,
    by: known.make === null ? ("any" as const) : ("make" as const),
  }));
  const fitting = [...own, ...others].filter(({ known, by }) => fits(known, reply, by));
  return fitting.sort((a, b) => weigh(b) - weigh(a));
}

function fits(known: KnownReply, reply: TokenReply, by: FoundReply["by"]): boolean {
  if (known.error === null && known.text === null) return known.status === reply.status && reply.kind === "empty";
  // An AADSTS number says more than the code that goes with it, which a library's message leaves out.
  const isNumbered = known.text !== null && /^AADSTS\d+/.test(known.text);
  if (known.error !== null && !isNumbered && !hasCode(reply, known.error)) return false;
  if (known.text === null) return by === "provider";
  const words = reply.words.slice(0, 20_000);
  return known.pattern ? known.pattern.test(words) : includesLoosely(words, known.text);
}

/** Where a server has no code, its message takes the place of one. */
function hasCode({ codes, words }: TokenReply, wanted: string): boolean {
  const lower = wanted.toLowerCase();
  return [...codes, ...words.slice(0, 2_000).split("\n")].some((code) => code.toLowerCase() === lower);
}

/** Punctuation and case of a server's sentences change from version to version. */
function includesLoosely(words: string, text: string): boolean {
  return toLoose(words).includes(toLoose(text));
}

function toLoose(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_]+/gu, " ")
    .trim()} `;
}

/** Words tell more than a code; the provider's own more than another's. A longer text is the more special one. */
function weigh({ known, by }: FoundReply): number {
  const whose = by === "provider" ? 2 : by === "make" ? 1 : 0;
  const special = known.text === null ? 0 : 10 + Math.min(known.text.length, 300) / 1_000;
  return special + whose;
}
