"use client";

import { useMemo } from "react";
import { compareExchanges } from "../../lib/diagnose/compare-exchanges.ts";
import { findProvider, findProviderByUrl } from "../../lib/providers/find-provider.ts";
import { Differences, type SideNames } from "../compare/differences.tsx";
import type { Sent } from "./sent.ts";

/** What differs between two sends: what was asked, and what came back. */
export function SendDiff({
  earlier,
  later,
  numbers,
}: {
  earlier: Sent;
  later: Sent;
  numbers: readonly [number, number];
}) {
  const { isByOutcome, isSwapped, requests, replies } = useMemo(
    () => compareExchanges(toCompared(earlier), toCompared(later)),
    [earlier, later],
  );
  const [first, second] = isSwapped ? [numbers[1], numbers[0]] : numbers;
  const names: SideNames = { works: `Send ${first}`, fails: `Send ${second}` };
  return (
    <>
      {isByOutcome && (
        <p className="note">
          Send {first} brought tokens, send {second} did not.
        </p>
      )}
      <h3>What was sent</h3>
      {requests.length === 0 ? (
        <p className="soft">The same, to the letter.</p>
      ) : (
        <Differences differences={requests} names={names} />
      )}
      <h3>What came back</h3>
      {replies.length === 0 ? <p className="soft">The same.</p> : <Differences differences={replies} names={names} />}
    </>
  );
}

function toCompared({ exchange, request, provider }: Sent) {
  const preset = findProvider(provider) ?? findProviderByUrl(request.tokenEndpoint)?.provider ?? null;
  return { exchange, refresh: request, provider: preset };
}
