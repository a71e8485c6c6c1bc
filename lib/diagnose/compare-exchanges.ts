import type { Exchange } from "../http/exchange.ts";
import { formatUrl, type HttpRequest } from "../http/request.ts";
import { type RefreshRequest, toHttpRequest } from "../oauth/refresh-request.ts";
import { readReply } from "../oauth/token-reply.ts";
import type { Provider } from "../providers/provider.ts";
import type { Evidence } from "../rules/evidence.ts";
import { decodeBytes, fromBase64 } from "../text/bytes.ts";
import { compareReplies } from "./compare-replies.ts";
import { compareRequests } from "./compare-request.ts";
import { BY_ORDER, BY_OUTCOME, type PairNames } from "./compare-words.ts";
import { byWeight, type Difference } from "./difference.ts";
import { readExchange } from "./from-exchange.ts";
import { readArrival, toCaughtRequest } from "./from-wire.ts";

/** One send: the form it was made from, and what came of it. */
export interface ComparedSend {
  readonly exchange: Exchange;
  readonly refresh: RefreshRequest;
  readonly provider: Provider | null;
}

/** Two sends. `isByOutcome`: `works` is the one that brought tokens, and `fails` did not; otherwise the earlier and the later. */
export interface SendComparison {
  readonly isByOutcome: boolean;
  readonly isSwapped: boolean;
  readonly requests: readonly Difference[];
  readonly replies: readonly Difference[];
}

/** What differs between two sends, `earlier` first, the weightiest first; the one that alone worked is put in the first place. */
export function compareExchanges(earlier: ComparedSend, later: ComparedSend): SendComparison {
  const [first, second] = [hasTokens(earlier), hasTokens(later)];
  const isByOutcome = first !== second;
  const isSwapped = isByOutcome && second;
  const [works, fails] = isSwapped ? [later, earlier] : [earlier, later];
  const names: PairNames = isByOutcome ? BY_OUTCOME : BY_ORDER;
  const [a, b] = [read(works), read(fails)];
  return {
    isByOutcome,
    isSwapped,
    requests: byWeight(compareRequests(a.evidence, b.evidence, a.request, b.request, names)),
    replies: byWeight(compareReplies(works.exchange, fails.exchange)),
  };
}

function hasTokens({ exchange: { response } }: ComparedSend): boolean {
  if (!response) return false;
  const body = decodeBytes(fromBase64(response.body.base64) ?? new Uint8Array());
  return readReply({ status: response.status, headers: response.headers, body }).tokens !== null;
}

/** The request as its bytes were; as the form describes it where they are not kept. */
function read({ exchange, refresh, provider }: ComparedSend): { evidence: Evidence; request: HttpRequest } {
  const asked = toHttpRequest(refresh, "regrant");
  const raw = fromBase64(exchange.request.raw.base64);
  const scheme = formatUrl(asked).startsWith("https:") ? "https" : "http";
  const arrival = raw && raw.length > 0 ? readArrival(raw) : null;
  const request = (arrival && toCaughtRequest(arrival, scheme)) ?? asked;
  return { evidence: readExchange(exchange, refresh, provider, request), request };
}
