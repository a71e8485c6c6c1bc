"use client";

import { Icon } from "../ui/icon.tsx";
import { wordsForFate } from "./history-words.ts";
import type { LedgerEntry } from "./ledger.ts";
import { SecretValue } from "./secret-value.tsx";

export const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** Which refresh token came from which, and which of them live. */
export function LedgerView({ ledger }: { ledger: readonly LedgerEntry[] }) {
  const hasManyHosts = new Set(ledger.map(({ host }) => host)).size > 1;
  return (
    <ol className="ledger" aria-label="Refresh tokens">
      {ledger.map((entry) => {
        const { icon, tone, words } = wordsForFate(entry, (at) => clock.format(at));
        return (
          <li key={`${entry.host} ${entry.number}`}>
            <b>Token {entry.number}</b>
            <span className="val">
              <SecretValue value={entry.token} name={`refresh token ${entry.number}`} />
            </span>
            <span className="soft">
              {entry.from === null ? "entered" : `came for token ${entry.from}, ${clock.format(entry.seenAt)}`}
              {hasManyHosts && `, ${entry.host}`}
            </span>
            <span className={`s-${tone} fate`}>
              <Icon name={icon} />
              <span>{words}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
