"use client";

import { useId, useMemo, useState } from "react";
import type { RefreshRequest } from "../../lib/oauth/refresh-request.ts";
import { toVariations } from "../../lib/oauth/variations.ts";
import { Icon } from "../ui/icon.tsx";
import type { History } from "./history.ts";
import { findLiving, hostOf, isDead, type LedgerEntry } from "./ledger.ts";
import type { SendOptions } from "./send-options.ts";
import { type Sent, tokensOf } from "./sent.ts";

/** A send of before, to go into the form and, if `isSent`, out at once. */
export interface Again {
  readonly request: RefreshRequest;
  readonly provider: string;
  readonly options: SendOptions;
  /** What was changed, in a few words. */
  readonly what: string;
  readonly isSent: boolean;
}

/** One send of before with one thing changed, and with the token that lives now in the place of one that is dead. */
export function SendAgain({
  sent,
  number,
  history,
  ledger,
  isBusy,
  onAgain,
}: {
  sent: Sent;
  number: number;
  history: History;
  ledger: readonly LedgerEntry[];
  isBusy: boolean;
  onAgain: (again: Again) => void;
}) {
  const id = useId();
  const tokens = ledger.filter(({ host }) => host === hostOf(sent));
  const own = tokens.find(({ token }) => token === sent.request.refreshToken);
  const [token, setToken] = useState((own && findLiving(tokens, own))?.number ?? own?.number ?? 0);
  const [change, setChange] = useState("as-given");
  const variations = useMemo(() => toVariations(sent.request), [sent]);
  const entry = tokens.find((one) => one.number === token);
  const variation = variations.find((one) => one.id === change) ?? variations[0];

  function go(isSent: boolean): void {
    if (!variation) return;
    const request = entry ? withToken(variation.refresh, entry, history) : variation.refresh;
    const what = change === "as-given" ? `Send ${number} once more.` : `Send ${number}, changed: ${variation.label}.`;
    onAgain({ request, provider: sent.provider, options: sent.options ?? {}, what, isSent });
  }

  return (
    <fieldset className="again" aria-label={`Send ${number} again`}>
      <div className="two">
        <div className="fld">
          <label htmlFor={`${id}-change`}>One change</label>
          <div className="sel">
            <select id={`${id}-change`} value={change} onChange={(event) => setChange(event.target.value)}>
              {variations.map(({ id: value, label }) => (
                <option key={value} value={value}>
                  {value === "as-given" ? "none" : label}
                </option>
              ))}
            </select>
            <Icon name="down" />
          </div>
          <span className="hint">{variation?.change}</span>
        </div>
        <div className="fld">
          <label htmlFor={`${id}-token`}>Refresh token</label>
          <div className="sel">
            <select id={`${id}-token`} value={token} onChange={(event) => setToken(Number(event.target.value))}>
              {tokens.map((one) => (
                <option key={one.number} value={one.number}>
                  Token {one.number}
                  {isDead(one) ? ", dead" : ""}
                </option>
              ))}
            </select>
            <Icon name="down" />
          </div>
        </div>
      </div>
      {entry && isDead(entry) && (
        <p className="said s-warning">
          <Icon name="warning" />
          <span>
            Token {entry.number} is dead. A server that watches for reuse may end all tokens that came from it (RFC 9700
            section 4.14.2).
          </span>
        </p>
      )}
      <div className="acts">
        <button type="button" className="btn sm" disabled={isBusy} onClick={() => go(true)}>
          Send it now
        </button>
        <button type="button" className="btn ghost sm" onClick={() => go(false)}>
          Put it in the form
        </button>
      </div>
    </fieldset>
  );
}

/** A token that is bound to a DPoP key is of use with that key alone. */
function withToken(request: RefreshRequest, entry: LedgerEntry, history: History): RefreshRequest {
  const asked = { ...request, refreshToken: entry.token };
  if (!request.dpop) return asked;
  const source = history.findLast((sent) => tokensOf(sent)?.refreshToken === entry.token);
  const made = source?.exchange.dpop?.key as Record<string, string> | null | undefined;
  return made ? { ...asked, dpopKey: { jwk: made } } : asked;
}
