import { type Sent, tokensOf } from "./sent.ts";

/** How many sends a tab keeps. */
export const MOST_SENDS = 20;

/** The sends of a tab, the oldest first. */
export type History = readonly Sent[];

/** With one send more. The oldest go beyond twenty, but never the last one that brought tokens. */
export function addSend(history: History, sent: Sent): History {
  const all = [...history.filter(({ exchange }) => exchange.id !== sent.exchange.id), sent];
  if (all.length <= MOST_SENDS) return all;
  const granted = findGranted(all);
  const gone = all.findIndex((one) => one !== granted);
  return all.filter((_, i) => i !== gone);
}

/** The last send that brought tokens: a later one that fails does not take them away. */
export function findGranted(history: History): Sent | null {
  return history.findLast((sent) => tokensOf(sent) !== undefined) ?? null;
}

/**
 * The history in ever smaller shapes, for a store that is too small for it: first the bytes of older sends go, then the
 * last one's, then bodies without tokens, at last all sends but the last and the one that brought tokens.
 */
export function* shrinkHistory(history: History): Generator<History> {
  yield history;
  const slim = history.map(withoutBytes);
  yield history.map((sent, i) => (i === history.length - 1 ? sent : (slim[i] ?? sent)));
  yield slim;
  const bare = slim.map((sent) => (tokensOf(sent) ? sent : withoutBody(sent)));
  yield bare;
  const granted = findGranted(bare);
  yield bare.filter((sent, i) => sent === granted || i === bare.length - 1);
}

function withoutBytes(sent: Sent): Sent {
  const { exchange } = sent;
  if (!exchange.response) return sent;
  return { ...sent, exchange: { ...exchange, response: { ...exchange.response, raw: { base64: "" } } } };
}

function withoutBody(sent: Sent): Sent {
  const { exchange } = sent;
  if (!exchange.response) return sent;
  const body = { ...exchange.response.body, base64: "", truncated: true };
  return { ...sent, exchange: { ...exchange, response: { ...exchange.response, body } } };
}
